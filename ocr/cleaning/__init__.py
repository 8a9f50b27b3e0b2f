"""Pictures of pages made easy to read: light, skew, turns, curl, photographs."""

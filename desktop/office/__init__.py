"""The pages around checking: statistics, backups, what is offline, settings, help."""

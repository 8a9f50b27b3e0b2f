"""What happens to paper: scanners, fax, photographs."""

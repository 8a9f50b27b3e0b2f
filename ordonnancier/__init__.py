"""The journey from file to record, the command line, and what people do with a record."""

"""Pages come in: files, folders, scanners, telephones; what waits in the queue."""

"""The rows of a page: which are header, medications, tables, notes, something else."""

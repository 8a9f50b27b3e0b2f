"""The encrypted register: keys, vault, entries and exports."""

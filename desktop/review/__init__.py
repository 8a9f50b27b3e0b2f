"""Checking: the page beside its fields, every field within reach of the keyboard."""

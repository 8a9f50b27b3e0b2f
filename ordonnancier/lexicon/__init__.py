"""The lexicon held against the official drug files, and how well its names are recognised."""

"""Whole archives: many files read by many processes, restartable at any instant."""

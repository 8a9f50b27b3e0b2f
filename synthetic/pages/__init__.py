"""Sheets of paper: fonts, symbols, layouts."""

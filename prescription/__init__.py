"""The record that every part shares: types, French read-back, JSON."""

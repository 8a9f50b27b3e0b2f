"""The ruler: what was read, held field by field against what is known to stand on the page."""

"""Signs and residues that Tesseract cannot write (½ ¼ ¾ µ ×), found by their shape."""

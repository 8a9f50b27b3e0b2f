"""The one room that knows Tesseract: as a library, and by its command line."""

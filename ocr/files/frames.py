"""The frames in which the worker answers: one letter, the length in eight bytes, then the body."""

COUNT, DECODED, PICTURE, PIXELS, PAGE, FAULT, BUG, END = (letter.encode() for letter in "CDSXPFBE")

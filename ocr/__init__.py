"""From a file to pages of words: decoding, cleaning, reading."""

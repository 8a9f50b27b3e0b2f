"""What a corpus is made of: truth files, word boxes, tokens, line images, the card."""

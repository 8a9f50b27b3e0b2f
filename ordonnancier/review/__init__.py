"""What a human makes of a draft: corrections field by field, and what is left to look at."""

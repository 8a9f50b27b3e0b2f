"""One block of rows to one medication request, with its doubts and its confidence."""

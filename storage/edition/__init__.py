"""Paper: the editions of the ordonnancier and the recovery sheet, as PDF in clear."""

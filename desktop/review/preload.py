"""What checking needs and a window is shown without."""

from extraction.drugs.lexicon import load_lexicon


def load_reading() -> None:
    """Load what corrections are read with, and the drugs' names; for a thread beside the window."""
    import ordonnancier.reference.found
    import ordonnancier.review.chosen_words
    import ordonnancier.review.correction  # noqa: F401

    load_lexicon()

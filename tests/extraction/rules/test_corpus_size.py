"""How many phrasings stand in the corpus: it only grows."""

import sys

from tests.extraction.rules.phrasings import cases


def test_corpus_holds_as_many_phrasings_as_promised() -> None:
    read = len({case.text for case in cases("meaning")})
    asked = len({case.text for kind in ("review", "silent", "other") for case in cases(kind)})
    sys.stdout.write(f"{read} phrasings are read, {asked} are asked about or left alone\n")
    assert read >= 1500
    assert asked >= 300

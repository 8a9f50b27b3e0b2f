"""Reading whatever a fuzzer thinks of, guided by the branches of the code that it reaches.

Run `python -m tests.extraction.fuzz_parse -max_total_time=180`; the arguments are libFuzzer's. It
needs atheris (`pip install atheris`, up to Python 3.13), which is no dependency of the project.
"""

import importlib
import random
import sys

from tests.extraction.rules.phrasings import cases

LONGEST = 2_000


def main() -> None:
    """Read until something fails or the time is over."""
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        sys.exit("Fuzzing needs atheris, which is not installed: pip install atheris.")
    with atheris.instrument_imports(include=["extraction"]):
        check = importlib.import_module("tests.extraction.nothing_lost").check_nothing_lost
    phrasings = [case.text for case in cases("meaning") + cases("review")]

    def read(untrusted_data: bytes) -> None:
        check(untrusted_data.decode(errors="replace"))

    def change(untrusted_data: bytes, most: int, seed: int) -> bytes:
        """A mutation of the fuzzer's, with a phrase of the corpus put in every other time."""
        chance = random.Random(seed)  # noqa: S311 - no secret
        text = untrusted_data.decode(errors="replace")
        if chance.random() < 0.5:
            place = chance.randint(0, len(text))
            text = text[:place] + chance.choice(phrasings) + text[place:]
        mutated: bytes = atheris.Mutate(text.encode()[:most], most)
        return mutated

    atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", *sys.argv[1:]], read, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

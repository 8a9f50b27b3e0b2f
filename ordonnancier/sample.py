"""The made-up prescription to try the program with: it never becomes an entry of a register."""

from prescription.language import Fault, say
from prescription.record import Source

_NAMES = ("exemple inventé", "made-up sample")


def sample_name() -> str:
    """What the sample is called in the queue, in the user's language."""
    fr, en = _NAMES
    return say(fr=fr, en=en)


def is_sample(source: Source) -> bool:
    """Whether a draft was read from the sample."""
    return source.name in _NAMES


def refuse_sample(source: Source) -> None:
    """Raise Fault for the sample: a register holds real prescriptions only."""
    if is_sample(source):
        raise Fault(
            fr="Cette ordonnance est inventée, pour essayer : elle n'entre pas dans le registre.",
            en="This prescription is made up, to try things out: it does not enter the register.",
        )

"""What the roles of a register are called, the same in every window and sentence."""

from prescription.language import say

ROLES = {
    "reader": ("lecture", "reader"),
    "capturer": ("saisie", "capturer"),
    "validator": ("validation", "validator"),
    "administrator": ("administration", "administrator"),
}


def say_role(role: str) -> str:
    """A role in the user's language."""
    fr, en = ROLES[role]
    return say(fr=fr, en=en)

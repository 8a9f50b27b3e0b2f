"""Which doses are taken together, and which one after the other."""

from collections.abc import Sequence

from extraction.posology.groups import Choices, Group


def sequence_numbers(groups: Sequence[Group], choices: Choices) -> list[int]:
    """One number a group: equal for doses taken together, rising for steps."""
    numbers: list[int] = []
    for index, here in enumerate(groups):
        if not index:
            numbers.append(1)
        elif (here.follows and not _is_beside(groups[index - 1], here)) or (
            not (here.beside or (numbers[-1] == 1 and _is_elsewhere(groups[index - 1], here)))
            and _is_next_step(groups[index - 1], here, choices, index)
        ):
            numbers.append(numbers[-1] + 1)
        else:
            numbers.append(numbers[-1])
    return numbers


def _is_elsewhere(before: Group, here: Group) -> bool:
    """`OD 1 goutte x 4 7 jours, OG 1 goutte x 2 7 jours`: both at once, one in each eye."""
    one, other = ({n.value for n in group.of("site")} for group in (before, here))
    return bool(one and other) and one != other


def _is_beside(before: Group, here: Group) -> bool:
    """`x 4 OD 7 j, x 2 OG 15 j`: with no `puis` between them, another eye's rhythm is no step."""
    return before.segment == here.segment and _is_elsewhere(before, here)


def _is_next_step(before: Group, here: Group, choices: Choices, index: int) -> bool:
    """Without `puis`: a step when both have a length of their own, or the first one alone."""
    if before.of("stage") and before.of("stage") == here.of("stage"):
        return False
    bounded = before.has("duration", "stage")
    if not bounded:
        return False
    if here.has("stage") or before.has("stage"):
        return True
    apart = before.has("moments", "clock", "days") and here.has("moments", "clock", "days")
    if here.has("duration") and not apart:
        return True
    if here.slots is not None or before.slots is not None:
        return True
    if here.has("duration") and _share_a_moment(before, here):
        # Nobody takes two doses at one moment: `3 cp le matin 3 jours, 2 cp le matin 3 jours`.
        return True
    return choices.second(f"étape {index}") if apart else not choices.second(f"étape {index}")


def _share_a_moment(before: Group, here: Group) -> bool:
    one, other = (
        {m.when for n in group.of("moments") for m in n.value.moments} for group in (before, here)
    )
    return bool(one & other)

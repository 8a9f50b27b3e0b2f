"""The patient where no label tells who he is: by a title, a birth or an age."""

import re
from collections.abc import Sequence

from extraction.header.birth import Birth
from extraction.header.houses import is_of_house
from extraction.header.measures import tells_age
from extraction.header.names import (
    are_alike,
    is_another_s,
    name_at,
    name_near,
    titled_names,
    titles,
)
from extraction.header.parts import Found, Part, above
from prescription.record import Gender


def unlabelled_name(parts: Sequence[Part], birth: Birth | None) -> tuple[Found | None, str | None]:
    """A name with Mme or M., or beside a birth or an age, and what is to be asked of it.

    Who else has a title may be the pharmacist of a stamp, the secretary, or an intern.
    """
    titled = titled_names(parts)
    own = [found for found in titled if not is_of_house(found.part, parts)]
    told = parts[birth.part] if birth is not None else None
    born = name_near(parts, told) if told is not None else None
    if born and born.part is told and not any(are_alike(born, found) for found in own):
        return born, _rivals(born, own)
    if own:
        nearest = _nearest(own, told, parts)
        return nearest, _rivals(nearest, own)
    if named := born or _name_at_age(parts):
        return named, None
    return (titled[0], titled[0].value) if titled else (None, None)


def _rivals(named: Found, others: Sequence[Found]) -> str | None:
    """A name and those of other persons, who may be the patient too; None without any.

    Their titles begin a part: `12 rue de la Paix, chez Mme MARTIN` names no patient.
    """
    first = (one for one in others if " " not in one.part.text[: one.start].strip())
    rivals = [one.value for one in first if not are_alike(named, one)]
    return " / ".join(dict.fromkeys([named.value, *rivals])) if rivals else None


def _nearest(own: Sequence[Found], birth: Part | None, parts: Sequence[Part]) -> Found:
    """Of names with a title, the one that a birth or an age stands beside or under."""
    over = (birth, *above(parts, birth)) if birth is not None else ()
    for part in over:
        for found in own:
            if found.part is part:
                return found
    return next((found for found in own if tells_age(found.part)), own[0])


def _name_at_age(parts: Sequence[Part]) -> Found | None:
    """The name beside or above an age or a weight."""
    for part in parts:
        if tells_age(part):
            found = name_near(parts, part)
            if found:
                return found
    return None


def titled_sex(parts: Sequence[Part], named: Found | None) -> Gender | None:
    """The sex that the patient's title tells, or `née`; None where another's title may be meant."""
    found = [
        (part, sex, match)
        for part, sex, match in titles(parts)
        if sex and (one := name_at(part, match.end())) and (not named or are_alike(one, named))
    ]
    for part, sex, match in found[:1]:
        return None if is_another_s(part, match) else sex
    for word, sex in (("nee", Gender.FEMALE), ("ne", Gender.MALE)):
        if any(re.search(rf"\b{word} le \d", part.folded) for part in parts):
            return sex
    return None

"""Deux doses en alternance : `1 cp et 1/2 cp un jour sur deux` (kind `alternation`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import Amount


def _alternating(one: Amount, other: Amount) -> tuple[Amount, Amount] | None:
    """Two different doses in one unit: `75 et 100 µg`."""
    if one.unit is None:
        one = one.of(other.unit)
    if other.unit is None:
        other = other.of(one.unit)
    alike = one.unit == other.unit and one.low != other.low
    return (one, other) if alike and not one.high and not other.high else None


def _each_in_turn(one: Amount, other: Amount) -> tuple[Amount, Amount] | None:
    """`1 cp et demi un jour sur deux` is one and a half: only the first has its unit."""
    both = (one.unit is None) == (other.unit is None)
    mixed = not both and one.low % 1 == 0 and other.low < 1
    return None if mixed else _alternating(one, other)


def _listed(one: Amount, other: Amount) -> tuple[Amount, Amount] | None:
    """With a comma between them each has its unit: `25, 1 cp 1 jour/2` begins with a strength."""
    return _alternating(one, other) if one.unit == other.unit else None


DOSE = "({dose}|{count}|{quantity})"
EVERY_OTHER = "(un|1) (jour|j) (sur|/) (deux|2)"
SWITCHING = f"(en alternance [{EVERY_OTHER}]|en alternant|a alterner|alternativement)"
ALTERNATIONS = Subject(
    "alternances",
    [
        rule(
            "une dose et une autre en alternance",
            "alternation",
            f"{DOSE} (et|avec|puis) {DOSE} [,|en] {SWITCHING}",
            f"{DOSE} [{EVERY_OTHER}] [,] [et] (en alternance|en alternant|alternant) (avec|et) "
            f"{DOSE} [{EVERY_OTHER}]",
            f"(alterner|en alternant|alternance|alterner entre) [de] {DOSE} (et|avec|/) {DOSE} "
            f"[{EVERY_OTHER}]",
            f"{DOSE} {EVERY_OTHER} [et|,|puis] {DOSE} (l'autre jour|l'autre|les autres jours|"
            "l'autre jour sur deux)",
            f"{DOSE} (un jour|1 jour|1 j) [et|,|/|puis|-] {DOSE} (le lendemain|le jour suivant|"
            "l'autre jour|l'autre|le jour d'apres|1 jour|un jour|1 j)",
            to=_alternating,
            reads=(
                "1/2 cp et 3/4 cp en alternance un jour sur deux",
                "1 cp et demi en alternance",
                "1 cp un jour sur deux en alternance avec 1/2 cp",
                "alterner 1 cp et 1/2 cp",
                "1 cp un jour, 1/2 cp le lendemain",
            ),
            must_not_read=("1 cp un jour sur deux", "1 cp et 1/2 cp", "1 cp en alternance"),
        ),
        rule(
            "deux doses un jour sur deux",
            "alternation",
            f"{DOSE} (et|avec|puis) {DOSE} [,|en] {EVERY_OTHER}",
            to=_each_in_turn,
            reads=("75 et 100 µg un jour sur deux", "1/2 et 3/4 un jour sur deux"),
            must_not_read=("1 cp et demi un jour sur deux", "1 et 1/2 cp un jour sur deux"),
        ),
        rule(
            "deux doses à virgule en alternance",
            "alternation",
            f"{DOSE} , {DOSE} [,|en] {SWITCHING}",
            f"{DOSE} , {DOSE} [,|en] {EVERY_OTHER}",
            to=_listed,
            reads=("1 cp, 1/2 cp en alternance",),
            must_not_read=("25, 1 cp 1 jour/2",),
        ),
    ],
)

SUBJECTS = (ALTERNATIONS,)

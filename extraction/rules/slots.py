"""Les cases matin-midi-soir-coucher : `1-0-1`, `1 0 1 0`, `½-0-½` (kind `slots`)."""

import re
from collections.abc import Sequence
from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Scan, rule
from extraction.rules.meanings import Amount, Slots
from extraction.rules.numbers import FRACTIONS, WRITTEN_FRACTIONS
from extraction.rules.units import UNIT
from prescription.dosage import EventTiming as E

MOST_NAMED = 30
LASTING = r"(?:j|jrs?|jours?|sem|semaines?|mois)\b"
PARTS = (E.MORN, E.NOON, E.EVE, E.HS)
SLOT_FRACTION = r"(?:[½¼¾]|1/2|1/4|3/4)"


def _slot_value(written: str) -> Decimal:
    plain = written.replace(" ", "")
    for sign, value in (WRITTEN_FRACTIONS | FRACTIONS).items():
        if plain.endswith(sign):
            return Decimal(plain[: -len(sign)] or 0) + Decimal(value)
    return Decimal(plain.replace(",", "."))


def _slots(values: list[Decimal]) -> Slots | None:
    if not 3 <= len(values) <= 4 or not any(values):
        return None
    doses = zip(PARTS, (Amount(v) for v in values), strict=False)
    return Slots(tuple((part, amount) for part, amount in doses if amount.low))


def _slot_scan(
    name: str, amount: str, sign: str, reads: tuple[str, ...], must_not_read: tuple[str, ...]
) -> Scan:
    edge = r"(?<![\d/.,-])(?<!\d -)(?<!\d- )(?<!\d - )"
    if "-" not in sign:
        # `200 1+0+1`, `75 0 1 0` are a strength and slots, `1 0/1/0` is not.
        edge += r"(?<!(?<![\d,.])\d )"
    # `1 - 0 - 1 - 3 mois`: a length may stand behind the last sign.
    after = rf"(?![\d/-]|[.,-]\d| ?[-/] ?\d+(?!\d| ?{LASTING})| ?(?:{LASTING}|h\b))"
    if not sign.strip(" ?"):
        after += r"(?! \d++(?! ?(?:j|jrs?|jours?|sem|mois)))"
    cells = re.compile(rf"{edge}{amount}(?:{sign}{amount}){{2,3}}{after}")
    cut = re.compile(sign)

    def produce(match: re.Match[str]) -> Slots | None:
        values = [_slot_value(written) for written in cut.split(match.group())]
        # `1.2.3` is a heading or a date; `1.0.1` and `1.1.1` are not.
        sure = sign == " ?- ?" or 0 in values or len(set(values)) == 1
        if 0 not in values and len(set(cut.findall(match.group()))) > 1:
            # `50 - 1-2 gélules`: a range behind a strength.
            return None
        return _slots(values) if sure else None

    needs = frozenset(re.sub(r"[^-/.+,]", "", sign))
    return Scan(name, "slots", cells, produce, needs, True, reads, must_not_read)


def _broken_off(match: re.Match[str]) -> Slots | None:
    values = [_slot_value(written) for written in re.split(r"\s*-\s*", match.group())]
    return _slots(values) if 0 in values else None


SLOT = rf"(?:[0-9] ?[½]|{SLOT_FRACTION}|[1-9]\d?(?:[.,]5)?|0(?:[.,]5)?)"
SMALL = rf"(?:{SLOT_FRACTION}|[0-9])"
SLOT_RULES = Subject(
    "cases matin-midi-soir",
    [
        _slot_scan(
            "cases à tirets",
            SLOT,
            " ?- ?",
            ("1-0-1", "1/2-0-1/2", "2 - 1 - 2 - 0", "½-0-½", "10-8-12"),
            ("0-0-0", "1-0", "1-0-1-0-1", "12-03-2026", "50 - 1-2", "1 - 0 - 3 mois"),
        ),
        _slot_scan(
            "cases à barres",
            r"(?:[½¼¾]|[0-9])",
            " ?/ ?",
            ("1/0/1", "1/1/1/1"),
            ("12/03/26", "1/2"),
        ),
        Scan(
            "cases à tirets, coupées en fin de ligne",
            "slots",
            # What is whole in its row, `1-0-1`, takes nothing from the next one, `- 2 boîtes`.
            re.compile(
                rf"(?<![\d/.,-])(?<!\d -)(?<!\d- )(?<!\d - ){SLOT}(?: ?- ?{SLOT})?"
                rf"(?: ?-\n|\n- ?){SLOT}(?: ?- ?{SLOT}){{0,2}}"
                rf"(?! ?[-/]|[.,]?\d| ?(?:{LASTING}|h\b))"
            ),
            _broken_off,
            frozenset("-"),
            True,
            ("1\n- 0 - 0", "2 - 0 -\n0", "1/2 -\n0 - 1"),
            ("1-0-1\n- 2 boîtes", "1 -\n2 boîtes", "1\n- 1 boîte", "1 - 1\n- 1"),
        ),
        _slot_scan(
            "cases à points ou à plus",
            SMALL,
            r" ?[.+] ?",
            ("1.0.1", "1+0+1"),
            ("1.5", "12.03.26"),
        ),
        _slot_scan(
            "cases à espaces",
            SMALL,
            " ",
            ("1 0 1", "1 0 1 0", "1/2 0 1/2"),
            ("1 0", "10 1 1", "1 1/2"),
        ),
        _slot_scan(
            "cases à virgules",
            SMALL,
            " ?, ",
            ("1, 0, 1", "1 , 0 , 1"),
            ("1, 0", "1,5"),
        ),
    ],
)
SLOT_UNITS = Subject(
    "cases et leur unité",
    [
        rule(
            "cases et le nom de chacune",
            "slots",
            "{slots} [:] ‹ (matin|mat|m) [-|/|,|–] (midi|mid|mi|m) [-|/|,|–] (soir|s) "
            "[[-|/|,|–] (coucher|couch|c|nuit)] ›",
            to=lambda slots: slots,
            reads=("1-0-1 (matin-midi-soir)", "1/0/1 (mat, midi, soir)", "1-0-0-1 (M/M/S/C)"),
            must_not_read=("1-0-1 (matin)", "1-0-1 (matin et soir)", "1-0-1 (soir-midi-matin)"),
        ),
        rule(
            "cases et unité",
            "slots",
            "{slots} {unit}",
            "{slots} {mass}",
            to=lambda slots, unit: Slots(tuple((w, a.of(unit)) for w, a in slots.doses)),
            reads=("1-0-1 cp", "10-8-12 UI"),
            must_not_read=("1-0-1",),
        ),
        rule(
            "cases, chacune avec son unité",
            "slots",
            *(
                f"{part} {sign} {part} {sign} {part}"
                for part in ("{quantity}", "{dose}")
                for sign in ("-", "/", "–")
            ),
            *(
                f"{first} - {second} - {third}"
                for part in ("{quantity}", "{dose}")
                for first, second, third in (
                    (part, "{number}", part),
                    (part, part, "{number}"),
                    ("{number}", part, part),
                    (part, "{number}", "{number}"),
                    ("{number}", "{number}", part),
                )
            ),
            to=lambda *doses: _of_one_unit(doses),
            reads=("10 U - 12 U - 8 U", "1 cp - 1 cp - 2 cp", "20 U - 0 - 14 U"),
            must_not_read=("10 U - 12 U", "100 mg/25 mg/200 mg"),
        ),
    ],
)

MORNING, NOON, EVENING = "[le] (matin|mat|m)", "[le|a] (midi|mid|mi|m)", "[le|au] (soir|s)"
BEDTIME = "[au] (coucher|couch|c)"
BETWEEN = r"[ ,;|/\n–—-]*"
TOLD, NEXT = "(:|=)", "[,|;|-|/|¦|et|+]"


def _named(*amounts: Amount) -> Slots | None:
    """Zero in one of them tells that the others are amounts, no numbers of something else."""
    values = [a.low for a in amounts]
    if any(a.high or a.doubtful or a.low > MOST_NAMED for a in amounts):
        return None
    return _slots(values) if 0 in values else None


def _with_gaps(written: Sequence[str | None]) -> Slots | None:
    """Where nothing stands behind a moment, nothing is taken."""
    named = written if written[-1] or len(written) == len(PARTS) - 1 else written[:-1]
    if all(named):
        return None
    return _slots([_slot_value(one) if one else Decimal(0) for one in named])


def _without_noon(morning: Amount, evening: Amount) -> Slots | None:
    return _named(morning, Amount(Decimal(0)), evening) if 0 in (morning.low, evening.low) else None


def _of_one_unit(doses: Sequence[Amount]) -> Slots | None:
    """Insulin or tablets: what `100 mg/25 mg/200 mg` would be is a strength."""
    doses = [a.of(None) if a.unit is None and not a.low else a for a in doses]
    if any(a.unit is None and a.low for a in doses):
        return None
    units = {a.unit for a in doses if a.low}
    whole = not any(a.high or a.doubtful or a.strength for a in doses)
    if len(units) > 1 or units & {"mg", "g", "µg", "mL"} or not whole:
        return None
    taken = tuple((part, a) for part, a in zip(PARTS, doses, strict=False) if a.low)
    return Slots(taken) if taken else None


def _by_letter(*amounts: Amount) -> Slots | None:
    """`1 M 1 S`, `2 M 1 Mi 2 S`: letters behind small numbers, two at least."""
    counted = all(a.unit is None or a.unit in UNIT for a in amounts)
    most = MOST_BY_LETTER if counted and "goutte" not in {a.unit for a in amounts} else MOST_NAMED
    if any(a.high or a.doubtful or a.low > most for a in amounts) or not counted:
        return None
    if len({a.unit for a in amounts}) > 1:
        return None
    parts = (E.MORN, E.EVE) if len(amounts) == BOTH_ENDS else PARTS
    doses = tuple((part, a) for part, a in zip(parts, amounts, strict=False) if a.low)
    return Slots(doses) if doses else None


MOST_BY_LETTER = 4
BOTH_ENDS = 2
NAMED_SLOTS = Subject(
    "cases nommées",
    [
        Scan(
            "matin : 1, midi : rien, soir : 1",
            "slots",
            re.compile(
                r"matin ?[:=] ?"
                rf"({SLOT})?{BETWEEN}midi ?[:=] ?({SLOT})?{BETWEEN}soir ?[:=] ?({SLOT})?"
                rf"(?:{BETWEEN}coucher ?[:=] ?({SLOT})?)?(?![\d/]|[.,]\d)"
            ),
            lambda match: _with_gaps(match.groups()),
            reads=("Matin : 1 - Midi : - Soir : 1", "Matin : Midi : 1 Soir : Coucher : 1/2"),
            must_not_read=("Matin : 1 Midi : 1 Soir : 1", "Matin : - Midi : - Soir : -"),
        ),
        rule(
            "matin : 1, midi : 0, soir : 1",
            "slots",
            f"{MORNING} {TOLD} {{number}} {NEXT} {NOON} {TOLD} {{number}} {NEXT} {EVENING} {TOLD} "
            f"{{number}} [{NEXT} {BEDTIME} {TOLD} {{number}}]",
            f"{{number}} {MORNING} {NEXT} {{number}} {NOON} {NEXT} {{number}} {EVENING} "
            f"[{NEXT} {{number}} {BEDTIME}]",
            f"{MORNING} {{number}} {NEXT} {NOON} {{number}} {NEXT} {EVENING} {{number}} "
            f"[{NEXT} {BEDTIME} {{number}}]",
            to=_named,
            reads=(
                "matin : 1, midi : 0, soir : 1",
                "1 matin, 0 midi, 1 soir",
                "matin 1 midi 0 soir 1",
                "M : 1 m : 0 S : 1 C : 0",
            ),
            must_not_read=("matin : 1, soir : 1", "1 matin, 1 midi, 1 soir", "0 matin"),
        ),
        rule(
            "1 M 1 S",
            "slots",
            f"{{number}} (m|mat) {NEXT} {{number}} s",
            f"{{number}} (m|mat) {NEXT} {{number}} (m|mi|md|mid) {NEXT} {{number}} s "
            f"[{NEXT} {{number}} (c|ch|cou)]",
            f"(m|mat) [{TOLD}] {{number}} {NEXT} s [{TOLD}] {{number}}",
            f"(m|mat) [{TOLD}] {{number}} {NEXT} (m|mi|md|mid) [{TOLD}] {{number}} {NEXT} "
            f"s [{TOLD}] {{number}}",
            f"{{dose}} (m|mat) {NEXT} {{dose}} s",
            f"{{dose}} (m|mat) {NEXT} {{dose}} (m|mi|md|mid) {NEXT} {{dose}} s",
            to=_by_letter,
            reads=(
                "1 M 1 S",
                "1M-2S",
                "1 m 1 mi 2 s",
                "1/4 M 1/4 M 1/2 S",
                "4 cp M + 4 cp S",
                "M1 Mi1 S1",
                "M : 1, S : 2",
            ),
            must_not_read=("1 M", "1 s", "20 M 1 S", "1 M 1 Mi", "M 1", "S 1 M 1"),
        ),
        rule(
            "matin : 1, soir : 0",
            "slots",
            f"{MORNING} {TOLD} {{number}} {NEXT} {EVENING} {TOLD} {{number}}",
            to=_without_noon,
            reads=("matin : 1, soir : 0",),
            must_not_read=("matin : 1, soir : 2",),
        ),
    ],
)

SUBJECTS = (SLOT_RULES, NAMED_SLOTS, SLOT_UNITS)

"""How many packs a posology uses, by the packs that the official reference knows on sale."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from pathlib import Path

from extraction.drugs.lexicon import load_lexicon
from extraction.drugs.reference import PackSize, read_pack_sizes, reference_path
from extraction.drugs.strengths import parse_strength, same_strength
from extraction.spelling.matching import compact
from ordonnancier.review.arithmetic import total_of
from prescription.dosage import Quantity
from prescription.french import describe_quantity
from prescription.language import Fault, say
from prescription.record import Medication, MedicationRequest
from prescription.spoken import say_quantity

_OFFERED = 2
"""Ways to hand it over that are told: the one that leaves least over, and one with fewer packs."""
_UNITS = re.compile(r"(\d+) (\D+?)(?: de .+)?")
_VESSEL = re.compile(r"1 (\w+) de (\d+(?:,\d+)?) (mL|g|L|doses?)")


@dataclass(frozen=True, slots=True)
class _Packs:
    """So many packs, what stays in the last one, how it is told, what each `holds`."""

    count: int
    left_over: Decimal
    words: str
    holds: Decimal

    @property
    def is_thrifty(self) -> bool:
        """Whether at least half of the last pack is used."""
        return 2 * self.left_over <= self.holds


def say_packs(line: MedicationRequest) -> str:
    """`2 boîtes de 16`, or `3 boîtes de 8 ou 2 de 16`; empty where it cannot be told for sure."""
    total = total_of(line.dosage_instruction)
    if total is None or not total.value:
        return ""
    held = (_packs(total, pack.size) for pack in _packs_of(line.medication))
    found = sorted(
        {packs for packs in held if packs is not None}, key=lambda p: (p.left_over, p.count)
    )
    return say(fr=" ou ", en=" or ").join(packs.words for packs in _offered(found))


def _offered(found: list[_Packs]) -> Iterator[_Packs]:
    """The first, then each that needs fewer packs than those before."""
    fewest, told = None, 0
    for packs in found:
        if told < _OFFERED and (fewest is None or (packs.count < fewest and packs.is_thrifty)):
            fewest, told = packs.count, told + 1
            yield packs


def _packs(total: Quantity, size: str) -> _Packs | None:
    """How many packs of a size a quantity takes; None when they hold something else."""
    boxed, vessel = _UNITS.fullmatch(size), _VESSEL.fullmatch(size)
    if boxed and boxed[2] in _names(total.unit):
        return _so_many(total, Decimal(boxed[1]), "boîte", boxed[1])
    if vessel and vessel[3] in _names(total.unit):
        holds = Decimal(vessel[2].replace(",", "."))
        return _so_many(total, holds, vessel[1], f"{vessel[2]} {vessel[3]}")
    return None


def _so_many(total: Quantity, holds: Decimal, kind: str, content: str) -> _Packs:
    count = (total.value / holds).to_integral_value(ROUND_CEILING)
    held = say_quantity(Quantity(count, kind))
    words = say(fr=f"{held} de {content}", en=f"{held} of {content.replace(',', '.')}")
    return _Packs(int(count), count * holds - total.value, words, holds)


def _names(unit: str | None) -> tuple[str, str]:
    """One of it and several, as the reference writes them: `comprimé`, `comprimés`."""
    several = describe_quantity(Quantity(Decimal(2), unit)).partition(" ")[2]
    return unit or "", several


def _packs_of(medication: Medication) -> tuple[PackSize, ...]:
    """The packs on sale of exactly this drug: its name, strength and form are known."""
    if medication.name is None or not medication.strength:
        return ()
    return tuple(
        pack
        for pack in _sizes(medication.name, *_reference())
        if medication.form in (None, pack.form)
        and same_strength(medication.strength, parse_strength(pack.strength, len(pack.substances)))
    )


def _reference() -> tuple[Path, int]:
    """The reference in place and when it was written: a new import is another one."""
    path = reference_path()
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        return path, 0


@lru_cache(maxsize=64)
def _sizes(name: str, path: Path, _written: int) -> tuple[PackSize, ...]:
    products = (product.name for drug in load_lexicon().find(name) for product in drug.products)
    keys = sorted({compact(name), *map(compact, products)})
    try:
        return read_pack_sizes(*keys, path=path)
    except Fault:
        return ()

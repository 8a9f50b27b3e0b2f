"""How many units a pack holds, from its label."""

import re
from decimal import Decimal

from extraction.spelling.matching import fold

_UNITS = (
    "comprime", "gelule", "capsule", "sachet", "suppositoire", "ovule", "pastille", "gomme",
    "film", "lyophilisat", "ampoule", "unidose", "stylo", "seringue", "cartouche", "dispositif",
    "dose", "patch", "flacon", "tube", "poche", "bouteille", "pot",
)  # fmt: skip
_NAMES = {
    "comprime": "comprimé", "gelule": "gélule", "dispositif": "patch", "lyophilisat": "comprimé",
}  # fmt: skip
_PLURAL = re.compile(r"\((?:s|x|es)\)")
_COUNTED = re.compile(rf"\bde (\d+) +({'|'.join(_UNITS)})")
_LEADING = re.compile(r"^(\d+) +([a-z]+)s?\b")
_VOLUME = re.compile(r"\bde (\d+(?:[.,]\d+)?) ?(ml|g|l|doses?)\b")


def pack_size(label: str) -> str | None:
    """`plaquette(s) … de 30 comprimé(s)` is `30 comprimés`; `1 flacon(s) … de 100 ml` is
    `1 flacon de 100 mL`; None where the label does not tell.
    """
    plain = _PLURAL.sub("", fold(label))
    if " - " in plain or " et " in plain:
        return None
    leading, counted = _LEADING.match(plain), _COUNTED.search(plain)
    times = int(leading[1]) if leading else 1
    if counted:
        unit = _NAMES.get(counted[2], counted[2])
        return _many(times * int(counted[1]), unit)
    if leading is None:
        volume = _VOLUME.search(plain)
        return f"1 {plain.split()[0]} de {_volume(volume)}" if volume and plain[:1] else None
    unit = "unidose" if "unidose" in plain else leading[2].rstrip("s")
    if unit not in (*_UNITS, "recipient", "inhalateur"):
        return None
    volume = _VOLUME.search(plain)
    held = f" de {_volume(volume)}" if volume else ""
    return _many(times, _NAMES.get(unit, unit).replace("recipient", "récipient")) + held


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}{'s' if count > 1 and not unit.endswith('s') else ''}"


def _volume(found: re.Match[str]) -> str:
    value = f"{Decimal(found[1].replace(',', '.')).normalize():f}".replace(".", ",")
    return f"{value} {'mL' if found[2] == 'ml' else 'L' if found[2] == 'l' else found[2]}"

"""Made-up files in the shape of the official drug files: same columns, order and encodings."""

from collections.abc import Callable
from pathlib import Path

Row = list[str]
UTF8 = "CIS_CIP_bdpm.txt"
"""The one file that is published in UTF-8."""
CONDITIONS = (
    "prescription en toutes lettres sur ordonnance sécurisée",
    "stupéfiants",
    "liste II",
    "liste I",
)
BRANDS = ("Zorvaline", "Quimatec", "Brelludan", "Ostravix")
DRUGS = 120


def cis_of(number: int) -> str:
    """Codes of eight digits that begin with 6, in steps like the official ones."""
    return str(60_000_000 + 37_501 * number)


def tables() -> dict[str, list[Row]]:
    """The rows of each file: four brands with strengths, then many invented drugs.

    The brands have 25, 50, 75 and 100 mg in packs of 30 and 90 tablets; the composition
    of each is complete, half have an ATC code (the fourth Zorvaline has none).
    """
    names = [(f"{BRANDS[n % 4].upper()} {25 * (n // 4 + 1)} mg", n) for n in range(16)]
    names += [(f"NOVAMOL{chr(65 + n // 26)}{chr(65 + n % 26)} 10 mg", n) for n in range(16, DRUGS)]
    drugs = [
        [cis_of(n), f"{name}, comprimé pelliculé", "comprimé pelliculé", "orale",
         "Autorisation active", "Procédure nationale", "Commercialisée", "12/03/2024", "", "",
         " LABORATOIRE IMAGINÉ", "Non"]
        for name, n in sorted(names)
    ]  # fmt: skip
    held = [
        [cis_of(n), "comprimé", f"{n:05}", f"SUBSTANCÉINE {n % 4 if n < 16 else n}",
         name.rsplit(" ", 2)[1] + " mg", "un comprimé", "SA", "1"]
        for name, n in sorted(names, key=lambda pair: pair[1])
    ]  # fmt: skip
    packs = [
        [cis_of(n), f"{3_000_000 + n}", f"plaquette(s) PVC-Aluminium de {count} comprimé(s)",
         "Présentation active", "Déclaration de commercialisation", "15/05/2026",
         f"34009{n:05}{count:03}", "oui", "65 %", "1,54", "2,56", "1,02", ""]
        for n in range(DRUGS)
        for count in (30, 90)
    ]  # fmt: skip
    groups = [
        [str(10 + n // 3), f"SUBSTANCÉINE {n // 3} 10 mg - NOVAMOL 10 mg, comprimé", cis_of(n),
         str(int(n % 3 > 0)), str(n % 3 + 1)]
        for n in range(16, DRUGS)
    ]  # fmt: skip
    conditions = [
        [cis_of(n), condition]
        for place, condition in enumerate(CONDITIONS)
        for n in range(DRUGS)
        if n % 4 == place or (place < 2 and n % 4 < 2)
    ]
    codes = [
        [cis_of(n), "N02BA01" if n < 16 else f"N0{n % 9 + 1}BA{n % 90 + 10}",
         f"NOVAMOL {n}, comprimé",
         f"http://exemple.invalid/extrait.php?specid={cis_of(n)}"]
        for n in range(0, DRUGS, 2)
        if n != 12
    ]  # fmt: skip
    return {
        "CIS_bdpm.txt": drugs,
        "CIS_COMPO_bdpm.txt": held,
        "CIS_CIP_bdpm.txt": packs,
        "CIS_GENER_bdpm.txt": groups,
        "CIS_CPD_bdpm.txt": conditions,
        "CIS_MITM.txt": codes,
    }


def as_bytes(name: str, rows: list[Row], encoding: str | None = None) -> bytes:
    """A file as it is downloaded; the one with the ATC codes ends without a line end."""
    text = "\r\n".join("\t".join(row) for row in rows)
    text += "" if name == "CIS_MITM.txt" else "\r\n"
    return text.encode(encoding or ("utf-8" if name == UTF8 else "cp1252"))


def write_files(
    folder: Path, change: Callable[[dict[str, list[Row]]], None] = lambda _: None
) -> Path:
    """The files in `folder`, after `change` was made to their rows."""
    made = tables()
    change(made)
    folder.mkdir(exist_ok=True)
    for name, rows in made.items():
        (folder / name).write_bytes(as_bytes(name, rows))
    return folder

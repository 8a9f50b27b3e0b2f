"""How surely the signs that Tesseract cannot write are found, in fonts not learned from.

    python -m tests.ocr.bench_signs [FONTS] [--seed SEED] [--condition NAME]... [--workers 2]
        [--in-turn]

Each font of `resources/glyphs/measured.csv` prints a page of prescription lines, with the signs and
without, at one of 8 to 14 points in turn. It is worn as `synthetic.damage` wears paper, and read by
`ocr.reading`. A sign on paper is `found` when it is read in its place, `asked` when something
else is read there and told as doubtful, else `silent`: the fault that must not be. A × read as an x
says the same. `doubted` counts those found that are told as doubtful, for their own or their
neighbour's sake. A sign read where none stands is `invented`.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from random import Random

import cv2

from ocr.reading import read_page
from prescription.language import Fault
from prescription.record import Box
from prescription.resources import RESOURCES
from synthetic.damage.picture import Picture, take_picture
from synthetic.damage.presets import PRESETS
from synthetic.pages.fonts import Family, Font
from synthetic.pages.sheet import Ink, Sheet
from tests.ocr.held_against import SURE, hold, in_colour, said

SIGNS = "½¼¾µ×≥≤"
POINTS = (8, 9, 10, 11, 12, 14)
CONDITIONS = ("clean", "scan", "photo")
HEAD = ("Docteur Claire FONTAINE", "Médecin généraliste", "12 rue des Lilas 69003 LYON")
WITH_SIGNS = (
    "LEVOTHYROX {n} µg, comprimé : ½ cp le matin à jeun",
    "KARDEGIC {n} mg : 1 ½ sachet par jour pendant {n} jours",
    "PREVISCAN 20 mg ¾ de comprimé le soir",
    "COUMADINE 5 mg : ½ cp les jours pairs, ¼ cp les jours impairs",
    "SERETIDE {n} µg : 2 bouffées × 2 par jour",
    "BISOPROLOL 2,5 mg : 2½ comprimés × 3/j pendant {n} j",
    "si TA ≥ {n} mmHg ou poids ≤ {n} kg",
    "¼ à ½ gélule si douleur ≥ 4, max {n}/j",
    "FENTANYL 25 µg/h : 1 patch toutes les 72 h",
    "arrêt si clairance ≤ {n} ml/min ou âge ≥ 75 ans",
    "RIVOTRIL 2 mg : ¾ cp au coucher, ¼ cp à midi",
    "1 cuillère × 3 par jour, ¾ de dose si ≤ {n} ans",
)
WITHOUT = (
    "LASILIX {n} mg : 1/2 cp le matin, 1/4 à midi, 3/4 le soir",
    "DOLIPRANE {n} mg, comprimé : 1 cp x 3/j si douleur > 4",
    "AMOXICILLINE {n} mg/5 ml : 12 ml matin et soir, 50 %",
    "1-0-1 pendant {n} jours, puis 2-1/2-1 pendant 14 jours",
    "né le 12/04/1956, 70 ans, 62 kg, 1er mars ; 34 % et 12 %",
    "PARACETAMOL {n} mg x4/j, max 4 g/j, XARELTO 2 cp/j",
    "VITAMINE D 100 000 UI : 1 ampoule tous les 3 mois",
    "KENZEN {n} mg : 1 cp le matin (MTE) ; ZYLORIC X {n}",
)
NUMBERS = ("4", "7", "12", "14", "25", "34", "50", "75", "100", "125", "140", "200", "500")


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the data file."""

    family: str
    package: str
    file: str


@dataclass(slots=True)
class Counts:
    """What became of the signs, by sign and by condition; `faults` says where, in words."""

    became: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    invented: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Counts") -> None:
        """Count the other's too."""
        self.became += other.became
        self.invented += other.invented
        self.faults += other.faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", nargs="?", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--condition", action="append", choices=CONDITIONS)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--faults", action="store_true", help="say each sign that is not found")
    parser.add_argument("--in-turn", action="store_true", help="each font in one condition")
    options = parser.parse_args(arguments)
    faces = measured_faces()[: options.fonts]
    if missing := _missing_packages(faces):
        sys.stderr.write(f"Fonts are missing: sudo apt-get install {' '.join(missing)}\n")
        return 1
    conditions = options.condition or list(CONDITIONS)
    jobs = [
        (n, face, c, options.seed)
        for k, c in enumerate(conditions)
        for n, face in enumerate(faces)
        if not options.in_turn or n % len(conditions) == k
    ]
    total = Counts()
    context = get_context("spawn")
    with ProcessPoolExecutor(options.workers, context, initializer=_one_thread) as pool:
        for counts in pool.map(measure, jobs):
            total.add(counts)
    _print(total, conditions, len(faces))
    if options.faults:
        sys.stdout.write("\n".join(total.faults) + "\n")
    return 0


def measured_faces() -> list[Face]:
    """The fonts of `resources/glyphs/measured.csv`."""
    rows = (RESOURCES / "glyphs" / "measured.csv").read_text("utf-8").splitlines()
    return [Face(*row.split(";")) for row in rows if row[:1] != "#"][1:]


def _missing_packages(faces: Sequence[Face]) -> list[str]:
    missing: set[str] = set()
    for face in faces:
        try:
            Font(face.file, 10).face()
        except Fault:
            missing.add(face.package)
    return sorted(missing)


def measure(job: tuple[int, Face, str, int]) -> Counts:
    """The page of one font in one condition."""
    number, face, condition, seed = job
    counts = Counts()
    random = Random(f"{seed} {face.file} {condition}")  # noqa: S311
    points = POINTS[(number // 3 + number + CONDITIONS.index(condition)) % len(POINTS)]
    picture, words = _print_page(face, (*WITH_SIGNS, *WITHOUT), points, random)
    PRESETS[condition].damage(picture)
    printed = list(zip(words, picture.boxes(), strict=True))
    _count(counts, picture, printed, condition, f"{condition} {face.family} {points} pt")
    return counts


def _print_page(
    face: Face, phrases: Sequence[str], points: int, random: Random
) -> tuple[Picture, list[str]]:
    sheet = Sheet(random.choice((200, 300)))
    ink = Ink(Family(face.family, "", 1, "", face.file, face.file, face.file, 1.0), points)
    step = 0.3528 * points * 1.4
    y = 20.0
    for line in HEAD:
        sheet.write(20, y, line, ink)
        y += step
    y += 25
    for line in random.sample(phrases, len(phrases)):
        filled = "".join(
            part + (random.choice(NUMBERS) if place else "")
            for place, part in reversed(list(enumerate(reversed(line.split("{n}")))))
        )
        sheet.write(20, y, filled, ink)
        y += 1.3 * step
    return take_picture(sheet, random), [word.text for word in sheet.words]


def _count(
    counts: Counts, picture: Picture, printed: Sequence[tuple[str, Box]], condition: str, where: str
) -> None:
    page = read_page(in_colour(picture.pixels))
    for held in hold(page, printed):
        there = "".join(held.printed)
        for sign in SIGNS + "²":
            read, stands = held.text.count(sign), there.count(sign)
            for n in range(stands):
                outcome = "found" if n < read else "asked" if held.told else "silent"
                if outcome == "found" and held.told:
                    outcome = "doubted"
                if sign == "×" and n >= read and "x" in held.text.lower():
                    outcome = "as x"
                counts.became[sign, condition, outcome] += 1
                if outcome not in ("found", "as x"):
                    counts.faults.append(f"{outcome} {where}: {there} read {said(held.read)}")
            if read > stands and not (sign == "×" and "x" in there.lower()):
                outcome = "asked" if held.told else "silent"
                counts.invented[condition, outcome] += read - stands
                counts.faults.append(f"invented {where}: {there} read {said(held.read)}")


def _print(total: Counts, conditions: Sequence[str], fonts: int) -> None:
    out = sys.stdout.write
    out(f"{fonts} fonts not learned from, {POINTS[0]} to {POINTS[-1]} points; sure from {SURE}\n\n")
    out(f"{'sign':5} {'condition':10} {'printed':>8} {'found %':>8} {'doubted':>8} ")
    out(f"{'as x':>6} {'asked':>6} {'silent':>7}\n")
    for sign in (*SIGNS, "all"):
        for condition in conditions:
            out(_row(total, sign, condition))
    for condition in conditions:
        invented = total.invented
        out(
            f"invented, {condition}: {invented[condition, 'silent']} silent,"
            f" {invented[condition, 'asked']} asked\n"
        )


def _row(total: Counts, sign: str, condition: str) -> str:
    chosen = SIGNS if sign == "all" else sign
    by = Counter[str]()
    for (one, where, outcome), times in total.became.items():
        if one in chosen and where == condition:
            by[outcome] += times
    printed = by.total()
    found = 100 * (by["found"] + by["doubted"]) / max(printed, 1)
    return (
        f"{sign:5} {condition:10} {printed:8} {found:8.1f} {by['doubted']:8}"
        f" {by['as x']:6} {by['asked']:6} {by['silent']:7}\n"
    )


def _one_thread() -> None:
    cv2.setNumThreads(1)


if __name__ == "__main__":
    sys.exit(main())

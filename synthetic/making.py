"""Makes one prescription of a corpus: draws it, damages it, writes its files."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from prescription.record import Source
from synthetic.chance import seeded
from synthetic.damage.picture import Picture, take_picture
from synthetic.damage.presets import PRESETS
from synthetic.datasets.alto import write_alto
from synthetic.datasets.card import Counts
from synthetic.datasets.files import encode_line, encode_pages
from synthetic.datasets.line_images import cut_lines
from synthetic.datasets.tokens import TokenLine, tag_tokens
from synthetic.datasets.truth import (
    TRUTH_FOLDER,
    Truth,
    TruthPage,
    describe_product,
    dump_truth,
    find_marks,
    make_document,
    place_words,
)
from synthetic.pages.closing import draw_fax_line
from synthetic.pages.families import LAYOUTS, Printed, draw_prescription
from synthetic.pages.sheet import PrintedWord

FILES_FOLDER, ALTO_FOLDER, LINES_FOLDER = "files", "alto", "lines"
_PHOTOS = ("photo", "hardphoto")
_TURNED_SHARE = 0.25

Words = Sequence[Sequence[PrintedWord]]
"""The words of each page, where the damage left them."""


@dataclass(frozen=True, slots=True)
class Job:
    """One prescription to make."""

    out: str
    number: int
    seed: int
    layout: str
    degradation: str
    dpi: int
    line_images: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What the corpus's common files need of one prescription."""

    row: dict[str, object]
    tokens: tuple[TokenLine, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Paper:
    """A prescription printed and damaged; `quality` of its JPEG, 0 when it is none.

    `orientation` is the EXIF value the file is to carry.
    """

    printed: Printed
    pictures: tuple[Picture, ...]
    quality: int
    orientation: int


def make_paper(layout: str, degradation: str, dpi: int, random: Random) -> Paper:
    """One prescription in that layout, after that damage."""
    printed = draw_prescription(LAYOUTS[layout], dpi, random)
    if degradation == "fax":
        for number, sheet in enumerate(printed.sheets, 1):
            draw_fax_line(sheet, number, printed.scenario, random)
    pictures = tuple(take_picture(sheet, random) for sheet in printed.sheets)
    qualities = [PRESETS[degradation].damage(picture) for picture in pictures]
    orientation = 1
    if degradation in _PHOTOS and len(pictures) == 1 and random.random() < _TURNED_SHARE:
        orientation = random.choice((3, 6, 8))
        pictures[0].parameters["exif_orientation"] = orientation
    return Paper(printed, pictures, qualities[0], orientation)


def make_prescription(job: Job) -> Made:
    """Make it and write its picture, truth, ALTO and line images."""
    random = seeded("prescription", job.seed, job.number, job.layout, job.degradation, job.dpi)
    paper = make_paper(job.layout, job.degradation, job.dpi, random)
    kind = PRESETS[job.degradation].file
    data, ending = encode_pages(paper.pictures, kind, paper.quality, paper.orientation)
    out, name = Path(job.out), f"{job.number:06d}"
    file = f"{FILES_FOLDER}/{name}.{ending}"
    (out / file).write_bytes(data)
    pages = place_words(paper.printed, paper.pictures)
    source = Source(f"{name}.{ending}", hashlib.sha256(data).hexdigest(), len(pages))
    truth = _describe(job, paper, pages, file, source)
    _write(out / TRUTH_FOLDER / f"{name}.json", dump_truth(truth))
    sizes = [(p.width, p.height) for p in paper.pictures]
    alto = write_alto(source.name, list(zip(sizes, pages, strict=True)))
    _write(out / ALTO_FOLDER / f"{name}.xml", alto)
    if job.line_images:
        _write_lines(out / LINES_FOLDER, name, pages, paper.pictures)
    tokens = tuple(tag_tokens(job.number, pages))
    row: dict[str, object] = {
        "file": file,
        "truth": f"{TRUTH_FOLDER}/{name}.json",
        "alto": f"{ALTO_FOLDER}/{name}.xml",
        "layout": job.layout,
        "degradation": job.degradation,
        "dpi": job.dpi,
        "pages": len(pages),
        "medications": len(paper.printed.scenario.lines),
    }
    return Made(row, tokens, _count(job, paper.printed, pages, tokens))


def _describe(job: Job, paper: Paper, pages: Words, file: str, source: Source) -> Truth:
    scenario = paper.printed.scenario
    return Truth(
        file=file,
        document=make_document(paper.printed, pages, source),
        layout=job.layout,
        degradation=job.degradation,
        dpi=job.dpi,
        seed=job.seed,
        number=job.number,
        font=paper.printed.font,
        points=paper.printed.points,
        style=scenario.style,
        situations=scenario.situations,
        pages=tuple(
            TruthPage(number, picture.width, picture.height, picture.parameters)
            for number, picture in enumerate(paper.pictures, 1)
        ),
        products=tuple(describe_product(line.planned) for line in scenario.lines),
        marks=find_marks(pages),
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_lines(folder: Path, name: str, pages: Words, pictures: Sequence[Picture]) -> None:
    for page, (words, picture) in enumerate(zip(pages, pictures, strict=True), 1):
        for place, (text, pixels) in enumerate(cut_lines(words, picture), 1):
            (folder / f"{name}-{page}-{place:02d}.png").write_bytes(encode_line(pixels))
            _write(folder / f"{name}-{page}-{place:02d}.gt.txt", text + "\n")


def _count(job: Job, printed: Printed, pages: Words, tokens: Sequence[TokenLine]) -> Counts:
    labels = Counter(
        label[2:] for line in tokens for label in line.labels if label.startswith("B-")
    )
    return Counts(
        1,
        len(pages),
        len(printed.scenario.lines),
        sum(1 for line in tokens if "-other-" in line.name),
        sum(len(words) for words in pages),
        Counter([job.layout]),
        Counter([job.degradation]),
        Counter([printed.font]),
        labels,
    )

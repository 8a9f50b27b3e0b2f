"""A corpus on disk: the same from the same seed, whole, and true to its pages."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from prescription.language import Fault
from prescription.record import Box
from synthetic.chance import seeded
from synthetic.corpus import make_corpus
from synthetic.damage.presets import PRESETS
from synthetic.datasets.checking import check_corpus, check_truth
from synthetic.datasets.truth import load_truths
from synthetic.making import make_paper
from synthetic.pages.fonts import find_family
from synthetic.words.segments import LABELS

_COUNT = 16


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus of every damage."""
    try:
        find_family("Liberation Sans")
    except Fault as fault:
        pytest.skip(fault.en)
    out = tmp_path_factory.mktemp("corpus")
    seen: list[tuple[int, int]] = []
    make_corpus(out, _COUNT, 11, dpi=100, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(n, _COUNT) for n in range(1, _COUNT + 1)]
    return out


def _files(folder: Path) -> dict[str, bytes]:
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in paths}


def test_the_same_bytes_with_two_workers(corpus: Path, tmp_path: Path) -> None:
    make_corpus(tmp_path / "again", _COUNT, 11, dpi=100, workers=2)
    assert _files(tmp_path / "again") == _files(corpus)


def test_another_seed_gives_other_prescriptions(corpus: Path, tmp_path: Path) -> None:
    make_corpus(tmp_path, 2, 12, dpi=100, line_images=False)
    first, other = (next(load_truths(folder)) for folder in (corpus, tmp_path))
    assert first.document != other.document


def test_every_truth_stands_on_its_page(corpus: Path) -> None:
    assert list(check_corpus(corpus)) == []
    truths = list(load_truths(corpus))
    assert len(truths) == _COUNT
    assert {t.degradation for t in truths} == set(PRESETS)
    assert all(t.document.prescriptions[0].medications for t in truths)
    assert all(t.pages[0].parameters for t in truths if t.degradation != "clean")


def test_the_check_sees_a_line_that_is_not_there(corpus: Path) -> None:
    truth = next(load_truths(corpus))
    (draft,) = truth.document.prescriptions
    box = draft.medications[0].box
    assert box is not None
    words = {page.page: [("autre", Box(box.x, box.y, 5, 5))] for page in truth.pages}
    assert any("not printed" in fault for fault in check_truth(truth, words))
    outside = {page.page: [("autre", Box(page.width, 0, 5, 5))] for page in truth.pages}
    assert any("outside" in fault for fault in check_truth(truth, outside))


def test_pictures_open_at_the_size_the_truth_gives(corpus: Path) -> None:
    for truth in load_truths(corpus):
        with Image.open(corpus / truth.file) as image:
            assert getattr(image, "n_frames", 1) == len(truth.pages)
            upright = ImageOps.exif_transpose(image)
            assert upright.size == (truth.pages[0].width, truth.pages[0].height)


def test_tokens_are_bio_tagged_and_name_every_drug(corpus: Path) -> None:
    rows = [json.loads(row) for row in (corpus / "tokens.jsonl").read_text("utf-8").splitlines()]
    medications = [row for row in rows if "-medication-" in row["id"]]
    assert len(medications) == sum(
        len(t.document.prescriptions[0].medications) for t in load_truths(corpus)
    )
    for row in rows:
        assert len(row["tokens"]) == len(row["labels"])
        previous = "O"
        for label in row["labels"]:
            assert label == "O" or label[2:] in LABELS
            assert not label.startswith("I-") or previous[2:] == label[2:]
            previous = label
    assert all("B-DRUG" in row["labels"] for row in medications)
    columns = (corpus / "tokens.conll").read_text("utf-8")
    assert columns.count("# id = ") == len(rows)


def test_line_images_carry_their_text(corpus: Path) -> None:
    pictures = sorted((corpus / "lines").glob("*.png"))
    assert len(pictures) > 10 * _COUNT
    for path in pictures:
        text = path.with_name(path.name.replace(".png", ".gt.txt")).read_text("utf-8").strip()
        with Image.open(path) as image:
            assert text
            assert image.height < 120, path.name
            assert image.width > image.height * 0.4, path.name


def test_the_card_says_what_there_is(corpus: Path) -> None:
    card = (corpus / "README.md").read_text("utf-8")
    assert f"{_COUNT} prescriptions" in card
    assert "--seed 11" in card
    assert "cc0-1.0" in card


def test_faults_are_one_sentence(corpus: Path, tmp_path: Path) -> None:
    for arguments in (
        {"out": corpus, "count": 1, "seed": 1},
        {"out": tmp_path / "a", "count": 0, "seed": 1},
        {"out": tmp_path / "a", "count": 1, "seed": 1, "dpi": 20},
        {"out": tmp_path / "a", "count": 1, "seed": 1, "layouts": ["spirale"]},
        {"out": tmp_path / "a", "count": 1, "seed": 1, "degradations": ["pluie"]},
    ):
        with pytest.raises(Fault):
            make_corpus(**arguments)  # type: ignore[arg-type]
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("degradation", PRESETS)
def test_boxes_follow_the_words_through_damage(corpus: Path, degradation: str) -> None:
    for seed in range(3):
        paper = make_paper("simple", degradation, 120, seeded("follow", degradation, seed))
        picture = paper.pictures[0]
        grey = picture.pixels if picture.pixels.ndim == 2 else picture.pixels.mean(axis=2)
        darker = 0
        for box in picture.boxes():
            inside = grey[box.y : box.y + box.height, box.x : box.x + box.width]
            top, left = max(0, box.y - 6), max(0, box.x - 6)
            around = grey[top : box.y + box.height + 6, left : box.x + box.width + 6]
            darker += int(np.percentile(around, 85)) - int(inside.min()) > 12
        assert darker >= 0.97 * len(picture.outlines)

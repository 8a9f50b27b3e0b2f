"""The measure of matching: names drawn by boxes, faults of ink, words that are no drug."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from extraction.drugs.lexicon import load_lexicon
from extraction.spelling.matching import compact, difference
from ordonnancier.lexicon.check import read_weights
from ordonnancier.lexicon.drawn_names import DrawnName, draw_names
from ordonnancier.lexicon.matching_check import (
    MOST_FAULTS,
    load_no_drugs,
    main,
    measure,
    sum_up,
    taken_words,
)
from ordonnancier.lexicon.name_faults import damage
from ordonnancier.reference.lexicon_tables import load_tables
from synthetic.chance import seeded

WEIGHTS = (
    ("DOLIPRANE", 60), ("BISOPROLOL BIOGARAN", 20), ("TRAMADOL EG L.P.", 10),
    ("AMOXICILLINE/ACIDE CLAVULANIQUE VIATRIS", 10),
)  # fmt: skip


def drawn(count: int = 200) -> tuple[DrawnName, ...]:
    return draw_names(load_tables(), WEIGHTS, count, seeded(4))


def test_names_are_drawn_as_often_as_they_are_dispensed() -> None:
    names = [compact(name.written) for name in drawn()]
    assert 100 <= names.count("doliprane") <= 140


def test_names_are_written_with_and_without_maker_and_keep_their_release() -> None:
    names = {name.written.lower() for name in drawn()}
    assert {"bisoprolol", "bisoprolol biogaran", "tramadol lp", "tramadol eg lp"} <= names


def test_an_inn_and_its_prolonged_release_are_not_the_same_drug() -> None:
    prolonged = next(name for name in drawn() if "tramadol" in name.written.lower())
    lexicon = load_lexicon()
    assert prolonged.is_meant(lexicon.find("tramadol LP")[0])
    assert not prolonged.is_meant(lexicon.find("tramadol")[0])


def test_every_damage_changes_the_name_and_leaves_it_alike() -> None:
    random = seeded(1)
    for _ in range(300):
        seen = damage("AMOXICILLINE", 1, random)
        assert seen != "AMOXICILLINE"
        assert difference(compact(seen), "amoxicilline") <= 1.25


def test_undamaged_names_are_right_and_damaged_ones_never_wrong_in_silence() -> None:
    tallies = measure(drawn(60), load_lexicon(), seeded(2))
    assert tallies[0, False].shares == (1.0, 1.0, 0.0)
    damaged = sum_up(tallies[n, True] for n in range(1, MOST_FAULTS + 1))
    assert damaged.names == 60
    assert not damaged.silent


def test_words_that_are_no_drug_are_listed_and_hardly_ever_taken_for_one() -> None:
    every = [word for words in load_no_drugs().values() for word in words]
    assert len(set(every)) >= 2000
    assert len(taken_words(every, load_lexicon())) <= 0.005 * len(every)


def test_the_command_prints_its_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    rows = "\n".join(f"{name},{boxes},1" for name, boxes in WEIGHTS)
    (tmp_path / "drug_name_weights_2025.csv").write_text(f"nom,boites_est,nb_cip13\n{rows}\n")
    result = CliRunner().invoke(main, [str(tmp_path), "--count", "20", "--seed", "3"])
    assert "Name and strength" in result.output
    assert "silently wrong" in result.output
    assert "words taken for a drug" in result.output


def test_a_folder_without_the_file_of_boxes_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert "drug_name_weights_2025.csv" in result.output


def test_dispensed_names_survive_bad_ink(checking_material: Path) -> None:
    path = checking_material / "reference" / "openmedic" / "drug_name_weights_2025.csv"
    random = seeded(5)
    weights = [row for row in read_weights(path) if row[1] > 0]
    tallies = measure(draw_names(load_tables(), weights, 600, random), load_lexicon(), random)
    for with_strength in (False, True):
        first, _, silent = tallies[0, with_strength].shares
        assert first >= 0.995
        assert silent <= 0.003
        damaged = sum_up(tallies[n, with_strength] for n in range(1, MOST_FAULTS + 1))
        assert damaged.shares[0] >= 0.96
        assert damaged.shares[2] <= 0.006

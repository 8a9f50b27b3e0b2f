"""Numbers that count the lines of a prescription are no doses."""

from tests.extraction.sheet.laid_out import laid_out, medications


def test_numbers_that_count_the_lines_are_no_doses() -> None:
    counted = laid_out("1 Amlor 5 mg 1 cp/j\n2 Crestor 10 mg 1 cp/j")
    assert [b.start for b in counted.medications] == [2, 2]
    dosed = laid_out("1 Doliprane 1000 mg matin et soir\n1 Crestor 10 mg le soir")
    assert [b.start for b in dosed.medications] == [0, 0]


def test_a_stroke_behind_a_number_that_was_read_as_1_counts_lines() -> None:
    layout = laid_out(
        "1/ AMLOR 5 mg 1/j\n21 CRESTOR 10 mg 1/j\n3/ DOLIPRANE 1 g x3/j\n4] KARDEGIC 75 mg 1/j"
    )
    starts = [block.rows[0].text[block.start :].split()[0] for block in layout.medications]
    assert starts == ["AMLOR", "CRESTOR", "DOLIPRANE", "KARDEGIC"]


def test_a_number_glued_to_the_name_by_a_dash_counts_lines() -> None:
    layout = laid_out("3 - AMLOR 5 mg 1/j\n4-DEXERYL crème ..... appliquer matin/soir")
    block = layout.medications[1]
    assert block.rows[0].text[block.start :].startswith("DEXERYL")
    assert medications("5-fluorouracile 1 g 1/j")[0].startswith("5-fluorouracile")


def test_numbers_in_square_brackets_count_lines() -> None:
    layout = laid_out("[1] AMLOR 5 mg 1/j\n[2] CRESTOR 10 mg 1/j")
    starts = [block.rows[0].text[block.start :].split()[0] for block in layout.medications]
    assert starts == ["AMLOR", "CRESTOR"]

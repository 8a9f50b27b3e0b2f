"""Pages put in order by hand."""

import numpy as np

from ocr.files.load import load_pages
from ordonnancier.arrangement import Arrangement, files_of, halves, shape
from prescription.record import Box

PAGES = ((0, 0), (0, 1), (0, 2))


def keys(arrangement: Arrangement) -> list[list[int]]:
    return [[leaf.key[1] for leaf in bundle] for bundle in arrangement.bundles()]


def test_pages_are_moved_split_joined_and_taken_out() -> None:
    whole = Arrangement.of(PAGES)
    assert keys(whole) == [[0, 1, 2]]
    assert keys(whole.split(1)) == [[0], [1, 2]]
    assert keys(whole.split(1).move(2, -1)) == [[0], [2, 1]]
    assert keys(whole.split(1).join(1)) == [[0, 1, 2]]
    assert keys(whole.split(1).remove(1)) == [[0], [2]]
    assert keys(whole.move(0, -1)) == [[0, 1, 2]]
    assert keys(whole.append([(1, 7)])) == [[0, 1, 2], [7]]
    assert keys(Arrangement.of(PAGES[:1]).remove(0)) == [[0]]


def test_a_page_is_turned_and_cropped_as_it_is_shown() -> None:
    page = np.zeros((40, 20, 3), np.uint8)
    page[0, 0] = 255  # top left
    turned = Arrangement.of(PAGES[:1]).turn(0, 1)
    picture = shape(turned.leaves[0], page)
    assert picture.shape == (20, 40, 3)
    assert picture[0, 39, 0] == 255  # a turn clockwise takes it to the top right
    cropped = shape(turned.crop(0, Box(30, 0, 10, 5)).leaves[0], page)
    assert cropped.shape == (5, 10, 3)
    assert cropped[0, 9, 0] == 255


def test_each_prescription_becomes_a_file_that_is_read_as_it_was_shown() -> None:
    grey = [np.full((30, 20, 3), 60 * n, np.uint8) for n in range(3)]
    pictures = dict(zip(PAGES, grey, strict=True))
    first, second = files_of(Arrangement.of(PAGES).split(1).turn(2, 1), pictures)
    assert [page.shape for page in load_pages(first)] == [(30, 20, 3)]
    one, other = load_pages(second)
    assert (one == 60).all()
    assert other.shape == (20, 30, 3)
    assert (other == 120).all()


def test_prescriptions_that_stand_as_they_were_are_told_from_the_rest() -> None:
    first, second = [(0, 0), (0, 1)], [(1, 0)]
    both = Arrangement.of(first).append(second)
    assert both.part([first, second]) == ((0, 1), Arrangement(()))
    turned = both.turn(2, 1)
    assert turned.part([first, second]) == ((0,), Arrangement(turned.leaves[2:]))
    assert both.join(2).part([first, second]) == ((), both.join(2))
    assert both.move(0, 1).part([first, second])[0] == (1,)
    # The same page a second time is another one.
    twice = both.append(second).turn(3, 2)
    untouched, rest = twice.part([first, second])
    assert untouched == (0, 1)
    assert [leaf.steps for leaf in rest.leaves] == [(2,)]


def test_two_sheets_on_one_page_become_two_prescriptions_and_no_word_is_cut() -> None:
    page = np.full((60, 100, 3), 250, np.uint8)
    page[10:50:5, 4:40] = 20  # a sheet whose words end left of the middle
    page[10:50:5, 55:97] = 20
    for turned in (page, np.ascontiguousarray(np.rot90(page))):
        first, second = halves(turned)
        whole = Arrangement.of(PAGES[:2]).halve(0, first, second)
        assert keys(whole) == [[0], [0, 1]]
        cut = [shape(leaf, turned) for leaf in whole.leaves[:2]]
        assert sum(half.shape[0] * half.shape[1] for half in cut) == 60 * 100
        inked = [np.count_nonzero(half.min(axis=2) < 100) for half in cut]
        assert sorted(inked) == [8 * 36, 8 * 42]
        # Each half keeps white paper at the cut.
        along = 1 if turned is page else 0
        assert min(half.shape[along] for half in cut) > 43
    assert [box.width for box in halves(np.full((60, 100, 3), 250, np.uint8))] == [49, 51]

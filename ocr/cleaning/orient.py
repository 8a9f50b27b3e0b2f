"""Which way up a page stands, decided by reading a part of it in every way that it may stand."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ocr.cleaning.clean import Grey, thicken
from ocr.cleaning.size import (
    BEST_X_HEIGHT,
    Look,
    PrintSize,
    choose_scale,
    even_and_reduce,
    look_at,
    measure_print,
)
from ocr.cleaning.straighten import Lie, Matrix, Straight, level_picture, measure_lie, straighten
from ocr.tesseract.engine import OutOfTimeError, Rows, Token, recognize, recognize_page
from ocr.threads import begin

LEGIBLE = 0.6
"""Mean confidence of a reading the right way up; turned, it stays well below."""
SAMPLE_SECONDS, BOLD_SECONDS = 10.0, 20.0
WORN = 0.82
"""Mean confidence of a fax whose strokes may be broken: made thicker it may read better."""
BOLDER = 1.04
"""How many times as much must be read of thicker strokes: they also close letters and thicken
specks."""
_FEW_LETTERS = 12


def read_upright(
    grey: Grey,
    seconds: float,
    begun: Callable[[Straight], Callable[[Rows], object] | None] = lambda _: None,
    look: Look | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> tuple[Straight, tuple[Token, ...]]:
    """The flat page made even and straightened the way that reads best, and its words.

    `begun` is told of every page that is now read, and gives what is told its rows; `look` is the
    look at this page, where one was taken already; `meanwhile` is called where a second
    processor waits for the rows. Raises OutOfTimeError when the engine needs longer than `seconds`.
    """
    look = look or look_at(grey)

    def measure_and_reduce() -> tuple[PrintSize, tuple[Grey, PrintSize, Matrix]]:
        """As the page is given: most pages lie so."""
        upright = measure_print(look.even)
        return upright, even_and_reduce(grey, upright.scaled(1 / look.ratio), look)

    measured = begin(measure_and_reduce)
    lie = measure_lie(look.even)
    upright, reduced = measured()
    printed = _measure_print(look, lie, upright)
    if printed != upright.scaled(1 / look.ratio):
        reduced = even_and_reduce(grey, printed, look)
    even, size, back = reduced

    def straightened(turn: int, even: Grey = even) -> Straight:
        straight = straighten(even, turn, lie.skew_after(turn), size)
        two_levels = look.paper is None
        return replace(straight, to_page=back @ straight.to_page, two_levels=two_levels)

    def read(straight: Straight, seconds: float = seconds) -> tuple[Token, ...]:
        found = begun(straight)
        meanwhile()
        return recognize_page(straight.grey, seconds=seconds, found=found)

    straight, tokens, turn = _read_the_right_way(even, lie, size, straightened, read)
    if legibility(tokens) == 0.0 and choose_scale(size, even.shape) > 1.0:
        # A pattern finer than letters, as of a screen's lines, was taken for rows of print.
        lie, size = Lie(0.0, 0.0, is_sideways=False), PrintSize(BEST_X_HEIGHT, BEST_X_HEIGHT)
        straight, tokens, turn = _read_the_right_way(even, lie, size, straightened, read)
    if look.paper is not None or legibility(tokens) >= WORN:
        return straight, tokens
    bold = straightened(turn, even_and_reduce(thicken(grey), printed, look)[0])
    try:
        found = read(bold, BOLD_SECONDS)
    except OutOfTimeError:
        return straight, tokens
    better = weigh(found) > BOLDER * weigh(tokens) and _bars(found) <= _bars(tokens) + 1
    return (bold, found) if better else (straight, tokens)


def _bars(tokens: Sequence[Token]) -> int:
    """How many rules were read as words: thicker ones of a table may no longer be known as such."""
    return sum(not token.text.strip("|¦[]") for token in tokens)


def _read_the_right_way(
    even: Grey,
    lie: Lie,
    size: PrintSize,
    straightened: Callable[[int], Straight],
    read: Callable[[Straight], tuple[Token, ...]],
) -> tuple[Straight, tuple[Token, ...], int]:
    """The page straight, its words, and the number of quarter turns that it was turned by."""
    if lie.is_sideways:
        # Typewritten columns look sideways too, so the page as given is tried with the others.
        turn = _best_way(even, (0, 1, 3), lie, size)
        straight = straightened(turn)
        return straight, read(straight), turn
    straight = straightened(0)
    tokens = read(straight)
    if legibility(tokens) >= LEGIBLE:
        return straight, tokens, 0
    turn = _best_way(even, (0, 2, 1, 3), lie, size)
    if turn == 0:
        return straight, tokens, 0
    other = straightened(turn)
    found = read(other)
    return (other, found, turn) if weigh(found) > weigh(tokens) else (straight, tokens, 0)


def _measure_print(look: Look, lie: Lie, upright: PrintSize) -> PrintSize:
    """The size of the print; on a page that lies sideways, by the height of its letters.

    Letters are higher than wide, so where it only looks sideways, the other size is smaller.
    `upright` is what is measured as the page is given.
    """
    sizes = [upright]
    if lie.is_sideways:
        sizes.append(measure_print(np.ascontiguousarray(np.rot90(look.even))))
    return max(sizes, key=lambda size: size.smallest).scaled(1 / look.ratio)


def legibility(tokens: Sequence[Token]) -> float:
    """Mean confidence by letter, 0 when hardly anything was read; what runs up or down is not."""
    letters = sum(_letters(token) for token in tokens)
    upright = sum(len(token.text) for token in tokens if _runs_up_or_down(token))
    return weigh(tokens) / (letters + upright) if letters >= _FEW_LETTERS else 0.0


def weigh(tokens: Sequence[Token]) -> float:
    """How many letters were read, each counted by its confidence."""
    return sum(token.confidence * _letters(token) for token in tokens)


def _best_way(grey: Grey, turns: Sequence[int], lie: Lie, size: PrintSize) -> int:
    """The number of quarter turns after which a part of the page reads best."""
    samples = {
        turn: _densest_band(
            level_picture(
                np.ascontiguousarray(np.rot90(grey, turn)),
                lie.skew_after(turn),
                choose_scale(size, grey.shape),
            )[0]
        )
        for turn in {turn % 2 for turn in turns}
    }
    return max(
        turns,
        key=lambda turn: _try(np.ascontiguousarray(np.rot90(samples[turn % 2], turn - turn % 2))),
    )


def _try(sample: Grey) -> float:
    try:
        tokens = recognize(sample, seconds=SAMPLE_SECONDS)
    except OutOfTimeError:
        return 0.0
    return weigh(tokens) * legibility(tokens)


def _letters(token: Token) -> int:
    """The letters and digits of a word; none when it runs up or down, as the engine allows."""
    return 0 if _runs_up_or_down(token) else sum(map(str.isalnum, token.text))


def _runs_up_or_down(token: Token) -> bool:
    return len(token.text) > 2 and token.box.height > 1.5 * token.box.width


def _densest_band(grey: Grey) -> Grey:
    """The part of the page, a fifth of its height, with the most rows of print."""
    high = max(min(grey.shape[0], 250), grey.shape[0] // 5)
    rows = 255.0 - grey.mean(axis=1)
    change = np.abs(np.diff(rows, prepend=rows[0]))
    top = int(np.convolve(change, np.ones(high), mode="valid").argmax())
    return np.ascontiguousarray(grey[top : top + high])

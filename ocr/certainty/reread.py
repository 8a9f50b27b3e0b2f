"""Second readings: every word is read again by other means, and disagreement is told.

Tesseract is often sure of a wrong digit. Its French model on the page and its English model on
single lines rarely make the same mistake; a third reading, of thicker strokes, settles which text
stands, never that it is sure when a number is in dispute.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ocr.certainty.ahead import Ahead
from ocr.certainty.alignment import pair, side_by_side
from ocr.certainty.apart import confirm_alone
from ocr.certainty.gaps import doubt_gaps
from ocr.certainty.garbled import doubt_garbled
from ocr.certainty.judging import DISPUTED, find_numbers, same, settle
from ocr.certainty.low_digits import doubt_low_digits
from ocr.certainty.pieces import Crop, Piece, cut_pieces, key_of, part_at_gaps
from ocr.cleaning.ink import Ink
from ocr.page import Line, Word
from ocr.signs.accents import tell_accents
from ocr.signs.placing import is_sure, part_marks, put_signs
from ocr.signs.residues import mend
from ocr.tesseract.engine import (
    OutOfTimeError,
    Segmentation,
    Token,
    recognize_each,
    second_language,
)

WHOLE = 0.75
"""Share of its letters and digits that a line read again must still have."""
NO_LETTERS = "\ufffd"
"""What the engine may write for a sign that it cannot, such as `%`."""


def reread(
    lines: Sequence[Line],
    ink: Ink,
    seconds: float = 60.0,
    *,
    worn: bool = False,
    ahead: Ahead | None = None,
) -> tuple[Line, ...]:
    """The same lines, each word confirmed, corrected or disputed, and the signs put back.

    Boxes are the picture's. Where readings differ, `alternatives` holds the other ones. When the
    engine runs out of time, every number is disputed. `worn` tells a page of two levels, whose
    strokes are shown thicker to all readings but the first. What was read `ahead` is not read
    again.
    """
    parts = [[tuple(part) for part in part_at_gaps(line.words)] for line in lines]
    cut = ahead.strips(ink) if ahead else {}
    pieces = cut_pieces([part for line in parts for part in line], ink, cut)
    try:
        read_again = iter(_read_again(pieces, seconds, ahead, worn=worn))
    except OutOfTimeError:
        return tuple(replace(ln, words=tuple(_dispute(w) for w in ln.words)) for ln in lines)
    settled = (
        replace(line, words=tuple(w for _ in part for w in _tell(next(read_again), ink)))
        for line, part in zip(lines, parts, strict=True)
    )
    lines = doubt_garbled([line for line in settled if line.words])
    return doubt_low_digits(doubt_gaps(confirm_alone(lines, ink, seconds, worn=worn), ink))


def _tell(words: Sequence[Word], ink: Ink) -> Iterator[Word]:
    """The words with what the picture tells of them."""
    return mend(tuple(tell_accents(words, ink)), ink)


def _dispute(word: Word) -> Word:
    return replace(word, confidence=DISPUTED) if find_numbers(word.text) else word


def _is_whole(words: Sequence[Word], before: Sequence[Word]) -> bool:
    """Whether a line read again still holds what stood on it: at a wide gap the engine may stop."""
    said, told = ("".join(filter(str.isalnum, _text(group))) for group in (words, before))
    return len(said) >= WHOLE * len(told)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _read_again(
    pieces: Sequence[Piece], seconds: float, ahead: Ahead | None, *, worn: bool
) -> list[tuple[Word, ...]]:
    """The words that stand for each piece. Raises OutOfTimeError."""
    done = ahead.take() if ahead else {}
    with_signs = [i for i, p in enumerate(pieces) if any(is_sure(sign) for sign in p.signs)]
    first = {i: piece.words for i, piece in enumerate(pieces)}
    marked = _read(pieces, with_signs, "fra", seconds)
    first |= {i: words for i, words in marked.items() if _is_whole(words, pieces[i].words)}
    second = _read(pieces, range(len(pieces)), second_language(), seconds, done, thick=worn)
    doubtful = [i for i in first if any(not same(a, b) for a, b in pair(first[i], second[i]))]
    third = _read(pieces, doubtful, "fra", seconds, thick=True)
    return [
        put_signs(tuple(settle(first[i], second[i], third.get(i))), piece.signs, piece.strip)
        for i, piece in enumerate(pieces)
    ]


def _read(
    pieces: Sequence[Piece],
    chosen: Sequence[int],
    language: str,
    seconds: float,
    done: Mapping[Crop, tuple[Token, ...]] | None = None,
    *,
    thick: bool = False,
) -> dict[int, tuple[Word, ...]]:
    """The words of the chosen pieces; those of `done` were read by the same model."""
    crops = {i: pieces[i].shown(thick=thick) for i in chosen}
    found = {i: done[key_of(crop)] for i, crop in crops.items() if done and key_of(crop) in done}
    waiting = [i for i in chosen if i not in found]
    read = recognize_each(
        [crops[i] for i in waiting],
        segmentation=Segmentation.LINE,
        languages=(language,),
        seconds=seconds,
    )
    found |= zip(waiting, read, strict=True)
    return {
        i: side_by_side(
            [
                word
                for token in tokens
                if token.text.strip(NO_LETTERS)
                for word in part_marks(_word(token, pieces[i]))
            ]
        )
        for i, tokens in found.items()
    }


def _word(token: Token, piece: Piece) -> Word:
    box = piece.strip.on_picture(piece.marked.on_strip(token.box))
    return Word(token.text, box, token.confidence)

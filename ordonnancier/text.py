"""Text given instead of a picture: decoding a file, answering line after line."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from ordonnancier.messages import describe_bug
from prescription.json import to_json
from prescription.language import Fault
from prescription.record import Document

MAX_TEXT_BYTES = 2**20
"""Of one prescription: a page holds some 3 000 characters."""

NOT_TEXT = Fault(
    fr="Ce n'est pas du texte : pour une image ou un PDF, utilisez « ordonnancier read ».",
    en='This is no text: for an image or a PDF, use "ordonnancier read".',
)


def decode_text(untrusted_data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8, UTF-16 by its mark, else Windows-1252.

    Raises Fault when it is too large, empty, or no text.
    """
    if len(untrusted_data) > MAX_TEXT_BYTES:
        raise Fault(
            fr="Le texte dépasse 1 Mo : donnez une ordonnance à la fois, ou --jsonl.",
            en="The text is larger than 1 MB: give one prescription at a time, or --jsonl.",
        )
    utf16 = untrusted_data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = untrusted_data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_written(text):
            break
        if not text.strip():
            raise Fault(fr="Le texte est vide.", en="The text is empty.")
        return text, encoding
    raise NOT_TEXT


def _is_written(text: str) -> bool:
    """Whether characters are those of a text in French, not bytes that happen to decode.

    Any two bytes are some character of UTF-16: most of a text's are Latin or common signs.
    """
    seen = "".join(text.split())
    controls = sum(unicodedata.category(c) == "Cc" for c in seen)
    strange = sum("\u0370" <= c < "\u2000" or "\u2c00" <= c < "\U0001f000" for c in seen)
    return "\0" not in text and 10 * controls <= len(seen) and 2 * strange <= len(seen)


def answer_lines(
    stream: BinaryIO,
    read_text: Callable[[str], Document],
    report: Callable[[int, Exception], None],
) -> Iterator[str]:
    """One JSON line for each `{"id": …, "text": …}` line, in order, one at a time in memory.

    A line that cannot be answered is told to `report` with its number, counted from 1, and gives
    `{"id": …, "error": …}` in its place. Blank lines are passed over.
    """
    for number, line in enumerate(_bounded_lines(stream), 1):
        if not line.strip():
            continue
        identifier: Any = None
        try:
            identifier, text = _question(line)
            answer: Any = to_json(read_text(text))
        except UnusableLineError as unusable:
            identifier = unusable.identifier
            report(number, unusable.fault)
            answer = {"error": str(unusable.fault)}
        except Exception as bug:
            report(number, bug)
            answer = {"error": describe_bug(bug)}
        yield json.dumps({"id": identifier, **answer}, ensure_ascii=False)


class UnusableLineError(Exception):
    """A line that is no question; `identifier` is its id when it has a usable one."""

    def __init__(self, fault: Fault, identifier: str | int | None = None) -> None:
        super().__init__()
        self.fault = fault
        self.identifier = identifier


def _bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines of at most `MAX_TEXT_BYTES`; of a longer one only the beginning, one byte too long."""
    while line := stream.readline(MAX_TEXT_BYTES + 1):
        yield line
        while not line.endswith(b"\n") and len(line) > MAX_TEXT_BYTES:
            line = stream.readline(MAX_TEXT_BYTES + 1)


def _question(line: bytes) -> tuple[str | int, str]:
    if len(line) > MAX_TEXT_BYTES:
        raise _unusable(fr="la ligne dépasse 1 Mo", en="the line is larger than 1 MB")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _unusable(fr="la ligne n'est pas en UTF-8", en="the line is not UTF-8") from None
    except (ValueError, RecursionError):
        raise _unusable(fr="la ligne n'est pas du JSON", en="the line is not JSON") from None
    identifier = value.get("id") if isinstance(value, dict) else None
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        raise _unusable(
            fr='il faut {"id": …, "text": …}, l\'id étant un texte ou un nombre entier',
            en='it must be {"id": …, "text": …}, the id being a text or a whole number',
        )
    text = value.get("text")
    if not isinstance(text, str):
        raise _unusable(identifier, fr="« text » doit être un texte", en='"text" must be a text')
    try:
        f"{identifier}{text}".encode()
    except UnicodeEncodeError:
        raise _unusable(
            fr="un caractère n'existe pas (demi-caractère UTF-16 isolé)",
            en="a character does not exist (lone UTF-16 surrogate)",
        ) from None
    return identifier, text


def _unusable(identifier: str | int | None = None, *, fr: str, en: str) -> UnusableLineError:
    return UnusableLineError(Fault(fr=fr, en=en), identifier)

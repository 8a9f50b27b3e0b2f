"""A verb of `ordonnancier register` run in this process, on a register that opens quickly."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from ordonnancier.commands.register import register as group

PHRASE = "trois petits chats bleus"
OTHER = "quatre chevaux roses"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a verb ended, and all it said."""

    status: int
    said: str


@contextmanager
def descriptor(phrase: str) -> Iterator[str]:
    read_end, write_end = os.pipe()
    os.write(write_end, f"{phrase}\n".encode())
    os.close(write_end)
    try:
        yield str(read_end)
    finally:
        os.close(read_end)


def run(*arguments: str | Path, phrase: str | None = PHRASE, new: str = "") -> Ended:
    """Run a verb; `new` is the new passphrase where one is asked for."""
    with descriptor(phrase or "") as first, descriptor(new) as second:
        typed = [*map(str, arguments)]
        typed += ["--passphrase-fd", first] if phrase else []
        typed += ["--new-passphrase-fd", second] if new else []
        result = CliRunner().invoke(group, typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.output)

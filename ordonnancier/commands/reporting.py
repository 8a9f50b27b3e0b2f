"""How every command ends: its faults as sentences, its interruptions quietly, its exit status."""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

import click

from ordonnancier.messages import Messages
from prescription.language import Fault, say

INTERRUPTED = 130
BROKEN_PIPE = 141
OURS = {"extraction", "ocr", "ordonnancier", "prescription", "storage", "synthetic"}
"""Packages whose absence is a defect of the software, not of the machine."""


def reporting(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command its --quiet and its `Messages`, and turn whatever happens into its end."""

    @click.option(
        "-q",
        "--quiet",
        is_flag=True,
        help=say(
            fr="Ne dire que ce qui empêche de réussir.", en="Say only what stands in the way."
        ),
    )
    @click.pass_context
    @wraps(run)
    def command(context: click.Context, /, quiet: bool, **arguments: Any) -> None:
        debug = bool(context.find_root().params.get("debug"))
        messages = Messages(quiet=quiet, debug=debug)
        try:
            if sys.stdout is None:
                raise Fault(fr="La sortie standard est fermée.", en="Standard output is closed.")
            run(messages, **arguments)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read the output has seen enough: nothing to say.
            _drop_output()
            context.exit(BROKEN_PIPE)
        except KeyboardInterrupt:
            context.exit(INTERRUPTED)
        except Fault as fault:
            messages.failure(fault)
        except ImportError as error:
            messages.failure(_missing_library(error))
        except OSError as error:
            _drop_output()
            messages.failure(_refused(error))
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            messages.failure(error)
        context.exit(messages.status)

    return command


def _drop_output() -> None:
    """Let Python's own flush at exit go nowhere: it would fail again, with a traceback."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _missing_library(error: ImportError) -> Exception:
    name = (error.name or "").partition(".")[0]
    if name in OURS:
        return error
    return Fault(
        fr=f"Il manque une bibliothèque ({name}) : « ordonnancier doctor » dit comment l'obtenir.",
        en=f'A library is missing ({name}): "ordonnancier doctor" tells how to get it.',
    )


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM})


def _refused(error: OSError) -> Fault:
    """The system's refusal in words, with the file where it names one."""
    where = f" {_named(error.filename)}" if isinstance(error.filename, str | bytes) else ""
    if error.errno in _NO_ROOM:
        place = f" ({where.strip()})" if where else ""
        return Fault(
            fr=f"Le disque où va le résultat est plein{place} : le résultat n'est pas entier.",
            en=f"The disk that the result goes to is full{place}: the result is not whole.",
        )
    if error.errno in _NO_RIGHT:
        return Fault(
            fr=f"Le système a refusé de lire ou d'écrire{where} : il en faut le droit.",
            en=f"The system refused to read or write{where}: it takes the right to do so.",
        )
    if error.errno == errno.EROFS:
        return Fault(
            fr=f"Le système a refusé d'écrire{where} : le disque ou le support est en lecture "
            "seule.",
            en=f"The system refused to write{where}: the disk or medium is read-only.",
        )
    return Fault(
        fr=f"Le système a refusé de lire ou d'écrire{where} ({error.strerror}).",
        en=f"The system refused to read or write{where} ({error.strerror}).",
    )


def _named(path: str | bytes) -> str:
    """A file as the user knows it: of one that only we name, its folder."""
    name = os.fsdecode(path)
    folder, last = os.path.split(name)
    return folder if folder and last.startswith(".") and ".part" in last else name

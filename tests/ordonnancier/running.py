"""The command line run as a user runs it: a process of its own, watched from outside."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-c", "from ordonnancier.cli import main; main()")
AS_USER = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""What takes from root the right to read every file."""
WATCHED = """
import os, resource, sys
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(peak))
sys.exit(status)
"""
"""Runs a command and writes down its memory: what a large process starts counts as large itself."""
WATCH = (sys.executable, "-ISc", WATCHED)
FRENCH = "fr_FR.UTF-8"
ENGLISH = "C.UTF-8"


@dataclass(frozen=True, slots=True)
class Finished:
    """How a run ended: exit status, what it said, its memory at most, what it left in temp."""

    status: int
    out: str
    err: str
    peak_bytes: int
    left_in_temp: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """The lines of standard error."""
        return self.err.splitlines()


def run_cli(
    *arguments: str | Path,
    stdin: bytes = b"",
    locale: str = ENGLISH,
    cwd: Path | None = None,
    columns: int = 100,
    pass_fds: Sequence[int] = (),
    as_user: bool = False,
) -> Finished:
    """Run `ordonnancier` with a temp folder of its own; `as_user` for rights of files to count."""
    before = AS_USER if as_user and os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory() as place:
        temp = Path(place, "temp")
        temp.mkdir()
        files = {name: Path(place, name) for name in ("stdin", "stdout", "stderr", "peak")}
        files["stdin"].write_bytes(stdin)
        with (
            files["stdin"].open("rb") as input_,
            files["stdout"].open("wb") as out,
            files["stderr"].open("wb") as err,
        ):
            process = subprocess.Popen(
                [*before, *WATCH, str(files["peak"]), *COMMAND, *map(str, arguments)],
                stdin=input_,
                stdout=out,
                stderr=err,
                cwd=cwd,
                env=environment(locale, columns) | {"TMPDIR": str(temp)},
                pass_fds=pass_fds,
            )
            process.wait()
        return Finished(
            process.returncode,
            files["stdout"].read_text(encoding="utf-8"),
            files["stderr"].read_text(encoding="utf-8"),
            int(files["peak"].read_text()) * (1 if sys.platform == "darwin" else 1024),
            tuple(sorted(path.name for path in temp.iterdir())),
        )


def environment(locale: str, columns: int = 100) -> dict[str, str]:
    """This process's environment with another locale and width."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "FORCE_"))}
    return kept | {"LC_ALL": locale, "COLUMNS": str(columns), "NO_COLOR": "1"}

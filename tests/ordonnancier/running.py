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
        files = {name: Path(place, name) for name in ("stdin", "stdout", "stderr")}
        files["stdin"].write_bytes(stdin)
        with (
            files["stdin"].open("rb") as input_,
            files["stdout"].open("wb") as out,
            files["stderr"].open("wb") as err,
        ):
            process = subprocess.Popen(
                [*before, *COMMAND, *map(str, arguments)],
                stdin=input_,
                stdout=out,
                stderr=err,
                cwd=cwd,
                env=environment(locale, columns) | {"TMPDIR": str(temp)},
                pass_fds=pass_fds,
            )
            # wait4 tells the memory of this process and of the ones it waited for.
            _, waited, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(waited)
        return Finished(
            process.returncode,
            files["stdout"].read_text(encoding="utf-8"),
            files["stderr"].read_text(encoding="utf-8"),
            usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
            tuple(sorted(path.name for path in temp.iterdir())),
        )


def environment(locale: str, columns: int = 100) -> dict[str, str]:
    """This process's environment with another locale and width."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "FORCE_"))}
    return kept | {"LC_ALL": locale, "COLUMNS": str(columns), "NO_COLOR": "1"}

"""Whether this program, or a process it started, has a way to the network: seen, not promised.

Two witnesses: Python tells each socket that is made (`sys.addaudithook`), from the start on; the
kernel tells which sockets are open now (/proc, Linux only), of this process and its children.

SANE's drivers ask the local network for scanners, in a process of their own (`scanimage`): what it
opens is told apart, and so is each time that it was called.
"""

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

_NETWORKS = ("tcp", "tcp6", "udp", "udp6", "udplite", "raw", "raw6", "icmp")
_LOCAL = 1
"""AF_UNIX: between processes of this machine (the screen, a scanner, our own workers)."""
_SCANNER = "scanimage"


@dataclass
class Witness:
    """What was seen since `since`; `made` counts sockets to a network that Python made, `scans` how
    often a scanner was looked for or used, `by_scanner` what was open then.
    """

    since: float = field(default_factory=time.time)
    made: int = 0
    looks: int = 0
    seen: set[str] = field(default_factory=set)
    scans: int = 0
    by_scanner: set[str] = field(default_factory=set)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Python's report of an event."""
        if event == "socket.__new__" and len(arguments) > 1 and arguments[1] != _LOCAL:
            self.made += 1
        elif event == "subprocess.Popen" and arguments:
            self.scans += Path(str(arguments[0])).name == _SCANNER

    def look(self) -> None:
        """Look at what is open now."""
        self.looks += 1
        for name, is_scanner in network_sockets().items():
            (self.by_scanner if is_scanner else self.seen).add(name)


_witness = Witness()


def watch_sockets() -> None:
    """Listen from now on to what Python makes."""
    _witness.since = time.time()
    sys.addaudithook(lambda event, arguments: _witness.hear(event, arguments))


def witness() -> Witness:
    """What was seen so far."""
    return _witness


def network_sockets() -> dict[str, bool]:
    """The network sockets open now in this process and its children: `tcp 0100007F:1F90`.

    Each with whether SANE's program alone holds it.
    """
    found: dict[str, bool] = {}
    for process, is_scanner in _family(Path("/proc/self")):
        inodes = _socket_inodes(process)
        for network in _NETWORKS if inodes else ():
            for name in _named(process / "net" / network, network, inodes):
                found[name] = is_scanner and found.get(name, True)
    return found


def can_look() -> bool:
    """Whether the kernel tells of open sockets here."""
    return Path("/proc/self/net/tcp").exists()


def _family(process: Path, is_scanner: bool = False) -> list[tuple[Path, bool]]:
    """A process and all those it started, which still run; whether they are SANE's."""
    family = [(process, is_scanner)]
    try:
        for task in (process / "task").iterdir():
            children = (task / "children").read_text().split()
            for child in (Path("/proc") / number for number in children):
                family += _family(child, is_scanner or _is_scanner(child))
    except OSError:
        pass  # it ended in the meantime
    return family


def _is_scanner(process: Path) -> bool:
    try:
        return (process / "comm").read_text().strip() == _SCANNER
    except OSError:
        return False


def _socket_inodes(process: Path) -> set[str]:
    inodes = set()
    try:
        for handle in (process / "fd").iterdir():
            try:
                target = str(handle.readlink())
            except OSError:
                continue
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
    except OSError:
        pass
    return inodes


def _named(table: Path, network: str, inodes: set[str]) -> set[str]:
    try:
        rows = [line.split() for line in table.read_text().splitlines()[1:]]
    except OSError:
        return set()
    return {f"{network} {row[1]}" for row in rows if len(row) > 9 and row[9] in inodes}

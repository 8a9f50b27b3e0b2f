"""Scanners, through SANE's own `scanimage`: pages come through a pipe and never touch the disk.

Exit statuses are those of `SANE_Status` (SANE standard 1.6, section 4.2.7).
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prescription.language import Fault

LISTING_SECONDS = 60
PAGE_SECONDS = 300
"""A slow scanner takes a minute for a page in colours."""
MOST_PAGES = 200
"""Of one pile in a feeder: one that never ends is a fault of the device."""
GRACE_SECONDS = 5
"""For a device that told a fault to come to rest: some drivers then never end."""
_NO_DOCUMENTS = 7
_TOLD = {
    b"Operation was canceled": 2,
    b"Device busy": 3,
    b"Document feeder jammed": 6,
    b"Document feeder out of documents": _NO_DOCUMENTS,
    b"Scanner cover is open": 8,
    b"Error during device I/O": 9,
    b"Access to resource has been denied": 11,
}
"""What SANE's `sane_strstatus` writes of each status."""
_FAULTS = {
    2: ("La numérisation a été annulée.", "The scan was cancelled."),
    3: ("Le scanner est occupé.", "The scanner is busy."),
    6: ("Une feuille est coincée dans le chargeur.", "A sheet is jammed in the feeder."),
    _NO_DOCUMENTS: ("Le chargeur est vide.", "The feeder is empty."),
    8: ("Le capot du scanner est ouvert.", "The scanner's cover is open."),
    9: ("Le scanner ne répond plus : vérifiez son câble.", "The scanner stopped answering."),
    11: ("L'accès au scanner est refusé.", "Access to the scanner was denied."),
}
_SEPARATOR = "\t"
_OPTION = re.compile(r"^\s+--?(?P<name>[\w-]+)[ =](?P<values>.*?)(?: \[(?P<now>[^\]]*)\])?$")
_DUPLEX_SWITCH = re.compile(r"^\s+--duplex\[=\(yes\|no\)\] \[(?!inactive)", re.MULTILINE)
_FEEDER = re.compile(r"feeder|adf|chargeur", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Device:
    """A scanner: SANE's name of it, and what people call it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a scanner lets one choose: its modes and sources, in its own words.

    `duplex` are the arguments of `scanimage` that scan both sides; without any it cannot.
    """

    modes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    has_resolution: bool = False
    duplex: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """How to scan: dots an inch, and a mode and a source of the device (None: its own choice)."""

    resolution: int = 300
    mode: str | None = None
    source: str | None = None
    duplex: bool = False

    @property
    def feeds(self) -> bool:
        """Whether pages come from a feeder, as long as it has some."""
        fed = self.source is not None and _FEEDER.search(self.source) is not None
        return fed or self.duplex


def list_devices() -> tuple[Device, ...]:
    """Every scanner SANE finds. Raises Fault when SANE is not there or does not answer."""
    listing = _run(["-f", _SEPARATOR.join(("%d", "%v %m%n"))], LISTING_SECONDS).decode(
        errors="replace"
    )
    rows = (line.split(_SEPARATOR) for line in listing.splitlines() if _SEPARATOR in line)
    return tuple(Device(name, label.strip()) for name, label in rows)


def abilities(device: Device) -> Abilities:
    """What a scanner lets one choose. Raises Fault."""
    return read_abilities(_run(["-d", device.name, "-A"], LISTING_SECONDS).decode(errors="replace"))


def read_abilities(told: str) -> Abilities:
    """What a scanner lets one choose, as `scanimage -A` tells it."""
    options = {m["name"]: m["values"] for m in map(_OPTION.match, told.splitlines()) if m}
    return Abilities(
        modes=_choices(options.get("mode", "")),
        sources=_choices(options.get("source", "")),
        has_resolution="resolution" in options,
        duplex=_duplex(options, told),
    )


def _duplex(options: Mapping[str, str], told: str) -> tuple[str, ...]:
    """Devices say it in three ways: an option of its own, a mode of the feeder, a source."""
    if _DUPLEX_SWITCH.search(told):
        return ("--duplex=yes",)
    for name in ("adf-mode", "source"):
        both = [v for v in _choices(options.get(name, "")) if "duplex" in v.lower()]
        if both:
            return (f"--{name}", both[0])
    return ()


def scan_pages(device: Device, profile: Profile) -> Iterator[bytes]:
    """The pages as PNG: one from a flatbed, all of them from a feeder. Raises Fault.

    Choices the device does not have are left out; what it has no word for, it decides.
    """
    options = _options(profile, abilities(device))
    for number in range(MOST_PAGES):
        try:
            yield _run(["-d", device.name, "--format=png", *options], PAGE_SECONDS)
        except _EmptyFeeder:
            if number == 0:
                raise
            return
        if not profile.feeds:
            return


class _EmptyFeeder(Fault):
    """There is no more page."""


def _options(profile: Profile, able: Abilities) -> Sequence[str]:
    options = []
    if able.has_resolution:
        options += ["--resolution", str(profile.resolution)]
    if profile.mode in able.modes:
        options += ["--mode", profile.mode]
    if profile.source in able.sources:
        options += ["--source", profile.source]
    if profile.duplex:
        # The last of two sources holds.
        options += able.duplex
    return options


def _choices(values: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in values.split("|") if value.strip())


def _run(arguments: Sequence[str], seconds: int) -> bytes:
    program = shutil.which("scanimage")
    if program is None:
        raise Fault(
            fr="Le programme « scanimage » de SANE n'est pas installé (paquet sane-utils).",
            en='SANE\'s program "scanimage" is not installed (package sane-utils).',
        )
    with subprocess.Popen(
        [program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as scan:
        try:
            return _outcome(scan, seconds)
        finally:
            scan.kill()


def _outcome(scan: subprocess.Popen[bytes], seconds: int) -> bytes:
    told = None
    for _ in range(0, seconds, GRACE_SECONDS):
        try:
            page, _said = scan.communicate(timeout=GRACE_SECONDS)
        except subprocess.TimeoutExpired as late:
            if told is not None:
                raise _fault(told) from None
            said = late.stderr or b""
            told = next((status for words, status in _TOLD.items() if words in said), None)
        else:
            if scan.returncode != 0:
                raise _fault(scan.returncode)
            return page
    raise Fault(fr="Le scanner n'a pas répondu à temps.", en="The scanner did not answer in time.")


def _fault(status: int) -> Fault:
    fr, en = _FAULTS.get(
        status,
        (
            f"Le scanner a refusé (état SANE {status}) : vérifiez qu'il est allumé et branché.",
            f"The scanner refused (SANE status {status}): check that it is on and connected.",
        ),
    )
    return (_EmptyFeeder if status == _NO_DOCUMENTS else Fault)(fr=fr, en=en)

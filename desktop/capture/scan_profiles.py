"""Scanners and how to use them, kept from one time to the next, some under a name."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from ordonnancier.scan import Device, Profile

USUAL = 300
"""Dots an inch: what small print needs, and no more."""
_LAST = "scanner"
_NAMED = "scan-profiles"


@dataclass(frozen=True, slots=True)
class Kept:
    """A scanner and how to use it."""

    device: Device
    profile: Profile


def kept_scanner() -> Kept | None:
    """What was chosen last time."""
    return _read(_LAST)


def keep_scanner(kept: Kept, name: str = "") -> None:
    """Use this from now on; under `name` it can be chosen again."""
    _write(_LAST, kept)
    if name:
        _write(f"{_NAMED}/{name}", kept)


def named_scanners() -> dict[str, Kept]:
    """The profiles that have a name."""
    settings = QSettings()
    settings.beginGroup(_NAMED)
    names = settings.childGroups()
    found = {name: _read(f"{_NAMED}/{name}") for name in names}
    return {name: kept for name, kept in found.items() if kept is not None}


def _read(group: str) -> Kept | None:
    settings = QSettings()
    name = str(settings.value(f"{group}/device", ""))
    if not name:
        return None
    profile = Profile(
        int(str(settings.value(f"{group}/resolution", USUAL))),
        str(settings.value(f"{group}/mode", "")) or None,
        str(settings.value(f"{group}/source", "")) or None,
        duplex=str(settings.value(f"{group}/duplex", "")) == "yes",
    )
    return Kept(Device(name, str(settings.value(f"{group}/label", name))), profile)


def _write(group: str, kept: Kept) -> None:
    settings = QSettings()
    settings.setValue(f"{group}/device", kept.device.name)
    settings.setValue(f"{group}/label", kept.device.label)
    settings.setValue(f"{group}/resolution", kept.profile.resolution)
    settings.setValue(f"{group}/mode", kept.profile.mode or "")
    settings.setValue(f"{group}/source", kept.profile.source or "")
    settings.setValue(f"{group}/duplex", "yes" if kept.profile.duplex else "no")

"""Where things stand on this computer."""

from pathlib import Path

from prescription.places import data_folder


def usual_register() -> Path:
    """Where the register of this user lives, unless another is named."""
    return data_folder() / "registre.ordonnancier"

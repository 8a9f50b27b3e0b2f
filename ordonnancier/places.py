"""Where things stand on this computer."""

from pathlib import Path

from platformdirs import user_data_path


def usual_register() -> Path:
    """Where the register of this user lives, unless another is named."""
    return user_data_path("ordonnancier", appauthor=False) / "registre.ordonnancier"

"""Where things of this user stand: the platform's standard folders, or one folder of their own."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path

VARIABLE = "ORDONNANCIER_DIR"
"""The environment variable that names the folder of a portable installation."""
_NAME = "ordonnancier"


def portable_folder() -> Path | None:
    """The one folder that holds everything, if `live_in` or the environment named one."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen) if chosen else None


def live_in(folder: Path) -> None:
    """Keep settings and data of this process and of those it starts in `folder`."""
    os.environ[VARIABLE] = str(folder.resolve())


def data_folder() -> Path:
    """Where the register and the official reference live."""
    return portable_folder() or user_data_path(_NAME, appauthor=False)


def settings_folder() -> Path:
    """Where the window keeps its settings."""
    return portable_folder() or user_config_path(_NAME, appauthor=False)

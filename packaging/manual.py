"""The manual of every command, from the help of the command line: `manual.py FOLDER DAY`.

The language is that of the locale, as for the help itself.
"""

import sys
from importlib.metadata import version

from click_man.core import write_man_pages

from ordonnancier.cli import cli

if __name__ == "__main__":
    folder, day = sys.argv[1:]
    write_man_pages(
        "ordonnancier", cli, version=version("ordonnancier"), target_dir=folder, date=day
    )

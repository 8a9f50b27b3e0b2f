"""Where the data files that come with the program stand."""

from pathlib import Path

# `importlib.resources` cannot open namespace packages of an editable install on Python 3.11.
RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""The folder of lexicons, rules and samples, beside the packages wherever they are installed."""

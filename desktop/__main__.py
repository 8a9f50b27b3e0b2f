"""`python -m desktop` opens the application."""

import sys

if __name__ == "__main__":
    # Imported here: a process that reads pages imports this module too, and needs no window.
    from desktop.application import run

    sys.exit(run(sys.argv))

"""The window survives what Qt answers with nothing, or with yes and no, however often."""

import subprocess
import sys
import textwrap

from tests.conftest import ROOT


def test_references_that_pyside_gives_back_too_often_end_nothing() -> None:
    # As many as a long day would cost, taken at once; in a process of its own, for it may end.
    taken = textwrap.dedent(
        """
        import ctypes
        import desktop
        for constant in (None, True, False):
            for _ in range(100_000):
                ctypes.pythonapi.Py_DecRef(ctypes.py_object(constant))
        print("alive")
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", taken], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "alive\n", done.stderr

"""A window lives on however often Qt answers with nothing."""

import subprocess
import sys

from tests.conftest import ROOT

ASK = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import desktop
from PySide6.QtWidgets import QApplication, QTableWidget
application = QApplication([])
table = QTableWidget(1, 1)
model = table.model()
for _ in range(300_000):
    model.data(model.index(0, 0))
print("alive")
"""


def test_many_empty_cells_end_no_window() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "alive\n", done.stderr

"""A window that is killed while it reads: `python -m tests.desktop.killed FILE...`.

It opens the register of XDG_DATA_HOME, takes the files in, and ends by SIGKILL as soon as all of
them wait and the first is being read.
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.main_window import MainWindow
from tests.desktop.driving import PASSPHRASE, type_into


def main() -> None:
    application = QApplication(sys.argv[:1])
    window = MainWindow()
    window.show()
    files = [Path(name) for name in sys.argv[1:]]
    window.open_pages(files)
    type_into(window, passphrase=PASSPHRASE)

    def look() -> None:
        queue = window.review.queue
        rows = [queue.item(n).text() for n in range(queue.count())]
        taken = sum(any(file.name in row for row in rows) for file in files)
        if taken == len(files) and any(row.startswith("▶") for row in rows):
            os.kill(os.getpid(), signal.SIGKILL)

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main()

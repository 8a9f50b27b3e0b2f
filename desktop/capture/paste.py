"""What was copied elsewhere, taken in as pages."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.capture.capture_flow import CaptureFlow
from desktop.capture.opening import local_files, nothing_to_paste
from desktop.review.page_picture import png_of
from prescription.language import say


def paste(
    flow: CaptureFlow,
    open_pages: Callable[[Sequence[Path]], None],
    refuse: Callable[[str], None],
) -> None:
    """Take in the files or the picture on the clipboard; `refuse` tells that there are none."""
    clipboard = QApplication.clipboard()
    image, files = clipboard.image(), local_files(clipboard.mimeData())
    if files:
        open_pages(files)
    elif not image.isNull():
        flow.take_in_picture(say(fr="image collée", en="pasted picture"), png_of(image))
    else:
        refuse(nothing_to_paste())

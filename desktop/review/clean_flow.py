"""The cleaned picture of a page, made when it is asked for."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.background import Background
from desktop.queue_rows import Loaded
from desktop.review.page_picture import PagePicture, clean
from desktop.review.review_page import ReviewPage


class CleanFlow(QObject):
    """Cleans pages of the draft in hand; `refuse` takes the sentence when one cannot be."""

    def __init__(
        self, page: ReviewPage, pictures: Background, refuse: Callable[[str], None]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._pictures = pictures
        self._refuse = refuse
        page.clean_asked.connect(self._clean)

    def _clean(self, number: int) -> None:
        loaded, pictures = self._page.loaded, self._page.pictures
        if loaded is not None and number < len(pictures):
            self._pictures.run(
                lambda: clean(pictures[number]),
                lambda cleaned: self._show_cleaned(loaded, number, cleaned),
                self._refuse,
            )

    def _show_cleaned(self, loaded: Loaded, number: int, cleaned: PagePicture) -> None:
        if self._page.loaded is loaded:
            self._page.pane.show_cleaned(number, cleaned)

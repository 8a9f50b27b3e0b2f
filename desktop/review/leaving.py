"""Whether the prescription in hand may leave for another one."""

from desktop.review.review_page import ReviewPage
from desktop.review.review_words import finish_first


def lets_go(page: ReviewPage, number: int) -> bool:
    """Take over what was typed; False, and told, where it was not understood.

    `number` is the draft that is asked for, which may be the one in hand.
    """
    loaded = page.loaded
    if loaded is None or page.panel.commit():
        return True
    if loaded.waiting.id != number:
        page.say(finish_first())
    return False

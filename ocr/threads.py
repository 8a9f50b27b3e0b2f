"""Work done beside the caller, where a second processor may take it.

For what frees the interpreter while it works: OpenCV, Tesseract, the reader of barcodes.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import cv2

Result = TypeVar("Result")


def most_threads() -> int:
    """How many threads may read: the processors, or as ORDONNANCIER_THREADS says; 1 at least."""
    told = os.environ.get("ORDONNANCIER_THREADS", "")
    return max(int(told), 1) if told.isdecimal() else os.cpu_count() or 1


def begin(work: Callable[[], Result], *, worth: bool = True) -> Callable[[], Result]:
    """Begin `work`; what comes back waits for its result, or raises what `work` raised.

    Where one thread must do, or it is not `worth` another, it is done when its result is asked for.
    """
    if not worth or most_threads() == 1:
        return cache(work)
    pool = ThreadPoolExecutor(max_workers=1)
    result = pool.submit(work).result
    pool.shutdown(wait=False)
    return result


@contextmanager
def shared_out() -> Iterator[None]:
    """OpenCV may use every thread: for steps that weigh each pixel of a page and several others.

    Shorter ones, and connected components, take longer so (`ocr.files.worker` keeps it to one).
    """
    before = cv2.getNumThreads()
    cv2.setNumThreads(most_threads())
    try:
        yield
    finally:
        cv2.setNumThreads(before)

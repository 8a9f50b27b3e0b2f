"""A worker that is started once and reads each file in a child of its own.

Libraries and models are loaded before the first file comes, so each child begins with them and
nothing that a file did outlives it. Only where a process can be copied safely, on Linux.
"""

import gc
import os
import struct
import sys
from collections.abc import Callable

CAN_FORK = sys.platform == "linux"


def serve(load: Callable[[], None], answer: Callable[[bytes], None]) -> None:
    """Answer each file that comes on standard input, its length in eight bytes before it.

    `answer` runs in the child. A child that ends otherwise than well ends this process too: the
    other end then starts anew.
    """
    load()
    gc.freeze()  # what is loaded stays shared with the children
    while head := _take(8):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                answer(_take(*struct.unpack(">Q", head)))
                status = 0
            finally:
                os._exit(status)
        if os.waitpid(child, 0)[1] != 0:
            os._exit(1)


def _take(length: int) -> bytes:
    """So many bytes, none beyond: those are for the next child. Empty at the end of the input."""
    taken = bytearray()
    while len(taken) < length and (part := os.read(0, min(length - len(taken), 2**20))):
        taken += part
    return bytes(taken) if len(taken) == length else b""

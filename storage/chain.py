"""The hash chain: each entry is sealed together with the seal of the one before.

SHA-256 (FIPS 180-4) over length-prefixed fields, so that no two lists of fields meet in one text.
"""

import hashlib

START = bytes(32)
"""What the first entry names as the one before."""


def digest(*fields: bytes) -> bytes:
    """SHA-256 of the fields, each preceded by its length in 8 bytes."""
    sha = hashlib.sha256()
    for field in fields:
        sha.update(len(field).to_bytes(8, "big"))
        sha.update(field)
    return sha.digest()


def seal(previous: bytes, number: int, recorded_at: str, content: bytes) -> bytes:
    """The hash of an entry: the hash before it, its number, its instant, its content's digest."""
    return digest(previous, str(number).encode(), recorded_at.encode(), content)

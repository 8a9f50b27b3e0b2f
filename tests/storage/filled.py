"""A register with entries, their pages and dispensings, and a second user."""

import os

from storage import users
from storage.keyring import Role
from storage.register import Register
from tests.storage.conftest import LIGHT, SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING

ENTRIES = 12
READER = "phrase du lecteur"
"""The second user's passphrase."""


def fill(register: Register) -> Register:
    """The register with `ENTRIES` entries more, of `PATIENT 0` and so on, and a reader."""
    for number in range(ENTRIES):
        register.add(
            make_prescription(f"PATIENT {number}"),
            SOURCE,
            [os.urandom(9000), b"the same page"],
            dispensings=[DISPENSING],
        )
    users.add_user(register, "reader", Role.READER, READER, LIGHT)
    return register

"""Passphrases open what they wrapped, and nothing else does."""

import json
import unicodedata
from pathlib import Path

import pytest

from storage.faults import EmptyPassphrase, KeyFileDamaged, WrongPassphrase
from storage.keyring import (
    Argon2Cost,
    Keyring,
    Role,
    load_keyring,
    new_data_key,
    save_keyring,
    unwrap,
    wrap,
)
from tests.storage.conftest import LIGHT, PASSPHRASE


def test_each_user_opens_with_their_own_passphrase(tmp_path: Path) -> None:
    key = new_data_key()
    slots = (
        wrap(key, "première phrase", user="anne", role=Role.ADMINISTRATOR, cost=LIGHT),
        wrap(key, "deuxième phrase", user="benoît", role=Role.READER, cost=LIGHT),
    )
    path = tmp_path / "keys"
    save_keyring(path, Keyring(key.salt, slots))
    keyring = load_keyring(path)
    assert keyring.slots == slots
    assert unwrap(keyring, "première phrase") == (key, slots[0])
    assert unwrap(keyring, "deuxième phrase", "benoît") == (key, slots[1])
    for passphrase, user in (("troisième", None), ("première phrase", "benoît"), ("", None)):
        with pytest.raises(WrongPassphrase):
            unwrap(keyring, passphrase, user)
    assert key.secret.hex() not in path.read_text()
    assert "phrase" not in path.read_text()


def test_accents_open_however_they_are_typed() -> None:
    key = new_data_key()
    composed = unicodedata.normalize("NFC", PASSPHRASE)
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert composed != decomposed
    slot = wrap(key, composed, user="a", role=Role.ADMINISTRATOR, cost=LIGHT)
    assert unwrap(Keyring(key.salt, (slot,)), decomposed) == (key, slot)


@pytest.mark.parametrize("passphrase", ["", "   ", "\n"])
def test_an_empty_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(EmptyPassphrase):
        wrap(new_data_key(), passphrase, user="a", role=Role.READER, cost=LIGHT)


def test_a_slot_opens_neither_another_register_nor_another_role() -> None:
    key = new_data_key()
    slot = wrap(key, PASSPHRASE, user="a", role=Role.READER, cost=LIGHT)
    with pytest.raises(WrongPassphrase):
        unwrap(Keyring(bytes(16), (slot,)), PASSPHRASE)
    raised = type(slot)(
        slot.user, Role.ADMINISTRATOR, slot.cost, slot.salt, slot.nonce, slot.wrapped
    )
    with pytest.raises(WrongPassphrase):
        unwrap(Keyring(key.salt, (raised,)), PASSPHRASE)


def test_a_forged_cost_is_refused_before_it_is_paid(tmp_path: Path) -> None:
    key = new_data_key()
    slot = wrap(key, PASSPHRASE, user="a", role=Role.READER, cost=LIGHT)
    greedy = type(slot)(
        slot.user, slot.role, Argon2Cost(1 << 40, 3, 4), slot.salt, slot.nonce, slot.wrapped
    )
    path = tmp_path / "keys"
    save_keyring(path, Keyring(key.salt, (greedy,)))
    with pytest.raises(KeyFileDamaged):
        load_keyring(path)


def test_any_changed_character_of_the_key_file_is_noticed(tmp_path: Path) -> None:
    key = new_data_key()
    slot = wrap(key, PASSPHRASE, user="anne", role=Role.READER, cost=LIGHT)
    path = tmp_path / "keys"
    save_keyring(path, Keyring(key.salt, (slot,)))
    text = path.read_text()
    content = json.loads(text)
    for at in range(0, len(text), 7):
        changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        path.write_text(changed)
        try:
            same = json.loads(changed) == content
        except ValueError:
            same = False
        if not same:
            with pytest.raises(KeyFileDamaged):
                load_keyring(path)


def test_the_data_key_does_not_show_itself() -> None:
    key = new_data_key()
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in f"{key!r} {key}"


def test_the_usual_cost_follows_the_recommendation() -> None:
    usual = Argon2Cost()
    assert usual.memory_kib >= 64 * 1024  # RFC 9106, second recommended option
    assert usual.iterations >= 3
    assert usual.is_sane

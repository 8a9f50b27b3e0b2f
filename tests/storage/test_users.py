"""Several people open one register, each with what they know; nobody is locked out for good."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from prescription.language import speak
from storage import users
from storage.faults import (
    EmptyPassphrase,
    LastAdministrator,
    NoSuchUser,
    NotAllowed,
    PassphraseTaken,
    UserExists,
    WrongPassphrase,
    WrongRecoveryCode,
)
from storage.journal import Action
from storage.keyring import Role, key_file
from storage.register import Register
from storage.users import User
from tests.storage.conftest import LIGHT, PASSPHRASE, SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING


@pytest.fixture
def shared(register: Register) -> Register:
    """A register with a user of each role."""
    for role in (Role.READER, Role.CAPTURER, Role.VALIDATOR):
        users.add_user(register, role.value, role, f"phrase de {role}", LIGHT)
    register.add(make_prescription(), SOURCE, dispensings=[DISPENSING])
    return register


def test_each_user_has_a_passphrase_and_a_role(shared: Register, register_path: Path) -> None:
    assert users.list_users(shared) == (
        User("admin", Role.ADMINISTRATOR),
        User("reader", Role.READER),
        User("capturer", Role.CAPTURER),
        User("validator", Role.VALIDATOR),
    )
    with Register.open(register_path, "phrase de validator") as register:
        assert (register.user, register.role) == ("validator", Role.VALIDATOR)
        register.add(make_prescription(), SOURCE)
        entry = register.entry(2)
        assert entry is not None
        assert entry.recorded_by == "validator"
    with pytest.raises(WrongPassphrase):
        Register.open(register_path, "phrase de validator", user="reader")


@pytest.mark.parametrize("role", [Role.READER, Role.CAPTURER, Role.VALIDATOR])
def test_a_role_reaches_no_further(shared: Register, register_path: Path, role: Role) -> None:
    with Register.open(register_path, f"phrase de {role}") as register:
        for forbidden in (
            lambda: users.add_user(register, "x", Role.READER, PASSPHRASE, LIGHT),
            lambda: users.remove_user(register, "admin"),
            lambda: users.recovery_sheet(register),
            register.purge,
        ):
            with pytest.raises(NotAllowed):
                forbidden()
        assert len(list(register.entries())) == 1
        if role is not Role.VALIDATOR:
            with pytest.raises(NotAllowed):
                register.add(make_prescription(), SOURCE)
            with pytest.raises(NotAllowed):
                register.dispense(1, [DISPENSING])
            with pytest.raises(NotAllowed):
                register.correct_dispensing(1, DISPENSING)
    assert len(users.list_users(shared)) == 4


def test_a_refusal_names_the_roles_as_the_list_of_users_does(
    shared: Register, register_path: Path
) -> None:
    speak("fr")
    for role, refused, told in (
        (Role.CAPTURER, Role.VALIDATOR, "(saisie) ne le permet pas : il faut le rôle validation."),
        (Role.READER, Role.CAPTURER, "(lecture) ne le permet pas : il faut le rôle saisie."),
        (
            Role.VALIDATOR,
            Role.ADMINISTRATOR,
            "(validation) ne le permet pas : il faut le rôle administration.",
        ),
    ):
        with (
            Register.open(register_path, f"phrase de {role}") as register,
            pytest.raises(NotAllowed) as refusal,
        ):
            register.require(refused)
        assert str(refusal.value) == f"Votre rôle {told}"
    speak(None)


def test_a_changed_passphrase_replaces_the_old(shared: Register, register_path: Path) -> None:
    with Register.open(register_path, "phrase de reader") as register:
        users.change_passphrase(register, "une autre phrase", LIGHT)
        with pytest.raises(EmptyPassphrase):
            users.change_passphrase(register, " ", LIGHT)
    Register.open(register_path, "une autre phrase").close()
    Register.open(register_path, PASSPHRASE).close()
    with pytest.raises(WrongPassphrase):
        Register.open(register_path, "phrase de reader")


def test_no_two_users_have_one_passphrase(shared: Register, register_path: Path) -> None:
    before = users.list_users(shared)
    with pytest.raises(PassphraseTaken):
        users.add_user(shared, "Lea", Role.VALIDATOR, "phrase de reader", LIGHT)
    with pytest.raises(PassphraseTaken):
        users.change_role(shared, "capturer", Role.VALIDATOR, "phrase de reader", LIGHT)
    with pytest.raises(PassphraseTaken):
        users.change_passphrase(shared, "phrase de reader", LIGHT)
    assert users.list_users(shared) == before
    users.change_role(shared, "reader", Role.VALIDATOR, "phrase de reader", LIGHT)
    with Register.open(register_path, "phrase de reader") as register:
        assert (register.user, register.role) == ("reader", Role.VALIDATOR)
    Register.open(register_path, PASSPHRASE, user="admin").close()


def test_users_come_and_go_but_one_administrator_stays(
    shared: Register, register_path: Path
) -> None:
    users.remove_user(shared, "reader")
    with pytest.raises(WrongPassphrase):
        Register.open(register_path, "phrase de reader")
    with pytest.raises(NoSuchUser):
        users.remove_user(shared, "reader")
    with pytest.raises(UserExists):
        users.add_user(shared, "admin", Role.READER, PASSPHRASE, LIGHT)
    with pytest.raises(LastAdministrator):
        users.remove_user(shared, "admin")
    users.add_user(shared, "chef", Role.ADMINISTRATOR, "phrase du chef", LIGHT)
    users.remove_user(shared, "admin")
    assert [user.name for user in users.list_users(shared)] == ["capturer", "validator", "chef"]
    seen = [event.action for event in shared.journal()]
    assert seen[:3] == [Action.USER_REMOVED, Action.USER_ADDED, Action.USER_REMOVED]
    assert seen[-1] is Action.CREATION
    assert shared.verify().is_sound


def test_a_name_that_differs_in_nothing_that_counts_is_the_known_person(shared: Register) -> None:
    users.add_user(shared, "Lucie Lebœuf-Petit", Role.READER, "phrase de Lucie", LIGHT)
    before = users.list_users(shared)
    for typed in (
        "lucie lebœuf-petit",
        "LUCIE LEBOEUF PETIT",
        " Lucie  Lebœuf‑Petit",
        "Lucié Lebœuf-Petit",
        "Lucie\u0301 Lebœuf-Petit",
    ):
        with pytest.raises(UserExists, match="Lucie Lebœuf-Petit"):
            users.add_user(shared, typed, Role.VALIDATOR, "une autre phrase", LIGHT)
        with pytest.raises(UserExists):
            users.give_access(shared, typed, Role.VALIDATOR, "une autre phrase")
    assert users.list_users(shared) == before
    # One letter more, or one less, is another person.
    users.add_user(shared, "Luc Lebœuf-Petit", Role.READER, "phrase de Luc", LIGHT)
    users.add_user(shared, "Lucie Lebœuf-Petitot", Role.READER, "phrase de l'autre", LIGHT)
    assert len(users.list_users(shared)) == len(before) + 2


@pytest.mark.parametrize("loss", ["passphrase", "key file", "damaged key file"])
def test_the_recovery_sheet_opens_what_is_lost(
    shared: Register, register_path: Path, loss: str
) -> None:
    code = users.recovery_sheet(shared)
    shared.close()
    if loss == "key file":
        key_file(register_path).unlink()
    if loss == "damaged key file":
        key_file(register_path).write_text("coffee")
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    with users.recover(
        register_path, typed, user="Admin", passphrase="phrase retrouvée", cost=LIGHT
    ) as register:
        assert len(list(register.entries())) == 1
        # However the name is written, it is one person.
        assert len(users.list_users(register)) == 4
        assert next(register.journal()).action is Action.RECOVERY
    with Register.open(register_path, "phrase retrouvée") as register:
        assert register.role is Role.ADMINISTRATOR
    Register.open(register_path, "phrase de reader").close()
    with pytest.raises(WrongPassphrase):
        Register.open(register_path, PASSPHRASE)


def test_a_wrong_recovery_code_is_told(
    shared: Register, register_path: Path, tmp_path: Path
) -> None:
    code = users.recovery_sheet(shared)
    assert all(len(group) == 4 for group in code.split("-"))
    with Register.create(tmp_path / "other", PASSPHRASE, cost=LIGHT) as other:
        foreign = users.recovery_sheet(other)
    swapped = code[1] + code[0] + code[2:] if code[0] != code[1] else "Z" + code[1:]
    for wrong in ("", "ABCD", code[:-1], code + "7", swapped, foreign, "Z" * len(code), "é" * 56):
        with pytest.raises(WrongRecoveryCode):
            users.recover(register_path, wrong, user="admin", passphrase=PASSPHRASE, cost=LIGHT)
    assert len(users.list_users(shared)) == 4


def test_the_copy_of_the_slots_follows_the_key_file(shared: Register, register_path: Path) -> None:
    code = users.recovery_sheet(shared)
    shared.vault.execute("DELETE FROM key_slots")
    shared.close()
    Register.open(register_path, PASSPHRASE).close()
    key_file(register_path).unlink()
    users.recover(
        register_path, code, user="admin", passphrase="nouvelle phrase", cost=LIGHT
    ).close()
    Register.open(register_path, "phrase de capturer").close()


def test_purging_forgets_content_and_keeps_the_chain(register_path: Path) -> None:
    years = iter([2010, 2011, 2011, 2024, 2024, 2026, 2026])
    instants = (datetime(year, 6, 1, tzinfo=UTC) for year in years)
    with Register.create(
        register_path, PASSPHRASE, cost=LIGHT, clock=lambda: next(instants)
    ) as register:
        register.add(make_prescription("ANCIEN"), SOURCE, [b"old"], dispensings=[DISPENSING])
        register.add(make_prescription("RENOUVELÉ"), SOURCE, [b"kept"], dispensings=[DISPENSING])
        register.dispense(2, [DISPENSING])
        register.add(make_prescription("RÉCENT"), SOURCE, [b"kept"])
        done = register.purge()
        assert (done.prescriptions, done.dispensings, done.images) == (1, 2, 1)
        assert [entry.number for entry in register.entries()] == [2, 3]
        assert [line.number for line in register.ordonnancier()] == [3]
        assert register.entry(1) is None
        assert register.pages(1) == ()
        assert register.pages(2) == (b"kept",)
        report = register.verify()
        assert report.findings == ()
        assert (report.prescriptions, report.dispensings) == (3, 3)
        assert next(register.journal(Action.PURGE)).detail["prescriptions"] == 1
        assert register.add(make_prescription(), SOURCE) == 4

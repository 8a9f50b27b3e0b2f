"""The official files imported once, and registers that open quickly."""

from pathlib import Path

import pytest

from ordonnancier.reference.importing import import_reference
from prescription.json import dump
from storage.register import Register
from tests.ordonnancier.official_files import write_files
from tests.ordonnancier.pages import TRUTH
from tests.ordonnancier.verbs import PHRASE, run
from tests.storage.conftest import LIGHT


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "data" / "reference.sqlite"


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reference made from the made-up files."""
    folder = tmp_path_factory.mktemp("reference")
    import_reference(write_files(folder / "files"), folder / "reference.sqlite")
    return folder / "reference.sqlite"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An empty register."""
    path = tmp_path / "registre.ordonnancier"
    Register.create(path, PHRASE, cost=LIGHT).close()
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with nothing to check."""
    path = tmp_path / "fiche.json"
    path.write_text(dump(TRUTH), encoding="utf-8")
    return path


@pytest.fixture
def filled(register: Path, record: Path) -> Path:
    """A register with one prescription."""
    assert run("add", register, record, "--confirmed-by", "Anne Morel").status == 0
    return register

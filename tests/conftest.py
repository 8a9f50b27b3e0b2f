"""What holds for every test: no network, no unexpected warning, no screen."""

import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples on every machine, however slow; HYPOTHESIS_PROFILE=default searches anew.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# Before any import of PySide6: without a screen Qt aborts the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Tests read with the lexicon that comes with the program, whatever this machine has imported.
os.environ["ORDONNANCIER_REFERENCE"] = os.devnull

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that opens an internet socket fails; local pipes between processes are no network."""
    open_socket = socket.socket.__init__

    def refuse(self: socket.socket, family: int = -1, *rest: Any, **named: Any) -> None:
        if family != socket.AF_UNIX and named.get("fileno") is None:
            pytest.fail("this test opened a network socket")
        open_socket(self, family, *rest, **named)

    monkeypatch.setattr(socket.socket, "__init__", refuse)


@pytest.fixture(autouse=True)
def _no_unexpected_warning(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A test that logs a warning or worse fails, unless it asks for the `expects_warnings` mark."""
    yield
    if request.node.get_closest_marker("expects_warnings") is None:
        seen = [r for when in ("setup", "call") for r in caplog.get_records(when)]
        loud = [r.getMessage() for r in seen if r.levelno >= logging.WARNING]
        assert not loud, f"unexpected warnings: {loud}"


@pytest.fixture(scope="session")
def checking_material() -> Path:
    """The folder with official files and page images kept beside the checkout, never part of it."""
    folder = Path(os.environ.get("ORDONNANCIER_CHECKING_MATERIAL", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the official drug files and page images are not beside this checkout")
    return folder

"""The demo: the sample page becomes a table, an entry of an encrypted register and a CSV file."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ordonnancier.capture import Progress, capture
from ordonnancier.output import open_output
from prescription.language import Fault
from prescription.record import Document, Prescription
from prescription.resources import RESOURCES
from storage.export.csv import write_csv
from storage.faults import ReadOnlyPlace
from storage.keyring import key_file
from storage.register import Register

SAMPLE = RESOURCES / "sample" / "ordonnance.png"
PASSPHRASE = "ordonnance de démonstration"  # noqa: S105 - shown to the user: it protects nothing
CONFIRMED_BY = "Démonstration (personne n'a vérifié)"


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where the demo's files stand."""

    folder: Path

    @property
    def register(self) -> Path:
        """The encrypted register."""
        return self.folder / "demo.ordonnancier"

    @property
    def keys(self) -> Path:
        """Its key file."""
        return key_file(self.register)

    @property
    def table(self) -> Path:
        """The CSV file."""
        return self.folder / "demo.csv"


def check_folder(files: DemoFiles) -> None:
    """Make the folder, and see that nothing but an earlier demo would be replaced. Raises Fault."""
    try:
        files.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise ReadOnlyPlace(files.folder) from None
    taken = [path for path in (files.register, files.keys, files.table) if path.exists()]
    if taken and not (files.register.exists() and _is_a_demo(files.register)):
        raise Fault(
            fr=f"{taken[0]} n'est pas d'une démonstration, ou quelqu'un y a ajouté quelque chose : "
            "rien n'a été touché, choisissez un autre dossier avec --folder.",
            en=f"{taken[0]} is not of a demo, or somebody added something to it: nothing was "
            "touched, choose another folder with --folder.",
        )


def run_demo(files: DemoFiles, progress: Progress | None = None) -> Document:
    """Read the sample, then replace the earlier demo's register and CSV by new ones."""
    document = capture(SAMPLE, progress=progress)
    for path in (files.table, files.register, files.keys):
        path.unlink(missing_ok=True)
    with Register.create(files.register, PASSPHRASE) as register:
        for draft in document.prescriptions:
            prescription = Prescription(draft, CONFIRMED_BY, datetime.now(UTC))
            register.add(prescription, document.source, pages=[SAMPLE.read_bytes()])
        with open_output(files.table) as stream:
            write_csv(register.entries(), stream)
    return document


def _is_a_demo(register: Path) -> bool:
    try:
        with Register.open(register, PASSPHRASE) as opened:
            return all(
                entry.prescription.confirmed_by == CONFIRMED_BY for entry in opened.entries()
            )
    except Fault:
        return False

"""How a register stands, in figures."""

from dataclasses import dataclass
from datetime import datetime

from prescription.language import decimal, say
from storage.backup import last_backup
from storage.register import Register
from storage.roles import say_role
from storage.settings import pharmacy
from storage.users import list_users


@dataclass(frozen=True, slots=True)
class Status:
    """What is in a register; `last_backup` in UTC."""

    user: str
    role: str
    prescriptions: int
    dispensings: int
    drafts: int
    captures: int
    users: int
    bytes: int
    pharmacy: str | None
    last_backup: datetime | None

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each figure with its label, in the user's language."""
        none, never = say(fr="aucune", en="none"), say(fr="jamais", en="never")
        backup = f"{self.last_backup.astimezone():%d/%m/%Y %H:%M}" if self.last_backup else never
        return (
            (say(fr="Ouvert par", en="Opened by"), f"{self.user} ({say_role(self.role)})"),
            (say(fr="Ordonnances", en="Prescriptions"), str(self.prescriptions)),
            (say(fr="Ordonnancier, lignes", en="Ordonnancier, lines"), str(self.dispensings)),
            (say(fr="Brouillons", en="Drafts"), str(self.drafts)),
            (say(fr="Fichiers à lire", en="Files to read"), str(self.captures)),
            (say(fr="Utilisateurs", en="Users"), str(self.users)),
            (
                say(fr="Taille", en="Size"),
                f"{decimal(self.bytes / 1e6, 1)} " + say(fr="Mo", en="MB"),
            ),
            (say(fr="Pharmacie", en="Pharmacy"), self.pharmacy or none),
            (say(fr="Dernière sauvegarde", en="Last backup"), backup),
        )


def register_status(register: Register) -> Status:
    """The figures of an open register. Raises Fault."""
    count = register.vault.value
    known = pharmacy(register)
    return Status(
        user=register.user,
        role=register.role.value,
        prescriptions=count("SELECT coalesce(max(number), 0) FROM prescription"),
        dispensings=count("SELECT coalesce(max(number), 0) FROM ordonnancier"),
        drafts=count("SELECT count(*) FROM draft"),
        captures=count("SELECT count(*) FROM capture"),
        users=len(list_users(register)),
        bytes=register.path.stat().st_size,
        pharmacy=known.name if known else None,
        last_backup=last_backup(register),
    )

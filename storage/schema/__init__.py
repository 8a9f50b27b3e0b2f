"""The register's tables, one function a step; the version is SQLite's `user_version`.

Every step runs in one transaction with the change of version, so a register is at a version or at
the next, never between. A released step is never edited: a change is a new step at the end.
"""

from collections.abc import Callable

from storage.schema.corrections import create_corrections
from storage.schema.drafts import create_captures, create_drafts
from storage.schema.journal import create_journal
from storage.schema.recorded import create_ordonnancier, create_prescriptions
from storage.schema.search import create_search, index_codes
from storage.schema.settings import create_settings
from storage.vault import Vault

MIGRATIONS: tuple[Callable[[Vault], None], ...] = (
    create_prescriptions,
    create_ordonnancier,
    create_search,
    create_journal,
    create_drafts,
    create_captures,
    create_settings,
    index_codes,
    create_corrections,
)

"""Scripts of SQL, and the triggers that keep what is recorded from changing."""

from collections.abc import Sequence

from storage.vault import Vault, is_complete

APPEND_ONLY = """
CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
"""
CHAINED = """
CREATE TRIGGER {table}_numbers_have_no_gap BEFORE INSERT ON {table}
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM {table})
BEGIN SELECT RAISE(ABORT, 'numbers follow each other'); END;
"""


def run_statements(
    vault: Vault, script: str, *, chained: Sequence[str] = (), append_only: Sequence[str] = ()
) -> None:
    """Run a script inside the caller's transaction, with the triggers that guard its tables."""
    triggers = [CHAINED.format(table=table) for table in chained]
    triggers += [APPEND_ONLY.format(table=table) for table in append_only]
    # Not executescript: that would commit the transaction it runs in.
    for statement in _statements(script + "".join(triggers)):
        vault.execute(statement)


def _statements(script: str) -> list[str]:
    statements, lines = [], []
    for line in script.splitlines():
        lines.append(line)
        text = "\n".join(lines)
        if text.strip() and is_complete(text):
            statements.append(text)
            lines = []
    return statements

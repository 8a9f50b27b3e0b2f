"""L'affection dont relève une ligne : `ALD`, `hors ALD` (kind `note`), gardée mot pour mot.

The zone itself is told by `extraction.sheet.zones`.
"""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule

AFFECTIONS = Subject(
    "affections",
    [
        rule(
            "mention de l'affection",
            "note",
            "((en|sans) rapport avec|au titre de|pour|dans le cadre de) [l'|une|son] ald",
            "(hors|non) [l'] ald",
            value=True,
            reads=("hors ALD", "en rapport avec l'ALD"),
            must_not_read=("hors", "en rapport avec"),
        ),
    ],
)
SUBJECTS = (AFFECTIONS,)

"""Les dates du calendrier : `le 14/04`, `jusqu'au 30 avril 2026` (kinds `date`, `vague`).

A date says when, never how often: it is kept word for word.
"""

import re

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Scan, rule

MONTH = (
    "(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    "janv|fev|avr|juil|sept|oct|nov|dec)"
)
DATES = Subject(
    "dates",
    [
        Scan(
            "date en chiffres",
            "date",
            re.compile(
                r"(?<![\d/.,-])(?:0?[1-9]|[12]\d|3[01]) ?([/.-]) ?(?:0?[1-9]|1[0-2])"
                r"(?: ?\1 ?(?:20)?\d\d)?(?![\d/]|[.,-]\d| ?(?:cp|mg|fois))"
            ),
            lambda _: True,
            numeric=True,
            reads=("14/04", "14/04/2026", "3.4.26"),
            must_not_read=("1/2 cp", "14/13", "1-0-1-0"),
        ),
        rule(
            "date en lettres",
            "date",
            "({number}|{ordinal}) " + MONTH + " [{number}]",
            to=lambda *_: True,
            reads=("14 avril", "1er mars 2026"),
            must_not_read=("14", "avril"),
        ),
    ],
)
WRITTEN_DATES = Subject(
    "dates annoncées",
    [
        rule(
            "à telle date",
            "vague",
            "(le|du|au|des le|avant le|apres le|fait le|injecte le) {date} [au {date}]",
            to=lambda *_: True,
            reads=("le 14/04", "du 12/03 au 20/03"),
            must_not_read=("14/04", "le 14"),
        ),
    ],
)
SUBJECTS = (DATES, WRITTEN_DATES)

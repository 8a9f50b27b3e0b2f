"""Letters read for digits, and digits for letters, where the neighbours leave no doubt.

Kept apart from the repair of words: each pattern is one confusion, told by what stands beside it.
"""

import re
from collections.abc import Iterator

_AS_DIGITS = str.maketrans("OoQlI|SsBi", "0001115581")
_MEASURE = r"(?:mg|rng|mq|µg|ug|pg|mcg|mL|ml|mI|UI|Ul|%|g)(?![A-Za-zé])"
_DAYS = r"(?:jours?|jrs?|jous|j|sem(?:aines?)?|mois|rnois)(?![A-Za-zé])"
_UNIT = (
    r"(?:cp[rs]?|comp\w*|cornp\w*|g[ée][l1I]\w*|sach\w*|gtt\w*|gouttes?|amp\w*|bouff\w*|inj\w*|appl?\w*|"
    r"supp\w*|ovules?|patchs?|caps\w*|pulv\w*|unidoses?|bains?|mesures?|pipettes?)(?![A-Za-zé])"
)
_DIGITS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        # l/2 cp, I/4 cp
        r"(?<![\w/])[lI|](?=/[24](?![\d/]))",
        # No number is longer than this: without a bound, a long run would be tried in every way.
        # 5OOmg/5ml, 1Ojours, pdt1Ojours
        rf"(?<![\dxX*.,])\d[\dOolIS|]{{0,9}}[OolIS|][\dOolIS|]{{0,9}}(?= ?(?:{_MEASURE}|{_DAYS}))",
        # 2,O %, 0,i25
        rf"(?<![\d.,])\d[.,][\dOolIS|i]{{0,9}}[OolIS|i][\dOolIS|i]{{0,9}}(?= ?{_MEASURE})",
        # lO mg, lOO µg, IO mg, l0 jours
        rf"(?<![\w'’])[lI|][OQo0][OQo0]?(?= ?(?:{_MEASURE}|{_DAYS}|{_UNIT}))",
        # S mg, S jours
        rf"(?<![\w.,'’])S(?= ?(?:(?:mg|rng|µg|mL|ml)(?![A-Za-zé])|{_DAYS}))",
        # l g, I g
        r"(?<![\w'’.,])[lI](?= ?g(?![\w'’]))",
        # 100 OOO UI
        r"(?<=\d )(?:OO|O0|0O)[O0](?= ?U[IlL1]?(?!\w))",
        # l2 h, à 1O h
        r"(?<![\w'’.,])(?:[lI|](?=[0-9OS] ?h(?!\w))|(?<=\d)O(?= ?h(?!\w)))",
        # a cell that holds nothing else
        r"(?m)^[lI|](?= *$)",
        # l bain de bouche, l application
        rf"(?<![\w'’])[lI|](?= {_UNIT})",
        # l - 0 - l
        r"(?<![\w'’/-])[lI](?= ?- ?[0O1lI2½] ?- ?[0O1lI2½])|(?<=[0O12½] - )[lI](?![\w'’])|"
        r"(?<=[0O12½]-)[lI](?![\w'’])|(?<=[lI]-)O(?=-)|(?<=[lI] - )O(?= -)",
    )
)
_LETTERS: tuple[tuple[re.Pattern[str], str, bool], ...] = tuple(
    (re.compile(pattern), meant, matters)
    for pattern, meant, matters in (
        # Ies, Ie, Ia
        (r"(?<![\w'’])I(?=(?:es|e|a)(?!\w))", "l", False),
        # lM, lV, lM profonde
        (r"(?<![\w'’])l(?=[MV](?!\w))", "I", False),
        # app|ication
        (r"(?<=[a-zé])\|(?=[a-zé])", "l", False),
        # 0DG, 0D
        (r"(?<![\w.,])0(?=(?:DG?|G)(?!\w))", "O", False),
        # 30 rnin
        (r"(?<=\d )rnin(?!\w)", "min", False),
        # pdt 10i
        (r"(?<=\d)i(?![\w])", "j", True),
        # 100 OOO Ul
        (r"(?<=[0O] )U[lL1](?!\w)", "UI", False),
        # en casde douleur
        (r"(?<=\bcas)(?=de(?!\w))", " ", False),
        # fois1j
        (r"(?<=fois)1(?=j(?!\w))", "/", True),
        # x3/jaux repas
        (r"(?<=/j)(?=(?:aux|au|pdt|pendant|si|avant|apres|après|max|sur|dans)(?!\w))", " ", False),
    )
)


def confusions(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end, what was meant, and whether it matters, of each confusion."""
    for pattern in _DIGITS:
        for match in pattern.finditer(text):
            yield *match.span(), match[0].translate(_AS_DIGITS), True
    for pattern, meant, matters in _LETTERS:
        for match in pattern.finditer(text):
            yield *match.span(), meant, matters

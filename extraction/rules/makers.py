"""Ce qui est écrit sur la boîte sans changer la prise : laboratoire, goût (kind `note`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import words
from extraction.grammar.tokens import fold, tokenize
from extraction.resources import read_tables

SHORTEST = 4
"""Letters of a maker's name: shorter ones (`SET`, `Sun`) are words or abbreviations too."""
SHORT_BUT_SURE = frozenset({"eg", "bgr", "gsk", "msd", "teva", "upsa", "ucb"})
ALSO_WORDS = frozenset({"conseil", "alter", "nordic", "leman", "titrane", "mercury"})
FLAVOURS = (
    "fraise[s]; framboise[s]; orange[s]; citron[s]; menthe; banane[s]; vanille; caramel; cacao; "
    "abricot[s]; cerise[s]; ananas; miel; reglisse; eucalyptus; cola; neutre; mandarine[s]; "
    "pamplemousse; fruit[s] (rouge|exotique)[s]; citron menthe; menthe fraicheur; menthe (glaciale|"
    "forte|fraiche); miel citron; (gout|arome|parfum) (fraise|framboise|orange|citron|menthe|"
    "banane|vanille|caramel|neutre|abricot|cerise); sans (conservateur|arome|sulfite|colorant|"
    "gluten|lactose)[s]; sans sucre (menthe|orange|citron|fraise); "
    "[a] liberation (prolongee|modifiee|immediate|retard)"
)


def _makers() -> str:
    """Makers of the lexicon that are no everyday word, as one vocabulary."""
    named = (fold(row["laboratory"]) for row in read_tables("lexicon", "laboratories."))
    spelled = (" ".join(t.text for t in tokenize(name)) for name in named)
    sure = {
        name
        for name in spelled
        if name.replace(" ", "").isalpha()
        and name not in ALSO_WORDS
        and (len(name) >= SHORTEST or name in SHORT_BUT_SURE)
    }
    return "; ".join(sorted(sure))


SUBJECTS = (
    Subject(
        "laboratoire et goût",
        [
            words(
                "laboratoire",
                "note",
                {False: _makers()},
                ("Biogaran", "Arrow Génériques", "EG"),
                ("conseil", "set", "soir"),
            ),
            words(
                "goût ou excipient",
                "note",
                {False: FLAVOURS},
                ("fraise", "goût orange", "sans conservateur", "menthe fraîcheur"),
                ("sans", "goût", "matin"),
            ),
        ],
    ),
)

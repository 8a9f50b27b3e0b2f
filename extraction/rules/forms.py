"""La forme : `comprimé pelliculé`, `sol. buv.`, `en sachets` (kind `form`: the record's word)."""

from extraction.grammar import Subject
from extraction.resources import read_tables
from extraction.rule import rule, words
from extraction.tokens import fold

DOSED_AS = (
    "(effervescent|pellicule|secable|quadrisecable|orodispersible|dispersible|enrobe|sublingual|"
    "drageifie)[s]|oro|eff|sec|gastro resistant[s]|gastroresistant[s]|a (croquer|sucer|liberation "
    "prolongee|liberation modifiee)|lp"
)
FORMS = {
    "comprimé": f"(comprime|comp|cp|cpr|cps|cprs)[s] [{DOSED_AS}] [secable[s]]",
    "gélule": "(gelule|gelu)[s] [gastro resistante[s]|gastroresistante[s]|lp|a liberation "
    "prolongee]",
    "capsule": "(capsule|caps)[s] [molle[s]|vaginale[s]]",
    "sachet": "sachet[s] [dose[s]]",
    "poudre": "(poudre|pdre)",
    "granulé": "granule[s] [effervescent[s]] [pour (solution|suspension) buvable]",
    "solution buvable": "(solution|sol) (buvable|buv|orale|bu); (solution|sol) buvable en gouttes",
    "suspension buvable": "(suspension|susp) (buvable|buv|orale|bu)",
    "gouttes": "gouttes (buvables|nasales)",
    "crème": "creme; cr",
    "gel": "gel [dermique|cutane|oral]",
    "collyre": "collyre[s] [en solution]",
    "inhalation": "(poudre|solution|suspension) pour (inhalation|inhal) [buccale] [en flacon "
    "pressurise]; aerosol doseur; inhalateur",
    "patch": "dispositif[s] transdermique[s]",
    "solution injectable": "(solution|sol|suspension) (injectable|inj); inj; injectable; "
    "(seringue|ser)[s] [preremplie[s]|pre remplie[s]]",
    "stylo": "(stylo|stylos) [prerempli[s]|pre rempli[s]|injecteur[s]]; flexpen; solostar; kwikpen",
    "lyophilisat": "lyophilisat oral; lyoc",
    "solution": "solution",
}
"""Ways to write a form beyond those of the lexicon."""


def _lexicon_forms() -> dict[str, str]:
    """The lexicon's forms, each with the ways it is written."""
    found: dict[str, str] = {}
    for row in read_tables("lexicon", "forms"):
        ways = row["written"].split("|")
        known = [way for way in ways if way.strip() and fold(way) not in AMBIGUOUS_FORMS]
        if known:
            found[row["form"]] = "; ".join(known)
    return found


AMBIGUOUS_FORMS = frozenset(
    [
        "goutte",
        "gtt",
        "gtts",
        "gttes",
        "gtes",
        "dose",
        "bain",
        "pression",
        "pansement",
        "pansements",
        "compresse",
        "compresses",
    ]
)
"""Written forms that mean a dose unit first."""
DOSE_UNIT_OF_FORM = {
    "comprimé": "comprimé",
    "gélule": "gélule",
    "capsule": "capsule",
    "sachet": "sachet",
    "ampoule": "ampoule",
    "suppositoire": "suppositoire",
    "ovule": "ovule",
    "patch": "patch",
    "gouttes": "goutte",
    "collyre": "goutte",
    "lyophilisat": "lyophilisat",
    "bain de bouche": "bain de bouche",
    "spray nasal": "pulvérisation",
    "gouttes auriculaires": "goutte",
    "gouttes nasales": "goutte",
    "pastille": "pastille",
    "gomme à mâcher": "gomme",
} | dict.fromkeys(
    [
        "crème",
        "pommade",
        "gel",
        "lotion",
        "émulsion cutanée",
        "mousse",
        "pâte",
        "crème vaginale",
        "crème rectale",
        "pommade ophtalmique",
        "gel ophtalmique",
        "pommade nasale",
        "vernis",
        "poudre cutanée",
    ],
    "application",
)
"""The dose unit a bare number means once the form is written."""

FORM = Subject(
    "formes",
    [
        words("forme", "form", FORMS, ("solution buvable", "cp", "gel"), ("buvable",)),
        words(
            "forme du lexique",
            "form",
            _lexicon_forms(),
            ("pommade ophtalmique", "suppos", "sirop"),
            ("pommade à",),
        ),
    ],
)
ANNOUNCED = Subject(
    "formes annoncées",
    [
        rule(
            "forme annoncée",
            "form",
            "(en|forme|sous forme de) {form}",
            reads=("en sachets",),
            must_not_read=("sous forme",),
        ),
    ],
)

SUBJECTS = (FORM, ANNOUNCED)

"""La forme : `comprimé pelliculé`, `sol. buv.`, `en sachets` (kind `form`: the record's word)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule, words
from extraction.grammar.tokens import fold
from extraction.resources import read_tables

TABLET = "(comprime|comp|cp|cpr|cps|cprs)[s]"
TABLET_KIND = (
    "[(effervescent|pellicule|pellic|pell|secable|sec|quadrisecable|quadrisec|orodispersible|"
    "orodisp|oro dispersible|oro|dispersible|disp|enrobe|sublingual|subling|drageifie|soluble|"
    "vaginal|osmotique|gingival|muco adhesif|buccogingival|gastro resistant|gastroresistant|"
    "gastrores|gastro resist)[s]|eff|efferv|gr|lp|"
    "a (croquer|sucer)|a liberation (prolongee|modifiee)]"
)
CAPSULE_KIND = (
    "[(gastro resistante|gastroresistante|gastrores|gastro res|gastro resist)[s]|gr|lp|"
    "a liberation (prolongee|modifiee)]"
)
SOLUTION, SUSPENSION, POWDER = "(solution|sol|solute)", "(suspension|susp)", "(poudre|pdre|pdr)"
LIQUID = "(solution|sol|solute|suspension|susp|emulsion)"
DRUNK, INJECTED = "(buvable|buv|bu|orale)", "(injectable|inj)"
FOR, IN = "(pour|pr|p)", "[en]"
SACHET = "(sachet|sach|stick)[s] [dose[s]]"
SYRINGE = "(seringue|ser)[s] [preremplie[s]|pre remplie[s]|prerempl]"
PEN = "stylo[s] [prerempli[s]|pre rempli[s]|injecteur[s]|auto injecteur]"
INHALED = "(inhalation|inhal|inh)"
GRAINS = "granule[s] [(effervescent|gastro resistant|gastroresistant|enrobe)[s]]"
DROPS = "(goutte|gtte|gtt|gte)[s]"
FORMS = {
    "comprimé": f"{TABLET} {TABLET_KIND} {TABLET_KIND} {TABLET_KIND}; orodispersible; orodisp; "
    "dispersible",
    "gélule": f"(gelule|gelu)[s] {CAPSULE_KIND}; gel {CAPSULE_KIND[1:-1]}",
    "capsule": "(capsule|caps)[s] [molle[s]]",
    "ovule": "(capsule|caps)[s] [molle[s]] vaginale[s]",
    "sachet": f"{SACHET}; {LIQUID} {DRUNK} {IN} {SACHET}; "
    f"{POWDER} [orale|{FOR} {LIQUID} {DRUNK}] {IN} {SACHET}; "
    f"{GRAINS} [{FOR} {LIQUID} {DRUNK}] {IN} {SACHET}",
    "poudre": f"{POWDER} [orale|{FOR} {SOLUTION} {DRUNK}]",
    "granulé": f"{GRAINS} [{FOR} {LIQUID} {DRUNK}]",
    "solution buvable": f"{SOLUTION} {DRUNK}; {SOLUTION} buccale",
    "suspension buvable": f"{SUSPENSION} {DRUNK} [en flacon]; {POWDER} {FOR} {SUSPENSION} {DRUNK} "
    "[en flacon]",
    "gouttes": f"{DROPS} ({DRUNK}|nasales); {SOLUTION} {DRUNK} {IN} {DROPS}",
    "ampoule": f"{SOLUTION} {DRUNK} {IN} (ampoule|amp)[s]",
    "crème": "creme; cr",
    "pommade": "(pommade|pom|pde)",
    "pommade ophtalmique": "(pom|pde) (ophtalmique|ophta|oculaire); pommade (ophtalmo|ophta)",
    "gel ophtalmique": "gel (ophtalmo|ophta)",
    "gel": "gel [dermique|cutane|oral]",
    "émulsion cutanée": "emulsion",
    "collyre": "(collyre|coll)[s] [en (solution|sol|suspension|emulsion)] [[en recipient] unidose]",
    "inhalation": f"({LIQUID}|{POWDER}) {FOR} {INHALED} [buccale] [en flacon pressurise]; "
    "aerosol doseur; inhalateur",
    "solution pour nébulisation": f"{LIQUID} {FOR} {INHALED} par nebuliseur; "
    f"{LIQUID} {FOR} (nebuliseur|nebulisation|aerosol)",
    "spray nasal": f"{LIQUID} [{FOR} pulverisation] nasale",
    "gouttes auriculaires": f"({LIQUID}|{DROPS}) [{FOR} instillation] (auriculaire|auric)[s] "
    "[en recipient unidose]",
    "patch": "(dispositif|disp)[s] (transdermique|transderm)[s]",
    "solution injectable": f"{LIQUID} {INJECTED} [{IN} {SYRINGE}]; inj; injectable; {SYRINGE}; "
    f"{POWDER} [et (solvant|solv)] [{FOR}] [{LIQUID}] {INJECTED}; "
    f"{LIQUID} {FOR} (injection|perfusion)",
    "stylo": f"{PEN}; {LIQUID} {INJECTED} {IN} {PEN}; flexpen; solostar; kwikpen",
    "lyophilisat": "(lyophilisat|lyoph) oral; lyoc",
    "solution": "solution",
    "suspension": "suspension; susp",
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
        "dose",
        "bain",
        "pression",
        "pansement",
        "pansements",
        "compresse",
        "compresses",
        "nebulisation",
        "nebulisations",
        "aerosol",
        "aerosols",
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
            # `en inhalation` is a route.
            to=lambda form: form if form != "inhalation" else None,
            reads=("en sachets",),
            must_not_read=("sous forme", "en inhalation"),
        ),
    ],
)

SUBJECTS = (FORM, ANNOUNCED)

"""Les unités : masses et volumes, unités de prise, unités de temps.

Kinds: `mass` (UCUM), `unit` (the record's dose unit), `event` (a dose unit that is an act),
`timeunit` (PeriodUnit), `roman` (Amount).
"""

from decimal import Decimal

from extraction.grammar.engine import Subject
from extraction.grammar.rule import words
from extraction.rules.meanings import Amount
from prescription.dosage import PeriodUnit

MASS = {
    "mg": "mg; milligramme[s]; mgr; mgs; millig",
    "g": "g; gr; gramme[s]; grs",
    "µg": "µg; mcg; microg; microgramme[s]; gamma[s]; γ; ug; µgr",
    "ng": "ng; nanogramme[s]",
    "mL": "ml; millilitre[s]; cc; mls",
    "L": "l; litre[s]",
    "UI": "ui; u; iu; u i; u . i [.]; unite[s]; unite[s] internationale[s]; ui (anti xa|axa); "
    "u (anti xa|axa); u . i [.] (anti xa|axa); unite[s] (botox|allergan|speywood)",
    "MUI": "mui; million[s] [d'] (ui|unites [internationales]|u); m ui; m u i; m . u . i [.]; mu",
    "mmol": "mmol; millimole[s]; mmoles",
    "mEq": "meq; milliequivalent[s]",
    "cm": "cm; centimetre[s]",
    "CH": "ch",
    "DH": "dh",
}
DOSED_AS = (
    "(effervescent|pellicule|secable|quadrisecable|orodispersible|orodisp|dispersible|enrobe)[s]"
)
UNIT = {
    "comprimé": "(comprime|comp|cp|cpr|cps|cprs|comps|cpe|cpm|cprime|co|tablette|tab|tabl|cpl)[s] "
    f"[{DOSED_AS}|pellicule[s] secable[s]|(gastro resistant|a croquer|a sucer|a liberation "
    f"prolongee|lp|oro)[s]]; "
    "cp (sec|eff|disp|oro); cachet[s]; (dragee|drag)[s]; (comprime|cp)[s] "
    "(vaginal|vaginaux|gyneco|gynecologique[s])",
    "gélule": "(gelule|gelul|gel|gelu|glle|gell)[s] "
    "[(gastro resistante|gastro resistant|gastro resist|a liberation prolongee|lp)[s]] [.]",
    "capsule": "(capsule|caps|cap)[s] [molle[s]|vaginale[s]|vag]; perle[s]",
    "sachet": "(sachet|sach|sch|sct|sac|scht)[s] [(dose|effervescent)[s]]",
    "stick": "stick[s] [dose[s]]",
    "tasse": "tasse[s]",
    "goutte": "(goutte|gtte|gtt|gte|gt|gttt)[s]",
    "bouffée": "(bouffee|bouff|bff|bf|bouf|puff|bffee)[s]",
    "inhalation": "(inhalation|inhal|inh)[s]",
    "pulvérisation": "(pulverisation|pulv|pulve|pulver|spray|pschit|pschitt|jet|push)[s] "
    "[nasale[s]]",
    "pression": "(pression|pompe)[s]",
    "application": "(application|appli|appl|applic|app)[s]; [fine|mince] couche[s] "
    "[mince[s]|fine[s]|epaisse[s]]",
    "emplâtre": "emplatre[s]",
    "dose": "dose[s]",
    "dose-poids": "dose[s] (poids|kg|par kg|/ kg|kilo); dp; graduation[s] (poids|kg); "
    "pipette[s] (dose|doses|graduee|graduees) [en] (poids|kg)",
    "injection": "(injection|inj|piqure)[s]",
    "seringue": "(seringue|ser)[s] [preremplie[s]|pre remplie[s]]",
    "stylo": "stylo[s] [prerempli[s]|pre rempli[s]|injecteur[s]]",
    "ampoule": "(ampoule|amp)[s] [buvable[s]|injectable[s]|bu|buv|inj]",
    "flacon": "(flacon|fl|flac)[s]",
    "unidose": "(unidose|monodose|recipient unidose|uni dose|ud)[s]",
    "dosette": "dosette[s]",
    "patch": "(patch|patchs|patches|dispositif|timbre|dispositif transdermique)[s]; "
    "dispositifs transdermiques",
    "suppositoire": "(suppositoire|suppo|supp|sup|suppos)[s]",
    "ovule": "(ovule|ov)[s] [(gyneco|gynecologique|vaginal)[s]|vaginaux]",
    "cuillère à café": "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] a (cafe|c); cac; "
    "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] cafe; c (/|-) c",
    "cuillère à soupe": "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] a (soupe|s); cas; "
    "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] soupe; c (/|-) s",
    "cuillère à mesure": "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] (a mesure|mesure|mes|"
    "- mesure|doseuse|"
    "a m|mesures); cam; (mesure|cuillere dose)[s]; cuilleres mesures; mesurette[s]",
    "cuillère à dessert": "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] a dessert",
    "bain de bouche": "bain[s] de bouche; bdb",
    "noisette": "noisette[s]",
    "pipette": "pipette[s]",
    "graduation": "graduation[s]",
    "pastille": "pastille[s]",
    "gomme": "gomme[s]",
    "granule": "granule[s]",
    "anneau": "anneau[x] [vaginal|vaginaux]",
    "lavement": "lavement[s]",
    "nébulisation": "(nebulisation|aerosol|neb)[s]",
    "compresse": "compresse[s]",
    "tube": "tube[s]",
    "pot": "pot[s]",
    "film": "film[s]",
    "lyophilisat": "(lyophilisat|lyoph|lyo)[s] [oral|oraux]; lyoc[s]",
    "cartouche": "cartouche[s]",
    "instillation": "instillation[s]",
    "lavage": "lavage[s]",
    "pansement": "pansement[s]",
    "implant": "implant[s]",
    "poche": "poche[s]",
    "biberon": "biberon[s]",
    "bolus": "bolus",
    "perfusion": "(perfusion|perf)[s]",
    "shampooing": "(shampooing|shampoing)[s]",
}
EVENTS = {
    "application": "(application|appli|appl|applic|app)[s]",
    "injection": "(injection|inj|piqure)[s]",
    "bain de bouche": "bain[s] de bouche; bdb",
    "lavement": "lavement[s]",
    "nébulisation": "(nebulisation|aerosol|neb)[s]",
    "instillation": "instillation[s]",
    "lavage": "lavage[s]",
    "pansement": "pansement[s]",
    "perfusion": "(perfusion|perf)[s]",
    "shampooing": "(shampooing|shampoing)[s]",
    "compresse": "compresse[s]",
}
COUNTED = frozenset(UNIT) - {"cuillère à café", "cuillère à soupe", "cuillère à mesure"}
"""Dose units that come whole, or in halves and quarters: never 1.2 of them."""
NOT_DAILY = frozenset({
    "anneau", "implant", "stérilet", "patch", "emplâtre", "injection", "seringue", "stylo",
    "ampoule", "flacon", "goutte", "unidose", "application", "bouffée", "inhalation",
    "pulvérisation", "nébulisation", "instillation", "lavage", "bain de bouche", "dose-poids",
    "cuillère à mesure",
})  # fmt: skip
"""`1 anneau 3 semaines`, `1 ampoule 3 mois`, `1 goutte 7 jours` do not say how often."""

TIME = {
    PeriodUnit.S: "seconde[s]; sec; secs",
    PeriodUnit.MIN: "minute[s]; min; mn; mins; mns",
    PeriodUnit.H: "heure[s]; h; hr[s]",
    PeriodUnit.D: "jour[s]; j; jr[s]; journee[s]; js; jrs; jous; iour[s]; jor[s]; jousr",
    PeriodUnit.WK: "semaine[s]; sem; sems",
    PeriodUnit.MO: "mois; moi; mosi",
    PeriodUnit.A: "an[s]; annee[s]",
}


ROMAN = {
    Amount(Decimal(value)): written
    for value, written in {
        2: "ii",
        3: "iii",
        4: "iv",
        5: "v",
        6: "vi",
        8: "viii",
        10: "x",
        12: "xii",
        15: "xv",
        20: "xx",
        25: "xxv",
        30: "xxx",
        40: "xl",
        50: "l",
    }.items()
}


UNITS = Subject(
    "unités",
    [
        words("unité de masse ou de volume", "mass", MASS, ("mg", "microgrammes"), ("m", "mgm")),
        words("unité de prise", "unit", UNIT, ("cp", "c. à c.", "cuillères à soupe"), ("cop",)),
        words("acte compté", "event", EVENTS, ("applications",), ("comprimés",)),
        words("chiffre romain", "roman", ROMAN, ("XV",), ("IIX",)),
        words("unité de temps", "timeunit", TIME, ("jours", "h", "sem."), ("jo",)),
    ],
)

SUBJECTS = (UNITS,)

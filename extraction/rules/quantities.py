"""Les unités et les quantités : `500 mg`, `2 cp`, `15 mg/kg` (kinds `quantity`, `dose`)."""

from dataclasses import replace
from decimal import Decimal

from extraction.grammar import Subject, rule, words
from extraction.meanings import Amount
from prescription.dosage import PeriodUnit, Ratio

MASS = {
    "mg": "mg; milligramme[s]; mgr; mgs; millig",
    "g": "g; gr; gramme[s]; grs",
    "µg": "µg; mcg; microg; microgramme[s]; gamma[s]; γ; ug; µgr",
    "ng": "ng; nanogramme[s]",
    "mL": "ml; millilitre[s]; cc; mls",
    "L": "l; litre[s]",
    "UI": "ui; u; iu; u i; unite[s]; unite[s] internationale[s]; ui anti xa; u anti xa; unite[s] "
    "botox",
    "MUI": "mui; million[s] [d'] (ui|unites|u); m ui; mu",
    "mmol": "mmol; millimole[s]; mmoles",
    "mEq": "meq; milliequivalent[s]",
    "cm": "cm; centimetre[s]",
}
DOSED_AS = "(effervescent|pellicule|secable|quadrisecable|orodispersible|dispersible|enrobe)[s]"
UNIT = {
    "comprimé": "(comprime|comp|cp|cpr|cps|cprs|comps|cpe|cpm|cprime|co|tablette)[s] "
    f"[{DOSED_AS}|pellicule[s] secable[s]|(gastro resistant|a croquer|a sucer|a liberation "
    f"prolongee|lp|oro)[s]]; "
    "cp (sec|eff|disp|oro); cachet[s]; dragee[s]; comprime[s] (vaginal|vaginaux)",
    "gélule": "(gelule|gel|gelu|glle|gell)[s] [(gastro resistante|a liberation prolongee|lp)[s]]",
    "capsule": "(capsule|caps)[s] [molle[s]|vaginale[s]]; perle[s]",
    "sachet": "(sachet|sach|sct|sac|scht)[s] [dose[s]]",
    "goutte": "(goutte|gtte|gtt|gte|gt|gttt)[s]",
    "bouffée": "(bouffee|bouff|bff|bouf|puff|bffee)[s]",
    "inhalation": "(inhalation|inhal|inh)[s]",
    "pulvérisation": "(pulverisation|pulv|pulve|pulver|spray|pschit|pschitt|jet|push)[s]",
    "pression": "(pression|pompe)[s]",
    "application": "(application|appli|appl|applic)[s]; couche[s]",
    "dose": "dose[s]",
    "dose-poids": "dose[s] (poids|kg|par kg|/ kg|kilo); graduation[s] (poids|kg); "
    "pipette[s] (dose|doses|graduee|graduees) [en] (poids|kg)",
    "injection": "(injection|inj|piqure)[s]",
    "seringue": "(seringue|ser)[s] [preremplie[s]|pre remplie[s]]",
    "stylo": "stylo[s] [prerempli[s]|pre rempli[s]|injecteur[s]]",
    "ampoule": "(ampoule|amp)[s] [buvable[s]|injectable[s]|bu|buv|inj]",
    "flacon": "(flacon|fl|flac)[s]",
    "unidose": "(unidose|monodose|dosette|recipient unidose|uni dose)[s]",
    "patch": "(patch|patchs|patches|dispositif|timbre|dispositif transdermique)[s]; "
    "dispositifs transdermiques",
    "suppositoire": "(suppositoire|suppo|supp|sup|suppos)[s]",
    "ovule": "(ovule|ov)[s]",
    "cuillère à café": "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] a (cafe|c); cac; "
    "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] cafe; c (/|-) c",
    "cuillère à soupe": "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] a (soupe|s); cas; "
    "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] soupe; c (/|-) s",
    "cuillère à mesure": "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] (a mesure|mesure|mes|"
    "doseuse|"
    "a m|mesures); cam; (mesure|cuillere dose)[s]; cuilleres mesures; mesurette[s]",
    "cuillère à dessert": "(cuillere|cuilleree|cuiller|cuill|cuil|c)[s] a dessert",
    "bain de bouche": "bain[s] de bouche; bdb",
    "noisette": "noisette[s]",
    "pipette": "pipette[s]",
    "graduation": "graduation[s]",
    "pastille": "pastille[s]",
    "gomme": "gomme[s]",
    "lavement": "lavement[s]",
    "nébulisation": "(nebulisation|aerosol|neb)[s]",
    "compresse": "compresse[s]",
    "tube": "tube[s]",
    "film": "film[s]",
    "lyophilisat": "lyophilisat[s] [oral|oraux]; lyoc[s]",
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
    "application": "(application|appli|appl|applic)[s]",
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


def _in_mass(number: Amount, unit: str) -> Amount | None:
    return number.of(unit) if number.low > 0 else None


def _in_unit(number: Amount, unit: str) -> Amount | None:
    if number.low <= 0:
        return None
    if unit in COUNTED and any(4 * n % 1 for n in (number.low, number.high or number.low)):
        return None
    return number.of(unit)


def _half_more(dose: Amount) -> Amount | None:
    if dose.high is not None or dose.low % 1:
        return None
    return replace(dose, low=dose.low + Decimal("0.5"))


def _two_units(low: Amount, low_unit: str, high: Amount, high_unit: str) -> Amount | None:
    """`500 mg à 1 g` in the smaller unit."""
    scale = {"g": 1000, "mg": 1, "MUI": 1_000_000, "UI": 1}
    if low_unit != high_unit:
        if low_unit not in scale or high_unit not in scale:
            return None
        factor = Decimal(scale[high_unit]) / scale[low_unit]
        if factor < 1 or (low_unit in ("mg", "g")) != (high_unit in ("mg", "g")):
            return None
        high = high.times(factor)
    if not 0 < low.low < high.low or low.high or high.high:
        return None
    return Amount(low.low, high.low, low_unit, doubtful=low.doubtful or high.doubtful)


def _two_doses(low: Amount, high: Amount) -> Amount | None:
    if low.unit != high.unit or low.high or high.high or not low.low < high.low:
        return None
    return Amount(low.low, high.low, low.unit)


def _dosed(dose: Amount, strength: tuple[Ratio, ...]) -> Amount:
    return replace(dose, strength=strength)


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

QUANTITIES = Subject(
    "quantités",
    [
        rule(
            "quantité",
            "quantity",
            "{count} [de|d'] {mass}",
            to=_in_mass,
            reads=("500 mg", "0,5 g", "100 000 UI", "dix milligrammes", "5 à 10 mL"),
            must_not_read=("0 mg", "mg", "05 mg"),
        ),
        rule(
            "quantité par kilo",
            "quantity",
            "{count} {mass} (/|par) (kg|kilo|kilos) [de poids]",
            "{count} {mass} / kg / (prise|dose)",
            "{count} {mass} (/|par) (kg|kilo) (par prise|par dose)",
            to=lambda n, unit: _in_mass(n, f"{unit}/kg"),
            reads=("15 mg/kg", "60 mg par kg", "15 mg/kg/prise"),
            must_not_read=("15 mg", "15 kg"),
        ),
        rule(
            "quantité par mètre carré",
            "quantity",
            "{count} {mass} (/|par) (m²|m 2|m2|m ²)",
            to=lambda n, unit: _in_mass(n, f"{unit}/m2"),
            reads=("75 mg/m²",),
            must_not_read=("75 mg/m",),
        ),
        rule(
            "débit",
            "quantity",
            "{count} {mass} (/|par) (min|minute|mn)",
            to=lambda n, unit: _in_mass(n, f"{unit}/min") if unit in ("L", "mL") else None,
            reads=("2 L/min", "2 litres par minute"),
            must_not_read=("2 L", "2 mg/min"),
        ),
        rule(
            "gouttes en chiffres romains",
            "dose",
            "{roman} (gouttes|gttes|gtt|gttes)",
            to=lambda n: n.of("goutte"),
            reads=("XV gouttes", "XX gttes"),
            must_not_read=("XV", "X 3"),
        ),
        rule(
            "intervalle de quantités",
            "quantity",
            "{number} {mass} (a|-|ou) {number} {mass}",
            to=_two_units,
            reads=("500 mg à 1 g", "250 mg à 500 mg"),
            must_not_read=("1 g à 500 mg", "1 g à 2 mL"),
        ),
        rule(
            "dose",
            "dose",
            "{count} [de|d'] {unit}",
            to=_in_unit,
            reads=("1 cp", "1/2 comprimé", "deux gélules", "1 à 2 bouffées", "1 c. à café"),
            must_not_read=("1,2 cp", "0 cp", "cp"),
        ),
        rule(
            "dose par kilo",
            "dose",
            "{count} {unit} (/|par) (kg|kilo|kilos) [de poids]",
            to=lambda n, unit: None if unit == "dose" else n.of(f"{unit}/kg"),
            reads=("10 gouttes/kg", "10 gouttes par kilo"),
            must_not_read=("1 dose/kg", "10 gouttes"),
        ),
        rule(
            "dose-poids seule",
            "dose",
            "dose[s] (poids|kg)",
            value=Amount(Decimal(1), unit="dose-poids"),
            reads=("dose-poids",),
            must_not_read=("dose",),
        ),
        rule(
            "poids de la dose",
            "weight",
            "[de|pour|a|correspondant a] {number} (kg|kilos|kilo)",
            reads=("de 10 kg", "pour 12 kg"),
            must_not_read=("10 mg", "kg"),
        ),
        rule(
            "demi-unité",
            "dose",
            "demi {unit}",
            to=lambda unit: Amount(Decimal("0.5"), unit=unit),
            reads=("demi-comprimé",),
            must_not_read=("comprimé",),
        ),
    ],
)

STRENGTHENED = Subject(
    "doses composées",
    [
        rule(
            "dose et demie",
            "dose",
            "{dose} et (demi|demie)",
            to=_half_more,
            reads=("1 cp et demi", "2 comprimés et demi"),
            must_not_read=("1/2 cp et demi", "1 cp demi"),
        ),
        rule(
            "intervalle de doses",
            "dose",
            "{dose} (a|ou|-) {dose}",
            to=_two_doses,
            reads=("1 cp à 2 cp",),
            must_not_read=("1 cp à 2 gélules", "2 cp à 1 cp"),
        ),
    ],
)

SUBJECTS = (UNITS, QUANTITIES, STRENGTHENED)

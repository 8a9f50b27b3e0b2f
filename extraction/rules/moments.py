"""Les moments et les repas : `matin, midi et soir`, `30 min avant le dîner` (kind `moments`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Chain, rule, words
from extraction.rules.meanings import Amount, Moment, Moments
from prescription.dosage import EventTiming, PeriodUnit

E = EventTiming
DAYPARTS = {
    Moment(E.MORN): "[le|au|du|les|ce|chaque|tous les|ts les|/] (matin|mat|matins|matinee|mtn|mati|"
    "matn); "
    "(le|au|du|chaque|tous les) martin; [(dans|dans la|en debut de|en fin de)] matinee; mane",
    Moment(E.NOON): "[le|a|au|du|ce|chaque|tous les|ts les|/] (midi|midis|mid)",
    Moment(E.AFT): "[l'|dans l'|en debut d'|en fin d'] (apres-midi|aprem|ap midi|apm); "
    "[au|vers] (gouter|4 heures|quatre heures)",
    Moment(E.EVE): "[le|au|du|les|ce|chaque|tous les|ts les|/] (soir|soirs|soiree|soire|sior); "
    "(dans la|en) soiree; "
    "en fin de journee; vesperal[e]; vespere",
    Moment(E.NIGHT): "[la|/|dans la|pour la|chaque|toutes les|pendant la|en cours de] (nuit|nuits)",
    Moment(E.HS): "[le] (coucher|couch)",
    Moment(E.WAKE): "[le] (reveil|lever|levee)",
}
AT_BED = {
    Moment(E.HS): "(au|du|avant le|avant|juste avant le|au moment du|a l'heure du) "
    "(coucher|couch|couche); [juste|immediatement] avant de (dormir|se coucher|s'endormir); "
    "en se couchant; hs; qhs; q h s; nocte; avant l'endormissement; h s",
    Moment(E.WAKE): "(au|des le|a|du) (reveil|lever|levee); en se levant; avant de se lever",
}
RELATIONS = {
    "AC": "[juste] avant; ac; avt; av",
    "C": "[au|en] debut [de]; pendant; au cours de; au cours d'; au cours; "
    "au moment de; au moment d'; au moment; au milieu d'; avec; "
    "lors de; au milieu de; au milieu; durant; dans; milieu de; en mangeant avec; pdt",
    "PC": "[juste|immediatement|tout de suite] apres; apr; aps; ap; a la fin [de]; [en] fin de; "
    "a l'issue de; pc",
}
MEALS = {
    "M": "[le|son|un|chaque|les|du] petit[s] (dejeuner|dej|dejeuners|dejeune|d); pdj; ptit dej; "
    "p'tit dej[euner]; ptt dej; petit dej; le pt dej; [le] repas du matin; p dej; pt dej; "
    "[le] petitdejeuner",
    "D": "[le|son|un|chaque|les|du] (dejeuner|dej|dejeuners); [le] repas (du|de) midi; "
    "le repas de la mi journee",
    "V": "[le|son|un|chaque|les|du] (diner|diners|souper); [le] repas du soir",
    "": "[le|les|chaque|chacun des|des|un|son|ses|du|tous les|ts les|l'un des] repas "
    "[principaux|principal]; "
    "[de] manger; "
    "[la|les|des] (prise alimentaire|prises alimentaires)",
}
AT_MEAL = {
    E.CM: "au[x] petit[s] (dejeuner|dej|dejeuners|d); "
    "au (pdj|p dej|pt dej|ptt dej|ptit dej|p'tit dej|p'tit dejeuner); "
    "au repas du matin",
    E.CD: "au[x] (dejeuner|dej|dejeuners); au repas (du|de) midi",
    E.CV: "au[x] (diner|souper|diners); au repas du soir",
    E.C: "au[x] [moment du|moment des|moment de chaque|milieu du|milieu des] repas; "
    "a [chaque|tous les|chacun des] repas; au milieu d'un repas; au repas; en mangeant; a table",
}
SAME_PART = {E.MORN: "M", E.NOON: "D", E.EVE: "V"}
MINUTES = {PeriodUnit.MIN: 1, PeriodUnit.H: 60}
MEAL_CODE = {f"{r}{m}": EventTiming(f"{r}{m}") for r in ("AC", "C", "PC") for m in ("", *"MDV")}


def at_meal(relation: str, meal: str) -> Moment:
    """`avant` and `le dîner` as one moment."""
    return Moment(MEAL_CODE[relation + ("" if meal == "-" else meal)])


def delayed(length: Amount, unit: PeriodUnit, moment: Moment) -> Moment | None:
    """`30 min` before or after a meal, or before going to bed; None beside any other moment."""
    if unit not in MINUTES or moment.offset is not None:
        return None
    if not (moment.when.startswith(("AC", "PC")) or moment.when in (E.HS, E.WAKE)):
        return None
    minutes = length.low * MINUTES[unit]
    return Moment(moment.when, int(minutes)) if minutes % 1 == 0 and length.high is None else None


def same_moment(part: Moment, other: Moment) -> Moment | None:
    """`le soir avant le dîner`, `le soir au coucher`: one moment, the more precise."""
    letter = SAME_PART.get(part.when)
    if letter and other.when in (f"AC{letter}", f"C{letter}", f"PC{letter}"):
        return other
    if (part.when, other.when) in ((E.EVE, E.HS), (E.MORN, E.WAKE), (E.NIGHT, E.HS)):
        return other
    return None


def _list(moments: list[Moment]) -> Moments | None:
    codes = [m.when for m in moments]
    return Moments(tuple(moments)) if len(set(codes)) == len(codes) <= 8 else None


def _meals(relation: str, parts: Moments) -> Moments | None:
    """`avant les repas du midi et du soir`."""
    letters = [SAME_PART.get(m.when) for m in parts.moments]
    if None in letters:
        return None
    return Moments(tuple(Moment(MEAL_CODE[f"{relation}{letter}"]) for letter in letters))


def _inherit(relation: str, meals: list[str]) -> Moments:
    return Moments(tuple(Moment(MEAL_CODE[relation + meal]) for meal in meals))


def _delayed_list(
    length: Amount, unit: PeriodUnit, relation: str, meals: list[str]
) -> Moments | None:
    found = [delayed(length, unit, moment) for moment in _inherit(relation, meals).moments]
    return Moments(tuple(m for m in found if m is not None)) if None not in found else None


VOCABULARY = Subject(
    "moments et repas",
    [
        words("moment de la journée", "daypart", DAYPARTS, ("matin", "le soir", "coucher"), ("m",)),
        words("coucher, réveil", "bedtime", AT_BED, ("au coucher", "dès le réveil"), ("coucher",)),
        words("relation au repas", "relation", RELATIONS, ("avant", "au cours de"), ("selon",)),
        words(
            "repas",
            "meal",
            {letter or "-": ways for letter, ways in MEALS.items()},
            ("le dîner", "les repas"),
            ("le soir",),
        ),
        words(
            "au repas nommé",
            "at_meal",
            {Moment(code): ways for code, ways in AT_MEAL.items()},
            ("au dîner",),
            ("dîner",),
        ),
    ],
)
MEALTIMES = Subject(
    "moments des repas",
    [
        rule(
            "au repas",
            "mealtime",
            "{at_meal}",
            reads=("au petit déjeuner",),
            must_not_read=("petit",),
        ),
        rule(
            "avant, pendant, après un repas",
            "mealtime",
            "{relation} {meal}",
            to=at_meal,
            reads=("avant le petit déjeuner", "au cours des repas", "au début du dîner"),
            must_not_read=("avant", "le repas", "avant le coucher"),
        ),
        Chain(
            "liste de repas",
            "meal_list",
            "meal",
            (", ", "et", "et le", ", le", "/", "+", ""),
            lambda meals: meals if all(m != "-" for m in meals) else None,
            at_least=2,
            reads=("le petit déjeuner et le dîner",),
            must_not_read=("le dîner",),
        ),
    ],
)
PRECISE = Subject(
    "moments précis",
    [
        rule(
            "moment",
            "moment",
            "{daypart}",
            "{mealtime}",
            "{bedtime}",
            reads=("le soir",),
            must_not_read=("soi",),
        ),
        rule(
            "moment et repas du même moment",
            "moment",
            "{daypart} [,] {mealtime}",
            "{daypart} [,] [juste|immediatement] {bedtime}",
            to=same_moment,
            reads=("le soir avant le dîner", "le soir au coucher", "matin au petit déjeuner"),
            must_not_read=("le matin avant le dîner", "matin soir"),
        ),
        rule(
            "délai avant un moment",
            "moment",
            "{number} {timeunit} {mealtime}",
            "{number} {timeunit} {bedtime}",
            "environ {number} {timeunit} {mealtime}",
            "{number} (d'|d) {timeunit} {mealtime}",
            to=delayed,
            reads=(
                "30 min avant le petit déjeuner",
                "1/4 d'heure avant le dîner",
                "1 h avant le coucher",
                "2h après le repas",
            ),
            must_not_read=("30 min pendant le repas", "30 min"),
        ),
        rule(
            "délai dans le moment",
            "moment",
            "{daypart} [,] {number} {timeunit} {mealtime}",
            "{daypart} [,] {number} {timeunit} {bedtime}",
            to=lambda part, n, u, m: (
                delayed(n, u, same) if (same := same_moment(part, m)) else None
            ),
            reads=("le matin 30 minutes avant le petit déjeuner",),
            must_not_read=("le matin 30 minutes avant le dîner",),
        ),
        rule(
            "avant plusieurs repas nommés",
            "moments",
            "{relation} {meal_list}",
            to=_inherit,
            reads=("avant le petit déjeuner et le dîner",),
            must_not_read=("avant le dîner",),
        ),
        rule(
            "délai avant plusieurs repas nommés",
            "moments",
            "{number} {timeunit} {relation} {meal_list}",
            to=_delayed_list,
            reads=(
                "30 min avant le petit déjeuner et le dîner",
                "2 h après le déjeuner et le dîner",
            ),
            must_not_read=("30 min avant le dîner", "30 min pendant le déjeuner et le dîner"),
        ),
        words(
            "initiales des moments",
            "moments",
            {
                Moments((Moment(E.MORN), Moment(E.NOON), Moment(E.EVE))): "m m s; mms; m / m / s; "
                "m + m + s; m , m , s; m - m - s",
                Moments((Moment(E.MORN), Moment(E.EVE))): "m et s; m / s; m + s; m s; ms; m & s",
                Moments(
                    (Moment(E.MORN), Moment(E.NOON), Moment(E.EVE), Moment(E.HS))
                ): "m m s c; mmsc; m / m / s / c",
            },
            ("M/M/S", "MMS", "M et S"),
            ("M", "S"),
        ),
    ],
)
LISTS = Subject(
    "listes de moments",
    [
        Chain(
            "liste de moments",
            "moments",
            "moment",
            ("", ",", "et", ", et", "/", "+", "-", "&", "puis"),
            _list,
            reads=("matin, midi et soir", "matin midi soir coucher", "matin/soir", "le soir"),
            must_not_read=("matin matin", "matin ou soir"),
        ),
    ],
)
REPEATED = Subject(
    "repas nommés par leur moment",
    [
        rule(
            "avant plusieurs repas nommés, et un moment",
            "moments",
            "{relation} {meal_list} (,|et|, et|puis|+) {moments}",
            to=lambda relation, meals, more: _list(
                [*_inherit(relation, meals).moments, *more.moments]
            ),
            reads=("après le petit déj, déj, dîner et au coucher",),
            must_not_read=("après le déjeuner et au coucher", "après le petit déj et le dîner"),
        ),
        rule(
            "repas du midi et du soir",
            "moments",
            "{relation} [le|les|des|du] repas [du|de|le] {moments}",
            to=_meals,
            reads=("avant les repas du midi et du soir",),
            must_not_read=("avant les repas",),
        ),
        rule(
            "à chaque repas du midi et du soir",
            "moments",
            "(aux|au|a chaque) repas [du|de|le] {moments}",
            to=lambda parts: _meals("C", parts),
            reads=("aux repas du midi et du soir",),
            must_not_read=("aux repas",),
        ),
    ],
)

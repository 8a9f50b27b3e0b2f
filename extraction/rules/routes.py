"""La voie et le site : `SC`, `per os`, `dans l'œil droit` (kinds `route`, `site`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Phrase, rule, words
from extraction.rules.conditions import STOPS

BY = "[par|en|par la|pour|par voie|en injection|par injection|voie]"
ROUTES = {
    "orale": f"{BY} (per os|po|p o|peros|orale); {BY} digestive; vo; v o; par la bouche",
    "sous-cutanée": f"{BY} (sous cutanee|sous cut|s cut|ss cut|sous cutane|"
    "sous cutanees|sc|s c|s / c|souscutanee); en sous cutane",
    "intramusculaire": f"{BY} (intra musculaire|intramusculaire|im|i m|"
    "intra musculaires|intramusculaires)",
    "intraveineuse": f"{BY} (intra veineuse|intraveineuse|iv|i v|ivl|ivd|ivse|"
    "intraveineuse lente|intraveineuse directe|iv lente|iv directe|ivdl|intra veineuses)",
    "sublinguale": f"{BY} (sub linguale|sublinguale|sub lingual|sublingual|perlinguale|"
    "sublinguaux|sublinguales); "
    "[a laisser fondre|laisser fondre|a faire fondre|fondre|a placer|a mettre|a dissoudre] "
    "sous la langue; sl; s l",
    "intradermique": f"{BY} (intradermique|intra dermique); (par|voie|par voie|en|par la voie) id",
    "rectale": f"{BY} (rectale|intra rectale|intrarectale|anale|intrarectal); par le rectum; vr; "
    f"v r; ir; "
    "en intra rectal; dans le rectum; en lavement[s]",
    "vaginale": f"{BY} (vaginale|intra vaginale|intravaginale|intravaginal|vag); dans le vagin; "
    "au fond du vagin; en intra vaginal",
    "nasale": f"{BY} (nasale|intranasale|intra nasale|endonasale|endo nasale)",
    "ophtalmique": f"{BY} voie (ophtalmique|oculaire); [en] usage ophtalmique",
    "auriculaire": f"{BY} voie (auriculaire|otique); [en] usage auriculaire",
    "inhalée": f"{BY} voie (inhalee|inhalatoire|respiratoire); en inhalation; par inhalation; "
    "en aerosol[s]; [en|par] nebulisation[s]; inhalee",
    "transdermique": f"{BY} (transdermique|percutanee|trans dermique)",
    "cutanée": f"{BY} voie (cutanee|locale|topique|dermique|externe); en [application|"
    "applications] "
    "(locale|cutanee|locales|cutanees); en local; [en] usage (externe|cutane|local|topique); "
    "localement",
    "buccale": "[par|en] voie (buccale|oromuqueuse|gingivale|transmuqueuse); en gargarisme[s]",
}
SITES = {
    "œil droit": "[dans|a|sur] [l'] (œil|oeil|o) (droit|dt|dr|d); od; o d; "
    "[dans|a|sur] [l'] (œil|oeil) (opere|atteint|malade|infecte) ‹ (od|œil droit|droit) ›",
    "œil gauche": "[dans|a|sur] [l'] (œil|oeil|o) (gauche|gche|g); og; o g; "
    "[dans|a|sur] [l'] (œil|oeil) (opere|atteint|malade|infecte) ‹ (og|œil gauche|gauche) ›",
    "les deux yeux": "[dans|sur] chaque (œil|oeil|yeux); par (œil|oeil); / (œil|oeil); [dans|sur|"
    "aux] [les] (deux|2) (yeux|y); odg; o d g; odog; od (et|+|/|&) og; "
    "les yeux; dans les yeux; (les|aux) yeux; dans (les|) (deux|2) (œils|oeils); "
    "(œil|oeil) droit et [œil|oeil] gauche; (œil|oeil) dt et g; ods; oedg",
    "œil atteint": "[dans|a|sur] [l'] (œil|oeil) atteint",
    "œil opéré": "[dans|a|sur] [l'] (œil|oeil) opere",
    "œil malade": "[dans|a|sur] [l'] (œil|oeil) malade",
    "œil infecté": "[dans|a|sur] [l'] (œil|oeil) infecte",
    "une narine": "dans une [seule] narine",
    "chaque narine": "[dans|a] (chaque|chaq|chq) (narine|fosse nasale); / narine; par narine; "
    "dans chacune des narines; [dans] [les] (deux|2) (narines|fosses nasales); dans les narines; "
    "dans les fosses nasales; dans le nez",
    "narine droite": "[dans] [la] narine (droite|dte|d)",
    "narine gauche": "[dans] [la] narine (gauche|gche|g)",
    "oreille droite": "[dans] [l'] oreille (droite|dte|d)",
    "oreille gauche": "[dans] [l'] oreille (gauche|gche|g)",
    "les deux oreilles": "[dans] [les] (deux|2) oreilles; dans les oreilles",
    "chaque oreille": "[dans] chaque oreille; par oreille",
    "derrière l'oreille": "derriere (l'|une) oreille",
    "oreille atteinte": "[dans] [l'] oreille (atteinte|malade|infectee)",
}
SITES = {place: ways.replace("dans", "(dans|ds)") for place, ways in SITES.items()}
BODY = (
    "(lesion|plaque|plaie|visage|zone|peau|cuir chevelu|genou|dos|epaule|main|pied|ongle|bouton|"
    "joue|front|aisselle|pli|cou|corps|jambe|bras|cuisse|abdomen|ventre|coude|cheville|cicatrice|"
    "escarre|ulcere|siege|fesse|deltoide|muscle|fesses|fav|catheter|stomie|face|gouttiere|langue|paupiere|levre|gencive|aphte|anus|vulve|gland|verrue|eczema|tronc|"
    "membre|articulation|region|parties|partie|point|muqueuse|surface|poignet|hanche|doigt|orteil|"
    "bouche|crevasse|mycose|brulure|poitrine|thorax|sein|mamelon|nuque|rachis|conjonctive|"
    "mollet|avant bras|talon|menton|oreille|tempe|crane)"
)
BARE = "(visage|mains|pieds|plis|tronc|membres|coudes|genoux|jambes|bras|dos|cou|aisselles|ongles)"


def _any_of(*routes: str) -> str | None:
    return " ou ".join(routes) if len(set(routes)) == len(routes) else None


TWO_ROUTES = Subject(
    "deux voies",
    [
        rule(
            "une voie ou une autre",
            "route",
            "{route} (ou|/|ou bien) {route}",
            "{route} (ou|/|,) {route} (ou|/|ou bien) {route}",
            to=_any_of,
            reads=("IM ou SC", "par voie orale ou rectale", "IM, IV ou SC"),
            must_not_read=("SC ou SC", "SC"),
        ),
    ],
)
SUBJECTS = (
    Subject(
        "voie et site",
        [
            words("voie", "route", ROUTES, ("SC", "par voie orale", "per os", "IVL"), ("voie",)),
            words(
                "site", "site", SITES, ("dans l'œil droit", "ODG", "dans chaque narine"), ("œil",)
            ),
            rule(
                "ouverture d'un site",
                "site_open",
                "(sur|au niveau de|ds|entre|autour de|derriere|dans) (le|la|les|l'|chaque|toute|"
                "tout|"
                "toutes|une|un|) [toute|tout|toutes] [la|le|les|l'] " + BODY + "[s|x]",
                "face (anterieure|externe|ant|ext|interne|posterieure|antero externe|ant ext) [de]",
                "(au niveau du|au niveau de la|au niveau des|au niveau de l') " + BODY + "[s|x]",
                value=True,
                reads=("sur les lésions", "sur le visage", "au niveau du genou"),
                must_not_read=("sur 3 jours", "les lésions"),
            ),
        ],
    ),
    TWO_ROUTES,
    Subject(
        "site sur le corps",
        [
            rule(
                "site sans préposition",
                "body_site",
                "(visage|cuir chevelu|corps entier|tout le corps|rachis (lombaire|cervical|"
                "dorsal))",
                f"{BARE} (et|+|/|,|&) [(le|la|les)] {BARE} [(et|,|+) {BARE}]",
                value=True,
                reads=("visage", "cuir chevelu", "mains et pieds", "coudes, genoux et dos"),
                must_not_read=("peau", "sur 3 jours", "mains"),
            ),
            rule(
                "site entre parenthèses",
                "body_site",
                f"‹ [le|la|les|l'] {BODY}[s|x] [(droit|gauche|droite|externe|interne)[s]] ›",
                value=True,
                reads=("(deltoïde)", "(bras gauche)"),
                must_not_read=("deltoïde", "(IM)"),
            ),
            Phrase(
                "site sur le corps",
                "body_site",
                "site_open",
                STOPS | {"condition", "duration", "site", "rhythm", "note_open", "since"},
                reads=("sur les lésions", "sur les lésions du visage"),
                must_not_read=("sur 3 jours", "sur les lésions depuis 10 jours"),
            ),
        ],
    ),
)

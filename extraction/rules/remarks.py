"""Les remarques qui portent des nombres sans être une posologie (kinds `note`, `vague`).

`boire 2 L par jour`, `NFS tous les 10 jours`, `à débuter 2 jours avant`: kept word for word.
"""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Phrase, rule
from extraction.rules.conditions import LENGTHS, LINKS

NUMBERS = (
    "threshold",
    "minutes",
    "date",
    "rhythm",
    "events",
    "interval",
    "daily",
    "timed_cycle",
    "cycle",
    "per",
    "span",
    "hours",
    "hour",
    "moments",
    "moment",
    "days",
    "day_number",
    "ordinal",
    "quantity",
    "dose",
    "count",
)
SETTLED = frozenset(
    {"then", "stop", "substitution", "repeats", "supply", "supply_span", "maximum", "slots"}
    | {"times_dose", "note_open", "as_needed", "stage", "cell"}
)
STOPPING = (
    "(stop|stopper|stoppe|arret|arreter|arrete|suspendre|suspend|supprimer|supprime|sauter|saute|"
    "omettre|suppression)"
)
REMARKS = Subject(
    "remarques",
    [
        rule(
            "ouverture d'une remarque",
            "remark_open",
            "(delivrance|delivrer|dispensation|a delivrer) (dans|tous|toutes|hebdomadaire|"
            "fractionnee|par|en|de|chaque)",
            "(a fractionner|fractionner|fractionnement|en {number} fractions|fractions de)",
            "(reprise|reprendre|relais) [du traitement|per os] (a|le|des|au|dans|apres)",
            "[la|une] {ordinal} ({unit}|prise|injection|dose) [possible|eventuelle|si besoin]",
            "(appeler|consulter|venir|contacter|prevenir|revenir|telephoner|se presenter)",
            "[,] (si|en cas d') oubli [d'une prise|de prise|de pilule|d'un comprime|de]",
            "(pose|fait|faite|faites|realise|realisee) (par|au|a la|a l') "
            "(cabinet|ide|infirmier|infirmiere|domicile|hopital|cmp|hdj|centre)",
            value=True,
            reads=("délivrance fractionnée", "à fractionner", "faite au cabinet", "si oubli"),
            must_not_read=("1 injection", "en 3 prises"),
        ),
        rule(
            "ouverture d'un interdit",
            "change_open",
            "(ne pas|ne jamais|ne plus|ne rien|n'en prendre|ne) (prendre|donner|utiliser|"
            "administrer|appliquer|depasser la|renouveler sans|faire|injecter|instiller|associer|"
            "reprendre|arreter|modifier|mettre|inhaler|poursuivre|continuer|redonner)",
            "jamais (si|en cas|le|la|les|avant|apres|a jeun|plus|sans|en meme temps|avec)",
            value=True,
            reads=("ne pas prendre", "jamais si"),
            must_not_read=("ne", "jamais", "pas le soir"),
        ),
        rule(
            "ouverture d'un délai",
            "remark_open",
            "(a ne pas|ne pas|pas de) (renouveler|renouvellement|renouvelable) (sans|avant)",
            "(a prendre|prendre|administrer|a administrer|prise) (a distance|au moins|a au moins)",
            "(au moins|minimum) {number} (h|heures|heure|min|minutes) (apres|avant)",
            "{number} (h|heures|heure|jours|jour|j|min) (avant|apres) [la|le|l'|les|chaque] "
            "(methotrexate|mtx|chimiotherapie|chimio|injection|fin|arret|debut|derniere|dernier|"
            "extraction|levothyrox|fer|cure|retour|accouchement)",
            "[et] (a|) (debuter|commencer|demarrer|poursuivre|continuer|reprendre|arreter|"
            "prendre|faire|appliquer|injecter|instiller) [au moins|environ] {span} (avant|apres)",
            "[et] (a|) (debuter|commencer|demarrer|arreter) [au moins|environ] {number} (h|heures|"
            "heure|min|minutes|mn) (avant|apres)",
            "[et] [a] (arret|stop|stopper|suspendre|suspension|interrompre|interruption) [au moins|"
            "environ|le traitement] ({span}|{number} (h|heures|j|jours)) (avant|apres)",
            "[et] (a|) (debuter|commencer|demarrer|poursuivre|continuer) (la veille|le jour|"
            "l'avant veille|le lendemain|le soir|le matin|des)",
            "(dans|sous) les {span} [(apres|suivant|qui suivent|suivants|suivantes)]",
            "{number} (h|heures|heure) (apres|avant) et {number} (h|heures|heure) (avant|apres)",
            value=True,
            reads=("à débuter 2 jours avant", "stop 48 h avant", "dans les 72 h"),
            must_not_read=("à débuter", "1 h avant", "pendant 3 jours"),
        ),
        rule(
            "tous les jours de la semaine",
            "note",
            "(y compris|meme|inclus) [les|le] (dimanche|dimanches|week end|weekend|we|samedi|"
            "samedis|samedis et dimanches) [et] [les] [jours|jour] [feries|ferie]",
            "[y compris|meme|et] [les|le] [dimanche|dimanches|week end|weekend|we|samedi|samedis] "
            "[et] [les] [jours|jour] (feries|ferie) [inclus|compris]",
            "[toujours] a (la|) meme heure",
            "[avec|via|par|dans|+|a travers] [une|la|sa] chambre [d'inhalation|d'inhal] "
            "[(babyhaler|aerochamber|vortex|tipshaler|able spacer|volumatic|itinhaler)]",
            "[meme] (pendant|pdt|durant) les regles",
            "[pendant] le temps des regles",
            "[en|une] couche[s] (fine|mince|epaisse)[s]",
            "(visage|yeux|plis|paupieres|muqueuses) exclu[e][s]",
            "[en] ald [(oui|exonerante|exo)]",
            "(aux|par) lunettes [nasales]",
            "au masque",
            "[toujours] le meme jour [de la semaine]",
            "a heure[s] (fixe|fixes|reguliere|regulieres)",
            "(adulte|adultes|enfant|enfants|nourrisson|nourrissons|nourr|nour|enf|sans sucre[s]|"
            "buvable)",
            "en massant [(doucement|legerement|bien)]",
            value=True,
            reads=(
                "en massant",
                "y compris dimanches et fériés",
                "à la même heure",
                "adultes",
                "sans sucre",
                "avec chambre d'inhalation",
                "le temps des règles",
                "visage exclu",
            ),
            must_not_read=("le dimanche", "à 8 heures", "samedi et dimanche"),
        ),
        rule(
            "intervalle entre deux prises",
            "note",
            "[en|a] [respecter|respectant|espacer|avec|laisser] [un|les prises] [intervalle|delai|"
            "espacement] [minimum|minimal|d'au moins|de|d'] [minimum|minimal|d'au moins|au moins|"
            "de] {count} (h|heure|heures|min|minutes|jour|jours|j) [minimum|au moins|au minimum|"
            "min] entre [deux|2|chaque|les|toutes les|2 x] (prise|dose|injection|bouffee|"
            "administration|pulverisation|instillation)[s]",
            value=True,
            reads=(
                "respecter 4 h entre 2 prises",
                "intervalle minimum de 4 heures entre deux prises",
                "en respectant un intervalle d'au moins 6 heures entre les prises",
            ),
            must_not_read=("toutes les 4 heures", "2 prises"),
        ),
        rule(
            "délai après le repas",
            "note",
            "dans les {number} (min|minutes|mn|h|heures|heure)",
            "[au moins|pendant|porter|a garder|garder] {number} (h|heures) (par jour|/ j|/ jour|/ "
            "24|/ 24 h|sur 24|par 24 h) [(dont|la|pendant) [la] nuit]",
            value=True,
            reads=("dans les 30 min", "16 h par jour", "12 h/24"),
            must_not_read=("30 min", "12 h"),
        ),
        rule(
            "solution de dilution",
            "note",
            "[‹] [perf|perfusion|poche|dilue|diluee|diluer|a diluer|dilution] [.] [dans|de|"
            "avec] [une poche de|un flacon de] {quantity} [de|d'] (nacl|serum physiologique|"
            "serum sale|serum|glucose|serum glucose|eau ppi|ppi|eau pour preparation injectable|"
            "chlorure de sodium|ringer|solute|g|isotonique) [{strength}|{number} %] [›]",
            value=True,
            reads=("(perf. 100 ml NaCl 0,9 %)", "dans 250 mL de G5 %", "dilué dans 50 mL de NaCl"),
            must_not_read=("100 mL", "dans un verre d'eau"),
        ),
        rule(
            "solvant et son titre",
            "note",
            "[‹] [a] [dilue|diluee|diluer|dilution|reconstituer|reconstitue|reconstituee|melanger|"
            "melange] (avec|dans) [de la|de l'|la|le|du|un|une] [ampoule|amp|flacon|solution] "
            "[solvant|de|d'|a la] (lidocaine|xylocaine|nacl|serum physiologique|eau ppi|"
            "chlorure de sodium|glucose) [{strength}|{number} %] [›]",
            value=True,
            reads=("diluer avec lidocaïne 1 %", "avec de la lidocaïne 1 %", "dans NaCl 0,9 %"),
            must_not_read=("lidocaïne 1 %", "diluer", "avec 1 %"),
        ),
        rule(
            "sans attendre",
            "note",
            "(des que|aussitot que|le plus tot|le plus vite|le plus rapidement) possible",
            value=True,
            reads=("dès que possible", "le plus tôt possible"),
            must_not_read=("dès que", "dès que douleur", "si possible"),
        ),
        rule(
            "ouverture d'un changement de dose",
            "change_open",
            "[a|puis|et|,|puis a] (doubler|majorer|tripler|dedoubler|majoration) [la dose|les "
            "doses|la posologie]",
            "[puis|et|,|ensuite|→] (↑|↗|↘|↓) [de|d'|jusqu'a|a|par]",
            "[puis|et|,|ensuite] [a|en] (augmenter|diminuer|reduire|baisser|monter|descendre|"
            "augmentant|diminuant|decroitre) (de|d'|progressivement|par|la dose|les doses|la "
            "posologie|jusqu'a arret)",
            "[puis|et|,|ensuite] (augmentation|diminution|baisse|reduction|decroissance|"
            "degression|degressif|degressive|decroissant|sevrage|titration|adaptation|arret "
            "progressif) [progressif|progressive|de|d'|par|selon|rapide|lente|ensuite]",
            "[puis|et|,|ensuite] (adapter|ajuster|a adapter|a ajuster) [la dose|les doses|la "
            "posologie]",
            "[puis|et|,|ensuite] par palier[s]",
            "(initialement|dans un premier temps|les premiers jours|pour commencer)",
            "[,|puis|et] (arret|arreter|stop|suspendre|interrompre) [temporaire|provisoire|"
            "temporairement|immediat|immediatement|definitif] [du traitement|le traitement] "
            "(si|en cas de|en cas d'|des que)",
            "[a] (retirer|enlever|oter|sauter|supprimer|omettre) [la (prise|dose)|le comprime] "
            "(si|en cas de|en cas d')",
            "[a|on] " + STOPPING + " [(celui|celle|la prise|la dose|le comprime|le cp)] "
            "[de|du|le|la|l'|les|a] [la|le|l'] (matin|midi|soir|coucher|gouter|reveil|nuit|"
            "apres midi|dejeuner|petit dejeuner|diner)",
            value=True,
            reads=("doubler", "puis baisser de", "arrêt temporaire si", "stop le soir"),
            must_not_read=("augmenter à", "arrêt", "puis arrêt"),
        ),
        rule(
            "ouverture d'un peut-être",
            "change_open",
            "(eventuellement|eventuel|eventuelle|evt|event) [{dose}|{count}|{quantity}] "
            "[a|au|le|la|avant|apres] (matin|midi|soir|coucher|gouter|reveil|nuit|apres midi|"
            "dejeuner|diner|repas|lever)",
            "(eventuellement|evt) {count} [fois|cp|gel]",
            value=True,
            reads=("éventuellement à midi", "éventuellement 1 au coucher"),
            must_not_read=("éventuellement", "à midi"),
        ),
        rule(
            "ouverture d'une négation",
            "change_open",
            "(pas|jamais) (le|la|l'|a|au|avant|apres|si|en|de|pendant) [le|la|les|cas]",
            "(sauf|excepte|hormis) (la|l'|a|au|avant|apres|si|en|de|plus|pendant) [le|la|les|cas]",
            "(sauf|excepte|hormis) le (matin|midi|soir|coucher|gouter|reveil|lever|jour|petit|"
            "dejeuner|diner|repas)",
            value=True,
            reads=("pas le", "sauf si"),
            must_not_read=("sauf le", "pas", "pas plus"),
        ),
    ],
)
DATED = Subject(
    "au début",
    [
        rule(
            "au début",
            "vague",
            "au debut [du traitement]",
            value=True,
            reads=("au début", "au début du traitement"),
            must_not_read=("au début du repas", "début"),
        ),
    ],
)
PHRASES = Subject(
    "remarques chiffrées",
    [
        Phrase(
            "remarque chiffrée",
            "note",
            "remark_open",
            SETTLED,
            passes=NUMBERS,
            never_last=LINKS,
            ends_at_rows=LENGTHS,
            reads=(
                "boire 2 L par jour",
                "NFS tous les 10 jours",
                "à débuter 2 jours avant l'intervention",
            ),
            must_not_read=("NFS, 1 cp par jour", "boire 2 L par jour puis 1 cp"),
        ),
        Phrase(
            "changement de dose",
            "vague",
            "change_open",
            SETTLED - {"maximum", "as_needed", "stage"},
            passes=NUMBERS,
            never_last=LINKS,
            reads=(
                "doubler si fièvre",
                "puis baisser de 1/2 cp toutes les 2 semaines",
                "majorer à 2 le matin si +2 kg",
                "pas le soir",
                "ne pas prendre si repas sauté",
                "augmenter de 1 cp tous les 3 jours",
                "stop le midi",
                "éventuellement 1/2 à midi",
            ),
            must_not_read=("doubler si fièvre, 1 cp", "sauf le dimanche : 1 cp"),
        ),
    ],
)
SUBJECTS = (REMARKS, DATED, PHRASES)

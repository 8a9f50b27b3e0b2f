"""Les consignes gardées mot pour mot (kinds `note`, `vague`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Phrase, rule
from extraction.rules.conditions import LENGTHS, LINKS, STOPS
from extraction.rules.duration import ALONE

OCCASION = "ouverture d'une occasion"
NOTE_STOPS = (STOPS | {"condition", "repeats", "site", "site_open", "remark_open", "since"}) - {
    "route"
}
OPENINGS = Subject(
    "ouvertures de consignes",
    [
        rule(
            "ouverture d'une consigne",
            "note_open",
            "(indication|indications|motif) :",
            "[et] meme (si|en cas de|en cas d'|lors de|quand|en l'absence de|en l'absence d')",
            "(avec|dans|a diluer dans|a dissoudre dans|dilue dans|diluee dans|dissous dans|"
            "diluer dans|dissoudre dans|a prendre avec|avaler avec|a avaler avec) "
            "[un|une|le|la|de|de l'|du|des|beaucoup|au moins|un peu|{number}|{quantity}] "
            "[de|d'] [grand|demi|petit|plein|fond d'un|grande|bonne quantite] [de|d'] "
            "(verre|verres|eau|jus|yaourt|compote|lait|biberon|liquide|bolus)",
            "(sans croquer|sans macher|sans les croquer|sans le croquer|sans ecraser|sans ouvrir)",
            "ne pas (croquer|macher|ecraser|ouvrir|avaler|conduire|s'exposer|exposer|sucer|couper|"
            "s'allonger|interrompre|rincer|frotter|masser|congeler|boire)",
            "(avant|apres|pendant|au moment de|au cours de|au debut de|avec|dans) "
            "(la|le|les|l'|chaque|une|un|des|du) (tetee|biberon|bouillie)[s]",
            "[bien] agiter",
            "a agiter",
            "(a distance|en dehors|loin|hors|entre) [des|les] (repas|prises|prise)",
            "(pendant|au cours|avec) ou (en dehors|hors|sans|a distance) [des|les|] repas",
            "a distance (d'|de|du|des|de la)",
            "[a] (sucer|croquer|macher|avaler|dissoudre|diluer|ecraser)",
            "[a|en] (laisser|laissant) (fondre|agir|secher|poser|en place)",
            "laisser fondre",
            "en (massage|couche|application|bain|cure|frictions|fine couche|lavage|compresse|"
            "instillation)[s]",
            "[a adapter|adapter|a moduler|a ajuster] "
            "(selon|suivant|en fonction de|en fonction des|en fonction du|d'apres|fonction de) "
            "(la|les|le|l'|) (douleur|douleurs|tolerance|transit|besoins|intensite|evolution|"
            "efficacite|symptomes|gene|fievre|temperature|poids|selles|diurese|sommeil|etat|"
            "clinique|soif|diarrhee|constipation|reponse|effet|age)",
            "(apres|avant|sur peau) (la toilette|toilette|le bain|lavage|la douche|douche|propre|"
            "nettoyage|rincage|lavage de nez|avoir|un lavage|mouchage|une toilette)",
            "(apres|avant) [la|le|l'|les|chaque|un|une] (chimiotherapie|chimio|radiotherapie|"
            "dialyse|seance|intervention|operation|extraction|methotrexate|levothyrox|brossage)[s]",
            "(rincer|se rincer|se laver|bien se|changer de|alterner|a alterner)",
            "(stop|stopper|arreter|arret|suspendre) (si|en cas de|en cas d')",
            "[a] (cacher|melanger|ouvrir|piler|mixer) dans",
            "(puis|et) (rincer|se rincer|laver|se laver|se moucher|mouchage|essuyer|secher|"
            "rincage|bien rincer|masser|recracher|avaler|cracher|se doucher)",
            "sous (surveillance|controle|couvert|pansement|occlusion|air|oxygene|o 2|o2|scope)",
            "sur (picc line|pac|ktc|vvp|voie centrale|voie peripherique|chambre implantable|"
            "un sucre|du sucre|[une|un|1|la|des|les] compresse[s] [sterile[s]])",
            "(si possible|de preference|de maniere|plutot|preferentiellement|idealement)",
            "en meme temps que",
            "(au long cours|a vie|traitement chronique|traitement continu|ttt continu|"
            "toute l'annee|traitement de fond|en continu|long cours|"
            "traitement au long cours|a poursuivre|traitement habituel|a continuer|en entretien|"
            "a debuter|a commencer|des reception|des ce soir|traitement en cours)",
            "(pendant|durant|pdt|tout au long de) [toute] la duree (du|de la|de l'|des) "
            "(traitement|ttt|cure|chimiotherapie|antibiotherapie|corticotherapie|grossesse)[s]",
            "(pendant|durant|pdt) [tout] le (traitement|ttt) (par|antibiotique|anticoagulant|"
            "corticoide|antalgique|en cours)",
            "(jusqu'a|jusqu'au|jusqu'aux|tant que|aussi longtemps que|jusque)",
            "(a|par) (l'|) (ide|idel|infirmier|infirmiere|domicile)",
            "(par|via) (un|une|1|l') (ide|infirmier|infirmiere|chambre d'inhalation|pompe|sonde)",
            "(a|avec) (la|une|l'aide de la|l'aide d'une) (chambre|pipette|seringue|chambre "
            "d'inhalation)",
            "(debout|assis|en position assise|en position debout|sans s'allonger)",
            "(sans|ne pas|ne jamais|eviter de) (se|vous) (coucher|recoucher|rallonger)",
            "(en|sur|de|a passer en|a passer sur|pendant|pdt|passer en) {number} [a {number}] "
            "(min|mn|minutes|minute|secondes|sec)",
            "(respecter|en respectant|avec|laisser|attendre|espacer|en espacant|respectant|espaces|"
            "espacees|espacement de) [les prises|chaque prise] [un|une|au moins|] [intervalle|"
            "delai|"
            "d'au moins|] [minimum|minimal|d'|de|d'au moins|au moins|] {count} (h|heures|heure) "
            "[minimum|mini|au moins] [entre (les|chaque|deux|2|prise[s]|administration[s]) "
            "[deux|2] [prise[s]|administration[s]]]",
            "[avec] [au moins|un minimum de|minimum|intervalle de|min] {count} (h|heures) "
            "[minimum|mini|min] d'intervalle [minimum|minimal|mini|min|au moins] "
            "[entre (les|chaque|deux|2) [deux|2] [prise[s]|administration[s]]]",
            "[au moins] {count} (h|heure|heures) avant [(le|les|un|des|chaque) repas] [et] ou "
            "[au moins] [{count} (h|heure|heures)] apres [le|les|un|des|chaque] repas",
            "dans (les|l') [{count}] (min|mn|minute|minutes|h|heure|heures|demi heure|1/2 heure) "
            "(qui suit|qui suivent|suivant|suivants|precedant|apres|avant|qui precedent) [le|la|"
            "les|l'|chaque|chacun des] (repas|petit dejeuner|petit dej|dejeuner|diner|prise)[s]",
            "[avec] [au moins|un minimum de|minimum|intervalle de|min] {count} (h|heures) "
            "[minimum|mini|min] entre (les|chaque|deux|2|prise[s]|administration[s]) "
            "[deux|2] [prise[s]|administration[s]]",
            "[avec] [un] intervalle [minimum|minimal|mini] [de|d'au moins|:] {count} (h|heures)",
            "en (alternance|alternant)",
            "[a] (commencer|debuter|demarrer) [le|au|des le] (premier|1 er|1) jour (des|du|de) "
            "(regles|cycle)",
            "(la veille|le lendemain|le matin|1 h avant|une heure avant) de (l'|la|) (examen|"
            "intervention|endoscopie|coloscopie|operation)",
            "(avec|dans) [la|une] chambre [d'inhalation]",
            "avec [un|une|l'|la] (aerochamber|babyhaler|vortex|nespace|able spacer|inhaler)",
            "[un] grand verre d'eau",
            "[a] (diluer|dilue|diluee|dissoudre|dissous|reconstituer) (dans|avec) {quantity}",
            "[en continu|continu] (par|au|a la|a l'aide d'un|sur) (pousse seringue|pse|"
            "pompe|diffuseur)",
            "[en] (evitant|eviter|evitez)",
            "a volonte",
            "d'emblee",
            "[en] dose de charge",
            "en {ordinal} (intention|ligne)",
            "[{count} (h|heure|heures|min|minutes)] (avant|apres) (le|la|l'|les|de|un|une|) "
            "[prendre] "
            "[l'|le|la|] (rapport|effort|activite|voyage|depart|exposition|examen|intervention|"
            "soin|"
            "pansement|geste|seance|sport|trajet|avion|transport|consultation|bloc|anesthesie|"
            "acte|vol|detartrage|avulsion|chirurgie|biopsie|coloscopie|endoscopie|fibroscopie|"
            "extraction|dialyse|injection|scanner|irm|"
            "prelevement|prise de sang|vaccin|vaccination|ponction|operation|chimiotherapie|"
            "cure)[s]",
            "[a] partir (du|de|d')",
            "a (commencer|debuter) (le|a|au|des|apres)",
            "(en continu|sans interruption|sans arret)",
            "(a refaire|a reprendre) (dans|apres)",
            "(en alternant|en changeant) (de|les|le)",
            "(a avaler|avaler) (entier|entiers|sans|avec)",
            "(a prendre|prendre) (avec|sans|en dehors|a distance)",
            "(voir|cf|selon) (notice|protocole joint|ordonnance jointe)",
            "(pour|contre) (la|le|les|l') (douleur|douleurs|fievre|tension|cholesterol|"
            "diabete|coeur|sommeil|estomac|anxiete|thyroide|transit|toux|nausees|allergie|allergies|sinusite|infection|"
            "spasmes|diarrhee|constipation|migraine|migraines)",
            "pour dormir",
            value=True,
            reads=(
                "avec un grand verre",
                "selon la douleur",
                "au long cours",
                "contre la douleur",
                "pour dormir",
            ),
            must_not_read=("selon INR", "avec", "ne pas"),
        ),
        rule(
            OCCASION,
            "note_open",
            "(apres|a|avant|lors de|avec|pendant|des) chaque (selle|vomissement|diarrhee|episode|"
            "miction|tetee|soin|change|crise|toilette|lavage|rapport|effort|seance|biberon|"
            "pansement|sortie|exposition|poussee|acces|injection|quinte|reveil nocturne|"
            "evacuation|hemorragie|saignement|voyage|activite|examen|dialyse)[s]",
            value=True,
            reads=("après chaque selle",),
            must_not_read=("après chaque repas", "selle"),
        ),
        rule(
            "ouverture d'un retrait",
            "removal_open",
            "[puis] [a] (retirer|enlever|oter|garder|porter|changer|laisser en place|"
            "remplacer|conserver)",
            "[puis] (retrait|a laisser)",
            value=True,
            reads=("à retirer", "enlever"),
            must_not_read=("le soir",),
        ),
        rule(
            "quelques minutes",
            "minutes",
            "{count} (minute[s]|min|mn|seconde[s]|cm)",
            reads=("5 minutes", "cinq minutes"),
            must_not_read=("5 jours",),
        ),
        rule(
            "ouverture d'une consigne chiffrée",
            "vague_open",
            "(selon|suivant|en fonction de|en fonction du|en fonction des|adapter a|a adapter "
            "selon|"
            "a adapter|adapter selon|a ajuster|ajuster|fonction de|d'apres) [la|le|les|l'|] "
            "[resultat[s] "
            "[de la|des|de l'|du]] (inr|glycemie|glycemies|dextro|dextros|protocole|schema|bilan|"
            "prise de sang|taux|hgt|avis|posologie|prescription|titration|kaliemie|creatinine|"
            "clairance|nfs|biologie|hemocue|hba 1 c|bm test|ta)",
            "(schema|protocole)",
            "{day_number} [,|et|/] {day_number}",
            "{day_number} - {day_number} - {day_number}",
            "[de] {day_number} (a|-|au) {day_number} (et|,|puis|+) [de] {day_number} (a|-|au) "
            "{day_number}",
            "(un|1|une) (jour|fois) [et] {number} (le|les) (lendemain|jour suivant)",
            value=True,
            reads=("selon INR", "J1 J8"),
            must_not_read=("selon la douleur", "J1"),
        ),
    ],
)
NOTES = Subject(
    "consignes",
    [
        Phrase(
            "retrait",
            "note",
            "removal_open",
            NOTE_STOPS - {"moments", "clock", "duration", "interval", "note_open", "border"},
            passes=("moments", "clock", "hours", "span", "interval", "minutes"),
            never_last=LINKS,
            ends_at_rows=LENGTHS,
            ends_after=LENGTHS | {("duration", ALONE)},
            reads=("à retirer le soir", "enlever au bout de 12h", "à changer tous les 3 jours"),
            must_not_read=("retirer 1 patch", "à changer tous les 3 jours pendant 28 jours"),
        ),
        Phrase(
            "consigne",
            "note",
            "note_open",
            NOTE_STOPS,
            passes=("threshold", "minutes", "ordinal", "day_number", "date"),
            ends_at_rows=LENGTHS,
            never_last=LINKS | {"entre"},
            reads=("avec un grand verre d'eau", "ne pas croquer les comprimés"),
            must_not_read=("à jeun 1 cp", "avec"),
        ),
        Phrase(
            "consigne chiffrée",
            "vague",
            "vague_open",
            NOTE_STOPS,
            passes=("threshold", "day_number", "quantity", "dose", "interval"),
            never_last=LINKS,
            reads=("selon INR", "J1 J8 J15"),
            must_not_read=("INR",),
        ),
    ],
)
ADAPTED = Subject(
    "doses à revoir",
    [
        rule(
            "en interdose",
            "note",
            "(en|par) interdose[s]",
            "(en|comme) (dose|traitement) de secours",
            value=True,
            reads=("en interdose", "en dose de secours"),
            must_not_read=("6 interdoses", "dose"),
        ),
        rule(
            "conditionnement",
            "note",
            "[en] [recipient] (unidose|monodose|uni dose)[s]",
            value=True,
            reads=("unidoses",),
            must_not_read=("1 unidose",),
        ),
        rule(
            "voie dans le nom",
            "note",
            "(auriculaire|auric|nasal|ophtal)",
            value=True,
            reads=("auriculaire",),
            must_not_read=("par voie auriculaire", "oreille"),
        ),
        rule(
            "effervescent",
            "note",
            "(effervescent|effervescente|efferv)[s]",
            value=True,
            reads=("effervescent",),
            must_not_read=("comprimé", "eff"),
        ),
        rule(
            "à jeun",
            "note",
            "[strictement] a jeun [strict]",
            "l'estomac vide",
            value=True,
            reads=("à jeun", "strictement à jeun"),
            must_not_read=("glycémie à jeun", "à jeun 30 min"),
        ),
        rule(
            "à adapter",
            "note",
            "[,] [dose|posologie] a (adapter|ajuster|reevaluer)",
            value=True,
            reads=("à adapter", "à réévaluer"),
            must_not_read=("adapter la dose", "à adapter selon INR"),
        ),
    ],
)
LINKED = Subject(
    "consignes liées",
    [
        rule(
            "consigne puis consigne",
            "note",
            "{note} [,] (puis|et) {note}",
            value=True,
            reads=("laisser poser 5 minutes puis rincer", "à jeun et avec un verre d'eau"),
            must_not_read=("à jeun puis 1 cp",),
        ),
    ],
)

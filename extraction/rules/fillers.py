"""Les mots et les signes sans effet (kinds `filler`, `sign`, `cell`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from extraction.rules.meanings import CLOSES

FILLERS = Subject(
    "mots sans effet",
    [
        rule(
            "mot sans effet",
            "filler",
            "(prendre|a prendre|prenez|soit|a raison de|a raison d'|posologie|pos|poso|prise|"
            "prises|mettre|appliquer|a appliquer|instiller|injecter|a injecter|faire|inhaler|"
            "inspirer|administrer|"
            "donner|a donner|poser|coller|introduire|pulveriser|utiliser|a instiller|"
            "a boire|et|de|d'|du|des|le|la|les|l'|a|au|aux|en|par prise|a chaque prise|"
            "chaque prise|"
            "/ prise|la prise|par administration|a chaque fois|par injection|mode d'emploi|"
            "mode d'administration|voie|par voie|dose|doses|frequence|moment|rythme|traitement|ttt|"
            "medicament|sous forme|sous forme de|duree [totale]|avaler|une application de|"
            "reguliers|regulierement|systematiquement|systematique|prescription|svp|merci|"
            "pour|environ|par application|application locale|il faut|a mettre|a poser|se faire|"
            "debut|debuter|commencer|commencer par|continuer|poursuivre|reprendre|"
            "condition|conditions|condition de prise|forme|forme galenique|"
            "horaire|horaires|substitution : autorisee|"
            "substitution : oui|substitution autorisee|substitution possible|substituable : oui|"
            "conduite|la dose de|la dose|une dose de|prise quotidienne|"
            "seulement|uniquement|exclusivement)",
            value=True,
            reads=("prendre", "à raison de", "posologie", "substitution : autorisée"),
            must_not_read=("ne pas prendre", "sauf", "ou", "substitution : non"),
        ),
        rule(
            "signe de ponctuation",
            "sign",
            "(,|.|:|-|‹|›|=|+|&|'|!|_|•|·|\"|~)",
            value=True,
            reads=(",", ":"),
            must_not_read=("/", ">", "|"),
        ),
        rule(
            "point-virgule",
            "sign",
            ";",
            value=CLOSES,
            reads=(";",),
            must_not_read=(",",),
        ),
        rule(
            "séparateur de cellules",
            "cell",
            "¦",
            value=True,
            reads=("¦",),
            must_not_read=("/",),
        ),
    ],
)

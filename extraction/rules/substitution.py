"""Substitution: whether another maker's drug may be handed out, and why not.

Kind: `substitution` (reason or "").
"""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule
from prescription.record import SubstitutionReason

NOT_FOR_ANOTHER = (
    "(non substituable|ns|n s|non substituables|ne pas substituer|non subst|non sub|nst|"
    "non substitutable|mention ns|substitution interdite|ne pas remplacer|n'est pas substituable|"
    "ne sont pas substituables|pas de substitution|[ne] pas [delivrer] de generique|"
    "[ne] pas [delivrer] de generiques|sans generique|substitution (refusee|non autorisee)|"
    "(substitution|substituable) : (non|interdite|refusee|non autorisee))"
)
REASONS = {
    SubstitutionReason.MTE: "(mte|marge therapeutique etroite|marge etroite|m t e)",
    SubstitutionReason.EFG: "(efg|e f g)",
    SubstitutionReason.CIF: "(cif|contre indication formelle|ci formelle|c i f)",
}
IN_WORDS = {
    SubstitutionReason.EFG: "(enfant de moins de (6|six) ans|absence de forme galenique adaptee)",
    SubstitutionReason.CIF: "contre indication",
}
"""Reasons that say something else where no substitution is spoken of."""
SUBSTITUTION = Subject(
    "substitution",
    [
        rule(
            "non substituable",
            "substitution",
            "[mention] " + NOT_FOR_ANOTHER,
            value="",
            reads=("non substituable", "NS", "ne pas substituer", "substitution : non"),
            must_not_read=("substituable", "substitution : oui"),
        ),
        *(
            rule(
                f"motif {reason}",
                "substitution",
                "[[mention] " + NOT_FOR_ANOTHER + "] [(-|:|,|pour|motif)] " + written,
                NOT_FOR_ANOTHER + " [-|:|motif] ‹ " + written + " ›",
                "[[mention] " + NOT_FOR_ANOTHER + "] ‹ " + written + " ›",
                value=reason,
                reads=(f"NS ({reason})", f"{reason}", f"non substituable {reason}", f"({reason})"),
                must_not_read=("NS",),
            )
            for reason, written in REASONS.items()
        ),
        *(
            rule(
                f"motif {reason} en toutes lettres",
                "substitution",
                "[mention] " + NOT_FOR_ANOTHER + " [-|:|,|pour|motif|‹] " + written + " [›]",
                value=reason,
                reads=(f"NS ({reads})",),
                must_not_read=(reads,),
            )
            for (reason, written), reads in zip(
                IN_WORDS.items(), ("enfant de moins de 6 ans", "contre-indication"), strict=True
            )
        ),
    ],
)
SUBJECTS = (SUBSTITUTION,)

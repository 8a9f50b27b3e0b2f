"""Les apartés d'une ligne : ce que le patient a déjà (kind `vague`)."""

from extraction.grammar.engine import Subject
from extraction.grammar.rule import rule

ASIDES = Subject(
    "apartés",
    [
        rule(
            "encore chez soi",
            "vague",
            "[(il|elle|patient|patiente)] en a [(encore|deja|assez|a la maison|chez lui|chez elle|"
            "en reserve|en stock)]",
            "(deja|encore) (a la maison|chez lui|chez elle|en stock|en reserve|delivre|fourni)",
            value=True,
            reads=("en a", "en a encore", "déjà à la maison"),
            must_not_read=("en", "à la maison", "en a 2"),
        ),
    ],
)
SUBJECTS = (ASIDES,)

"""Un moment dit deux fois, ou un repas sans article (kind `moment`)."""

import re

from extraction.grammar.engine import Subject
from extraction.grammar.rule import Scan, rule
from extraction.rules.meanings import Moment
from prescription.dosage import EventTiming

E = EventTiming
EVERY_EVENING = "(le soir|tous les soirs|chaque soir|du soir|ts les soirs)"
EVERY_MORNING = "(le matin|tous les matins|chaque matin|du matin|ts les matins)"

SAME_MOMENTS = Subject(
    "moments dits deux fois",
    [
        rule(
            "au coucher tous les soirs",
            "moment",
            "(au|du|avant le|avant|juste avant le) (coucher|couch) " + EVERY_EVENING,
            "[le] (coucher|couch|hs) " + EVERY_EVENING,
            value=Moment(E.HS),
            reads=("au coucher tous les soirs", "coucher le soir"),
            must_not_read=("au coucher, le soir", "au coucher et le soir", "coucher soir"),
        ),
        rule(
            "au réveil tous les matins",
            "moment",
            "(au|des le|du|a|le|) (reveil|lever) " + EVERY_MORNING,
            value=Moment(E.WAKE),
            reads=("au réveil le matin", "au lever tous les matins"),
            must_not_read=("au réveil, le matin", "réveil matin", "au réveil et le matin"),
        ),
        rule(
            "le soir pour la nuit",
            "moment",
            "{daypart} [,] pour la nuit",
            "{bedtime} [,] pour la nuit",
            to=lambda part: part if part.when in (E.EVE, E.HS) else None,
            reads=("le soir pour la nuit", "au coucher, pour la nuit"),
            must_not_read=("le matin pour la nuit", "le soir et la nuit", "pour la nuit"),
        ),
        Scan(
            "repas sans article",
            "moment",
            re.compile(
                r"(?<![a-z'-])(?<!\bdu )(?<!\ble )(?<!\bau )(?<!\bde )(?<!\bles )"
                r"(?<!\baux )(?<!\bun )(?<!\bet )(?<!\bou )(?<!\bsans )(?<!\bsauf )"
                r"(?<!\bentre )(?<!\bpas )(?<!t )"
                r"(?:((?:petite?|ptit|pt|ptt|p'tit|p) ?(?:dejeuner|dej)\.?|pdj)|(dejeuner|dej)|"
                r"(diner|souper))(?![a-z])"
            ),
            lambda m: Moment(E.CM if m[1] else E.CD if m[2] else E.CV),
            reads=("petit déj", "pdj", "dîner"),
            must_not_read=("le dîner", "avant", "petit"),
        ),
    ],
)
SUBJECTS = (SAME_MOMENTS,)

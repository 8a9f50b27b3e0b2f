"""Letters read for digits, and digits for letters, where the neighbours leave no doubt.

Kept apart from the repair of words: each pattern is one confusion, told by what stands beside it.
"""

import re
from collections.abc import Iterator

_AS_DIGITS = str.maketrans("OoQlI|SsBiGb$Zt]}+[{!\\L", "00011155816652111411111")
_MEASURE = (
    r"(?:mg|rng|mq|µg|ug|pg|mcg|mL|ml|mI|UI|Ul|%|g|m(?:icro|illi)?grammes?|microg|"
    r"m(?:in(?:utes?)?|n))(?![A-Za-zé])"
)
_DAYS = r"(?:jours?|jrs?|jous|j|sem(?:aines?)?|mois|rnois)(?![A-Za-zé])"
_UNIT = (
    r"(?i:cp[rs]?|comp\w*|cornp\w*|g[ée][l1I]\w*|sach\w*|gtt\w*|gouttes?|amp\w*|bouff\w*|inj\w*|appl?\w*|"
    r"supp\w*|inhal\w*|ovules?|patchs?|caps\w*|pulv\w*|unidoses?|bains?|mesures?|pipettes?|perf\w*|lavements?|noisettes?|"
    r"pressions?|seringues?|stylos?|granules?|dosettes?|lyocs?)(?![A-Za-zé])"
)
_DIGITS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        # l/2 cp, I/4 cp
        r"(?<![\w/])[lI|](?=/[24](?![\d/]))",
        # 8 à l2 par jour
        r"(?<=\d à )[lI|](?=\d(?!\w))",
        # l50 right behind the name
        r"(?<![\w'’.,/])[lI|](?=\d{2,3}(?!\w|[.,/]\d| ?(?:mg|g|µg|%)))",
        # l8 U
        r"(?<![\w'’.,/-])[lI|](?=\d ?(?:UI?|mg|g|µg|ml|mL|gouttes?|gttes?|cp|h|j|jours?)(?!\w))",
        # l5O mg, l50 mg
        rf"(?<![\w'’.,])[lI|][\dOQo]{{2,3}}(?= ?{_MEASURE})",
        # pendant l mois
        r"(?<=pendant |durant  )[lI|](?= (?:mois|semaine|an)(?!\w))",
        # QSP l mois, QSP ] mois
        r"(?<=(?:QSP|qsp) )[lI|\]](?= (?:mois|semaine|an)(?!\w))",
        # No number is longer than this: without a bound, a long run would be tried in every way.
        # 5OOmg/5ml, 1Ojours, pdt1Ojours
        rf"(?<![\dxX*.,])\d[\dOolIS|]{{0,9}}[OolIS|][\dOolIS|]{{0,9}}(?= ?(?:{_MEASURE}|{_DAYS}))",
        # 2,O %, 0,i25
        rf"(?<![\d.,])\d[.,][\dOolIS|i]{{0,9}}[OolIS|i][\dOolIS|i]{{0,9}}(?= ?{_MEASURE})",
        # lO mg, lOO µg, IO mg, l0 jours
        rf"(?<![\w'’])[lI|][OQo0][OQo0]?(?= ?(?:{_MEASURE}|{_DAYS}|{_UNIT}))",
        # S mg, S jours, $ mg
        rf"(?<![\w.,'’])[S$](?= ?(?:(?:mg|rng|µg|mL|ml)(?![A-Za-zé])|{_DAYS}))",
        # so mg, soo mg, s mg, io mg: digits that stand like letters (old style)
        r"(?<![\w.,'’/-])(?:s|so|soo|io|ioo)(?= (?:mg|µg|mcg)(?![A-Za-zé]))",
        # S00 mg, $00 mg
        rf"(?<![\w.,'’])[S$](?=[05]0? ?{_MEASURE})",
        # G mois, G bouffées, $ jours, Z cp; the G of 1 G cp are grams
        rf"(?<![\w.,'’$-])(?:[Gb](?= ?{_DAYS})|G(?<!\d G)(?= {_UNIT})|"
        rf"\$(?= ?{_DAYS}| {_UNIT})|Z(?= (?:{_DAYS}|{_UNIT})))",
        # pour t mois, } %
        r"(?<=\w )t(?= mois(?!\w))|(?<=[\w,] )[}\]](?= ?%)",
        # 50O right behind the name
        r"^ ?\d{1,3}[Oo]{1,2}(?= )",
        # lgél, Icaps
        r"(?<![\w'’])[lI|](?=(?:g[ée]l(?:ule)?s?|caps|sach(?:et)?|comp|inj|amp)(?!\w))",
        # l g, I g
        r"(?<![\w'’.,])[lI](?= ?g(?![\w'’]))",
        # 100 OOO UI
        r"(?<=\d )(?:OO|O0|0O)[O0](?= ?U[IlL1]?(?!\w))",
        # l2 h, à 1O h
        r"(?<![\w'’.,])(?:[lI|](?=[0-9OS] ?h(?!\w))|(?<=\d)O(?= ?h(?!\w)))",
        # a cell that holds nothing else
        r"(?m)^[lI|](?= *$)",
        # | l | 0 | l |
        r"(?<=\| )[lI](?= ?\|)",
        # l bain de bouche, l application
        rf"(?<![\w'’])[lI|](?= {_UNIT})",
        # 40 MG L GELULE
        rf"(?<![\w'’])(?<!\d )L(?= (?=[A-Z]){_UNIT})",
        # | ou 2 cp
        r"(?<![\w'’])[lI|](?= (?:ou|à) \d)",
        # { cp, ! à 2 cp
        rf"(?<!\S)[{{}}\[\]!\\](?= (?:{_UNIT}|(?:ou|à) \d))",
        # : + cp le matin, + à 6 fois, pour + jours
        rf"(?<=[.:=] )\+(?= {_UNIT})|(?<!\S)\+(?= à \d)|(?<=pour )\+(?= jours)",
        # l - 0 - l
        r"(?=[lIO])(?:(?<![\w'’/-])[lIO](?= ?- ?[0O1lI2½] ?- ?[0O1lI2½])|"
        r"(?<=[0O12½] - )[lI](?![\w'’])|(?<=[0O12½]-)[lI](?![\w'’])|"
        r"(?<=[lI]-)O(?=-)|(?<=[lI] - )O(?= -))",
    )
)
_LOST_COMMA = re.compile(
    r"0(?<![\d.,/:x*-].)(?<!\d .)(?= ?[1-9]\d{0,2} ?(?:mg|µg|ug|mcg|g|ml|mL)(?![A-Za-zé]))"
)
"""`025 mg`: no strength begins with a bare zero."""
_LOST_COMMA_FIRST = re.compile(r"^ ?0 (?=(?:5|25|125|4|2|75) )")
"""`Xanax 0 25 1/2 cp`"""
_LETTERS: tuple[tuple[re.Pattern[str], str, bool], ...] = tuple(
    (re.compile(pattern), meant, matters)
    for pattern, meant, matters in (
        # Ies, Ie, Ia
        (r"(?<![\w'’])I(?=(?:es|e|a)(?!\w))", "l", False),
        # lM, lV, lM profonde
        (r"(?<![\w'’])l(?=[MV](?!\w))", "I", False),
        # app|ication
        (r"(?<=[a-zé])\|(?=[a-zé])", "l", False),
        # dé]euner, 28 ]ours, par )our
        (r"(?<=[a-zé])\](?=[a-zé])|(?<=[\d ])[\])](?=ours?(?!\w))", "j", False),
        # lMTE), (MTEj
        (r"(?<!\w)[lI1](?=(?:NS|MTE|EFG|CIF)\))", "(", False),
        (r"(?<=\(MTE)j(?!\w)|(?<=\(EFG)j(?!\w)|(?<=\(CIF)j(?!\w)|(?<=\(NS)j(?!\w)", ")", False),
        # 1 dose_poids
        (r"(?<=dose)[_~=.](?=poids|kg)", "-", False),
        # ds chq œil, avant chaq. repas
        (r"(?<![\w'’])cha?q\.?(?= )", "chaque", False),
        # un jour 5ur deux
        (r"(?<=\s)5(?=ur (?:deux|2|trois|3)(?!\w))", "s", True),
        # 0DG, 0D
        (r"(?<![\w.,])0(?=(?:DG?|G)(?!\w))", "O", False),
        # 30 rnin
        (r"(?<=\d )rnin(?!\w)", "min", False),
        # pdt 10i
        (r"(?<=\d)i(?![\w])", "j", True),
        # 100 OOO Ul
        (r"(?<=[0O] )U[lL1](?!\w)", "UI", False),
        # en casde douleur
        (r"(?<=\bcas)(?=de(?!\w))", " ", False),
        # 1 havant le repas, 30 minaprès le dîner
        (r"(?:(?<=\d)|(?<=\d ))h(?=(?:avant|apr[èe]s)(?!\w))", "h ", False),
        (r"(?:(?<=\d)|(?<=\d ))min(?=(?:avant|apr[èe]s)(?!\w))", "min ", False),
        # 28jde traitement, 5 jde traitement
        (r"(?<=\dj)(?=de traitement)|(?<=\d j)(?=de traitement)", " ", False),
        # Q$P, qsSp
        (r"(?<![^\W_])(?:Q[$§5]P|[qQ]s[sS][pP])(?![^\W_])", "QSP", False),
        # 37, 5 mg
        (
            r", (?:(?<=\s\d, )|(?<=\s\d\d, )|(?<=\s\d\d\d, ))"
            r"(?=(?:5|25|75|125) ?(?:mg|µg|ug|g)(?![A-Za-zé]))",
            ",",
            True,
        ),
        # 14 mg/24 b
        (r"(?<=mg/24 )b(?!\w)|(?<=µg/24 )b(?!\w)|(?<=mg/72 )b(?!\w)", "h", False),
        # 100 UI/mIi
        (r"(?<=[IlL]/)m(?:Ii|li|lI|Il)(?!\w)", "mL", False),
        # le ler jour
        (r"(?<![\w'’])[lIL](?=er (?:jour|mois)(?!\w))", "1", True),
        # fois1j
        (r"(?<=fois)1(?=j(?!\w))", "/", True),
        # 2epr, 26pr, 1/26p
        (r"(?<=\d)[e6](?=p(?:rs?|s)?(?!\w))", "c", True),
        # Top matin, Lep 3 jours, Tepr
        (r"(?<=\s)[TL][oe](?=p(?:rs?|s)?(?!\w))", "1c", True),
        # Acpr le soir
        (r"(?<![\w'’])[AÀ](?=cp[rs]?(?!\w))", "1", True),
        # L'éomprimé, l'cp: nobody elides before these
        (r"(?<![\w'’])[lLI]['’](?=[cé](?:omp|pr?s?(?!\w))|g[ée]l|sach)", "1 ", True),
        # gsp 3 mois, asp 3 mois, Q.5.P
        (r"(?<!\w)[gG](?=[sS][pP](?!\w))|(?<!\w)[aoO](?=sp \d)", "q", True),
        (r"(?<=Q\.)5(?=\.P)", "S", True),
        # J1 àJ7
        (r"(?<=\d à)(?=J\d)", " ", False),
        # 100 Uf/mL, 2 g/1, 22 µ 9
        (r"(?<=\d )U[fFt!|](?=/m[lLI])", "UI", True),
        (r"(?<=\d g/)1(?![.,]?\d| ?(?:mg|m[lL]|g|µg|dose|UI)(?!\w))", "l", True),
        (r"(?<=\dµ)9(?!\d)|(?<=\d µ) ?9(?!\d)", "g", True),
        # 3 pat jour
        (r"(?<=[\ds] )pa[tnf](?= (?:jour|semaine|24 ?h))", "par", True),
        # trois], 4 comp /;
        (r"(?:(?<=deux)|(?<=trois)|(?<=cinq)|(?<=sept)|(?<=[sd]ix)) ?[\]}](?!\S)", " j", True),
        (r"(?<=[a-zé.\d] /)[;:)\]}](?!\S)|(?<=[\dpslxé.]/)[;:](?!\S)", "j", True),
        # QSP 3 : mois
        (r"(?<=\d) [:;](?= (?:mois|jours?|semaines?)(?!\w))", "", False),
        # 2 comprimé(s), 1 Mois(s)
        (r"(?<=[a-zéA-ZÉ])\((?:s|S|x|es)\)(?!\w)", "", False),
        # ma× 4/j, douloureuxmax 4/j
        (r"(?<=\bma)[×*](?= ?\d)", "x", False),
        # six, dix
        (r"(?<=\b[sd]i)[×*](?!\S)", "x", True),
        (r"(?<=[^\W\d_]{4})(?=max ?\d)", " ", False),
        # à en lever le soir
        (r"(?<=\b[àa] )en lever(?!\w)", "enlever", False),
        # Q SP 1 mois, QQSP trois mois
        (
            r"(?<!\w)(?:Q S ?P|QS P|QQSS?PP?|QSSPP?|QSPP|q s ?p|qs p)"
            r"(?= ?(?:\d|une?|deux|trois|six|douze))",
            "QSP",
            False,
        ),
        # max . 4/j
        (r"(?<=\b[mM]ax) (?=\. ?\d)", "", False),
        # 250 mg pour5 mL
        (r"(?<=\bpour)(?=\d)|(?<=\bpar)(?=\d)", " ", False),
        # dimanches & fériés
        (r"(?<=\w )&(?= \w)", "et", False),
        # mgl0,5 mL, uglh, unitéslmL
        (r"(?<=[mµu]g)[lI|](?=\d|m[lL](?!\w)|h(?!\w))|(?<=UI)[lI|](?=m[lL](?!\w))", "/", True),
        # St douleur, 51 fièvre, sl besoin
        (
            r"(?<![\w'’./-])(?:[sS][tl1|!]|5[i1l])(?= (?:besoin|bes(?![a-zé])|doul|dl(?![a-zé])|"
            r"fi[eè]vre|toux|naus[eé]e|vomis|diarrh|crise|g[eê]ne|maux|prurit|r[aâ]les|constip|"
            r"insomn|anxi|angoiss|vertige|br[uû]lure|d[eé]mange))",
            "si",
            True,
        ),
        # m axi 8/j
        (r"(?<!\w)(?:m axi?|ma xi?|max i)(?= ?\d)", "maxi", True),
        # 3 mg/mil
        (r"(?<=[mµ]g/)m(?:il|ii|iL|ll)(?!\w)", "mL", False),
        # Q.SP, trois mois; Q:S.P 1 mois; QSP ,; 3 mois
        (
            r"(?<!\w)Q(?:[.,:;]?S[.,:;]?P ?[.,:;]{0,2}(?<!Q\.S\.P\.)(?<!Q\.S\.P)(?<!QSP)"
            r"(?<!QSP :)(?<!QSP:))(?= (?:\d|une?|deux|trois|six))",
            "QSP",
            False,
        ),
        # matin et soi
        (r"(?<=\b(?:matin|.midi) et soi)(?!\w)", "r", True),
        # cp 1 y
        (r"(?<=\d )y(?=[,:.]?(?: [^\W\d]| ?$| ?\d ?(?:cp|comp|g[eé]l|sach)))(?<!il y)", "g", True),
        # si dir: of all abbreviations of pain and of nothing else
        (r"(?<=\b[sS]i d)[iI1](?=r?s?(?!\w))", "l", False),
        # 7 frs, 2 lois par jour
        (r"(?:(?<=\d)|(?<=\d ))[fi](?=rs(?!\w))", "j", True),
        (r"(?<=\d )l(?=ois(?: par|/))", "f", True),
        # 3 mor
        (r"(?<=\d )mo(?:r|ls|rs|i,)(?![\w'’])", "mois", True),
        # à 9hetà21h
        (r"(?:(?<=\d)|(?<=\d ))het ?[àa] ?(?=\d{1,2} ?h(?!\w))", "h et à ", False),
        # x3/jaux repas
        (r"(?<=/j)(?=(?:aux|au|pdt|pendant|si|avant|apres|après|max|sur|dans)(?!\w))", " ", False),
    )
)
_SUSPECT_DIGIT = re.compile(
    r"[lI|](?<!\w.)(?:(?![^\W\d_]|['’])|[OQo]|S ?h|(?=g[ée]l|caps|sach|comp|inj|amp|g(?!\w)))|"
    r"\d(?:[OolIS|]|[.,]\d{0,9}[OolIS|i]| (?:O[O0]|0O))|S(?<!\w.)(?= ?[mrµjs05])|"
    r"[si](?<!\w.)o{0,2} [mµ]|"
    r"O(?<!\w.)(?= ?-)|\](?= mois| sem| an)|\$|[Gb](?<!\w.)(?= ?[a-z])|Z(?<!\w.)(?= )|"
    r"t(?<!\w.)(?= m)|[}\]](?= ?%)|\+(?= )|[{}\[\]!\\](?= )|L(?= [A-Z])"
)
_SUSPECT_LETTER = re.compile(
    r"\d(?:i(?!\w)|, (?=5|25|75|125)|[e6]p| (?:àJ|mo(?!is)|[:;] [mjs]|lois(?!\w)|y[,:.]?(?!\w))|"
    r" ?(?:[fi]rs(?!\w)|(?:h|min)a[vp]|het)|[\])]ours?(?!\w))|"
    r"\s(?:[TL][oe]p|5ur )| (?:& |[\])]ours?(?!\w))|"
    r"/(?:j(?=au|pdt|pendant|si|avant|apr|max|sur|dans)|m[Il]i|m[lI][lI]|[;:)\]}])|"
    r"[lIL](?:er [jm]|['’][cégs])|[lI1](?:NS|MTE|EFG|CIF)\)|I(?=[ea])|l(?=[MV])|\||"
    r"0(?=D|G)|[24]{2} b|72 b|"
    r"U(?:[lL1]|[fFt!|]/|I[lI|]m)|Q(?:[$§5]P|\.5|[.,:;]?S[.,:;]?P)|[qQ]s[sS]|en lever|"
    r"[qQ] [sS] ?[pP]|[qQ][sS] P|QQS|QSS|QSPP|[gG][sS][pP]|[AÀ]cp|"
    r"\((?:[sSxe]|(?:NS|MTE|EFG|CIF)j)|[×*](?<=ma.)|[×*](?<=\b[sd]i.)|µ ?9|"
    r"[\]}](?:(?<=[xqstei].)|(?<=[xqstei] .))|\](?<=[a-zé].)(?=[a-zé])|"
    r"m(?:a x|ax i| ax)|max(?:(?<=[^\W\d_]{4}max)| \.)|Max \.|p(?:ou|a)r\d|rnin|casde|"
    r"fois1j|jde t|sp \d|pa[tnf] [js2]|"
    r"g/(?:1|m[il])|[mµu]g[lI|][\dmh]|(?:[sS][tl1|!]|5[i1l])(?<!\w..) [bdfntvcgmpria]|"
    r"[sS]i d[iI1]r?s?(?!\w)|et soi(?!\w)|\bcha?q\b|dose[_~=.][pk]"
)
"""What every pattern needs: most lines hold none of it, and are looked at once for all patterns."""
SUSPECTS = (
    *(_SUSPECT_DIGIT, _SUSPECT_LETTER),
    re.compile(r"0(?<![\d.,/:x*-].)(?= ?[1-9])| [:;] (?:mois|jour|semaine)"),
)
"""Wherever there is a confusion, two words beside each other hold one of these."""


def confusions(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end, what was meant, and whether it matters, of each confusion."""
    for pattern in _DIGITS if _SUSPECT_DIGIT.search(text) else ():
        for match in pattern.finditer(text):
            yield *match.span(), match[0].translate(_AS_DIGITS), True
    for match in _LOST_COMMA_FIRST.finditer(text):
        yield match.start() + (text[0] == " "), match.end(), "0,", True
    for match in _LOST_COMMA.finditer(text):
        end = match.end() + (text[match.end() : match.end() + 1] == " ")
        yield match.start(), end, "0,", True
    for pattern, meant, matters in _LETTERS if _SUSPECT_LETTER.search(text) else ():
        for match in pattern.finditer(text):
            yield *match.span(), meant, matters

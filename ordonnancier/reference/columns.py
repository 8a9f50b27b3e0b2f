"""Which column of an official file holds what: its usual place, else what its fields look like.

The files have no header. Layouts are those of May 2026; a column that was moved or added is found
again by its content.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from prescription.language import Fault

_SEEN = 1000
"""Rows looked at, spread over the file."""
_FORMS = (
    r"comprim|g[ée]lule|capsule|solution|suspension|poudre|granul|cr[èe]me|pommade|gel\b|sirop|"
    r"suppositoire|collyre|[ée]mulsion|lyophilisat|dispositif|pastille|ovule|gaz|mousse|p[âa]te|"
    r"shampo|liquide|implant|trousse|plante|gomme|film|emplâtre|compresse|lotion|tisane|bain"
)
_PACKS = (
    r"plaquette|flacon|tube|sachet|ampoule|bo[îi]te|seringue|r[ée]cipient|stylo|cartouche|poche|"
    r"pilulier|film|distributeur|inhalateur|dispositif|applicateur|bouteille|pot\b|lot\b"
)
_ROUTES = (
    r"orale|cutan|veineuse|musculaire|nasale|ophtalm|rectale|vaginale|inhal|lingual|buccal|"
    r"articulaire|auriculaire|parent|locale|dentaire|uro|arach|péri|gastro|infiltr|ép"
)
_CONDITIONS = (
    r"liste I|stupéfiant|prescription|réserv|ordonnance|surveillance|délivr|renouvel|administr|"
    r"médica"
)


@dataclass(frozen=True)
class Column:
    """One column: its usual place from 0, the look of its fields, the share that must have it."""

    name: str
    place: int
    pattern: str
    share: float = 0.9
    needed: bool = True

    @cached_property
    def _look(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def fits(self, field: str) -> bool:
        """Whether the field looks like one of this column."""
        return self._look.match(field) is not None


_CIS = r"6\d{7}$"
LAYOUTS: dict[str, tuple[Column, ...]] = {
    "CIS_bdpm.txt": (
        Column("cis", 0, _CIS),
        Column("label", 1, r"[^a-z]{2}.*[a-zéèà]{3}|[^a-z]+,", 0.8),
        Column("form", 2, rf"(?=[^A-Z]*$).*(?:{_FORMS})", 0.8),
        Column("routes", 3, rf"(?=[^A-Z]*$)(?:.*(?:{_ROUTES}).*)$", 0.8, needed=False),
        Column("status", 4, r"Autorisation (?!d'imp)", needed=False),
        Column("procedure", 5, r"Proc|Enreg|Autorisation d'imp", needed=False),
        Column("marketed", 6, r"(?:Non c|C)ommercialis", 0.9),
        Column("date", 7, r"\d\d/\d\d/\d{4}$", needed=False),
        Column("holder", 10, r"[^a-z\d]{3}", 0.8, needed=False),
    ),
    "CIS_COMPO_bdpm.txt": (
        Column("cis", 0, _CIS),
        Column("substance", 3, r"[^a-z\d][^a-z]+", 0.7),
        Column("strength", 4, r"$|.{0,20}\d.*[^\d\s]", 0.8),
        Column("per", 5, r"$|(?:une?|pour|\d[\d,.]*) ?\D{2}", 0.8, needed=False),
        Column("nature", 6, r"(?:SA|FT|ST)$", 0.9),
        Column("link", 7, r"\d{0,3}$", 0.9),
    ),
    "CIS_CIP_bdpm.txt": (
        Column("cis", 0, _CIS),
        Column("label", 2, rf"(?i).*(?:{_PACKS})", 0.8),
        Column("status", 3, r"Présentation", needed=False),
        Column("marketed", 4, r"Déclaration|Arrêt"),
        Column("date", 5, r"\d\d/\d\d/\d{4}$", needed=False),
        Column("cip13", 6, r"3\d{12}$"),
    ),
    "CIS_GENER_bdpm.txt": (
        Column("group", 0, r"\d{1,6}$"),
        Column("label", 1, r"(?=.*[A-Z]{3}).{12}", 0.8),
        Column("cis", 2, _CIS),
        Column("type", 3, r"[0-9]$", needed=False),
    ),
    "CIS_CPD_bdpm.txt": (
        Column("cis", 0, _CIS),
        Column("condition", 1, rf".*(?:{_CONDITIONS})", 0.8),
    ),
    "CIS_MITM.txt": (
        Column("cis", 0, _CIS),
        Column("atc", 1, r"[A-Z](?:\d\d(?:[A-Z]{1,2}(?:\d\d)?)?)?$"),
        Column("label", 2, r"[^a-z]{2}.*[a-zéèà]{3}|[^a-z]+,", 0.8, needed=False),
    ),
}
_WIDTHS = {
    "CIS_bdpm.txt": 12, "CIS_COMPO_bdpm.txt": 8, "CIS_CIP_bdpm.txt": 13,
    "CIS_GENER_bdpm.txt": 5, "CIS_CPD_bdpm.txt": 2, "CIS_MITM.txt": 4,
}  # fmt: skip
_TITLES = {
    "cis": ("code CIS", "CIS code"), "label": ("libellé", "label"), "form": ("forme", "form"),
    "routes": ("voies", "routes"), "status": ("statut", "status"), "group": ("groupe", "group"),
    "procedure": ("procédure", "procedure"), "marketed": ("commercialisation", "marketing"),
    "date": ("date", "date"), "holder": ("titulaire", "holder"), "type": ("type", "type"),
    "substance": ("substance", "substance"), "strength": ("dosage", "strength"),
    "per": ("référence du dosage", "what the strength is in"), "nature": ("nature", "nature"),
    "link": ("liaison", "link"), "cip13": ("code CIP13", "CIP13 code"),
    "condition": ("condition", "condition"), "atc": ("code ATC", "ATC code"),
}  # fmt: skip

Notices = list[tuple[str, str]]


def find_places(name: str, rows: Sequence[Sequence[str]]) -> tuple[tuple[int | None, ...], Notices]:
    """The place of each column of the file's layout, None when it is absent, and what to tell.

    `rows` are equally long. Raises Fault when a needed column cannot be recognised.
    """
    layout, width = LAYOUTS[name], len(rows[0])
    sample = rows[:: max(1, len(rows) // _SEEN)]
    fields = [[row[place] for row in sample] for place in range(width)]
    # What a column looks like in each place: the share of its fields that fit.
    looks = [[_share(column, of_place) for of_place in fields] for column in layout]
    notices: Notices = []
    distinct = [len(set(of_place)) for of_place in fields]
    places: tuple[int | None, ...] | None = _aligned(layout, looks, distinct)
    if places is None:
        places = _by_content(name, layout, looks, distinct)
        notices.append((
            f"{name} : les colonnes ne sont pas à leur place habituelle ; elles ont été reconnues "
            "à leur contenu",
            f"{name}: the columns are not in their usual places; they were told by their content",
        ))  # fmt: skip
    elif width != _WIDTHS[name] or places != tuple(column.place for column in layout):
        notices.append((
            f"{name} : {width} colonnes au lieu de {_WIDTHS[name]} ; ce qui est en plus est ignoré",
            f"{name}: {width} columns instead of {_WIDTHS[name]}; what is more is ignored",
        ))  # fmt: skip
    for column, place in zip(layout, places, strict=True):
        if place is None:
            fr, en = _TITLES[column.name]
            notices.append((
                f"{name} : la colonne « {fr} » n'a pas été trouvée, on s'en passe",
                f'{name}: the column "{en}" was not found and is done without',
            ))  # fmt: skip
    return places, notices


def _share(column: Column, fields: Sequence[str]) -> float:
    return sum(map(column.fits, fields)) / len(fields)


def _aligned(
    layout: Sequence[Column], looks: Sequence[Sequence[float]], distinct: Sequence[int]
) -> tuple[int, ...] | None:
    """The usual places, or these with one column put in between, if every column fits."""
    usual = tuple(column.place for column in layout)
    shifted = (tuple(place + (place >= added) for place in usual) for added in range(len(distinct)))
    fitting = [
        (sum(shares), sum(distinct[place] for place in places), places)
        for places in (usual, *shifted)
        if max(places) < len(distinct)
        for shares in [[look[place] for look, place in zip(looks, places, strict=True)]]
        if all(share >= c.share for share, c in zip(shares, layout, strict=True))
    ]
    if fitting and fitting[0][2] == usual:
        return usual
    return max(fitting)[2] if fitting else None


def _by_content(
    name: str,
    layout: Sequence[Column],
    looks: Sequence[Sequence[float]],
    distinct: Sequence[int],
) -> tuple[int | None, ...]:
    """For each column the place that looks most like it; those with least choice come first."""
    found: dict[str, int | None] = {}
    free = set(range(len(distinct)))
    while len(found) < len(layout):
        open_ = [(c, look) for c, look in zip(layout, looks, strict=True) if c.name not in found]
        choices = {
            c.name: sorted(
                (p for p in free if look[p] >= c.share), key=lambda p: (-look[p], -distinct[p])
            )
            for c, look in open_
        }
        column, _ = min(open_, key=lambda pair: (len(choices[pair[0].name]), not pair[0].needed))
        places = choices[column.name]
        if not places and column.needed:
            fr, en = _TITLES[column.name]
            raise Fault(
                fr=f"{name} : la colonne « {fr} » est introuvable ; est-ce bien ce fichier "
                "officiel ? Rien n'a été changé.",
                en=f'{name}: the column "{en}" is not to be found; is it this official file? '
                "Nothing was changed.",
            )
        found[column.name] = places[0] if places else None
        free.difference_update(places[:1])
    return tuple(found[c.name] for c in layout)

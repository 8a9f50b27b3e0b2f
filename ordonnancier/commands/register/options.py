"""What the verbs of `ordonnancier register` share: the register, the way in, the filters."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from ordonnancier.commands.options import ANY_PATH
from ordonnancier.passphrase import Access
from prescription.language import Fault, say

if TYPE_CHECKING:
    from storage.search import Query

register_argument = click.argument("file", type=ANY_PATH, metavar=say(fr="REGISTRE", en="REGISTER"))
number_argument = click.argument(
    "number", type=click.IntRange(min=1), metavar=say(fr="NUMÉRO", en="NUMBER")
)
passphrase_option = click.option(
    "--passphrase-fd",
    "descriptor",
    type=click.IntRange(min=0),
    metavar="N",
    help=say(
        fr="Lire la phrase de passe sur le descripteur N, au lieu de la demander.",
        en="Read the passphrase from descriptor N, instead of asking for it.",
    ),
)
new_passphrase_option = click.option(
    "--new-passphrase-fd",
    "new_descriptor",
    type=click.IntRange(min=0),
    metavar="N",
    help=say(
        fr="Lire la nouvelle phrase de passe sur le descripteur N, au lieu de la demander.",
        en="Read the new passphrase from descriptor N, instead of asking for it.",
    ),
)
_user_option = click.option(
    "--user",
    metavar=say(fr="NOM", en="NAME"),
    help=say(
        fr="Ouvrir sous ce nom ; sans lui, la phrase de passe dit de qui il s'agit.",
        en="Open under this name; without it, the passphrase tells who it is.",
    ),
)
_keyring_option = click.option(
    "--keyring",
    is_flag=True,
    help=say(
        fr="Prendre la phrase de passe dans le trousseau du système.",
        en="Take the passphrase from the system's keyring.",
    ),
)


class _Day(click.DateTime):
    """A date, refused in words: click's own sentence shows the forms of its machinery."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d", "%d/%m/%Y"])

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(
                say(
                    fr=f"« {value} » n'est pas une date : écrivez 2026-11-30 ou 30/11/2026.",
                    en=f'"{value}" is no date: write 2026-11-30 or 30/11/2026.',
                ),
                param,
                ctx,
            )


DAY = _Day()


def day(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    """The day of an option of type `DAY`."""
    return value.date() if value else None


def with_access(run: Callable[..., None]) -> Callable[..., None]:
    """Give a verb its REGISTER and the ways in, as the arguments `file` and `access`."""
    return register_argument(ways_in(run))


def ways_in(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command the ways into a register, as the argument `access`."""

    @passphrase_option
    @_keyring_option
    @_user_option
    @wraps(run)
    def command(
        *rest: Any, user: str | None, descriptor: int | None, keyring: bool, **named: Any
    ) -> None:
        if keyring and descriptor is not None:
            raise click.UsageError(
                say(
                    fr="Choisissez entre --keyring et --passphrase-fd.",
                    en="Choose between --keyring and --passphrase-fd.",
                )
            )
        run(*rest, access=Access(user, descriptor, keyring), **named)

    return command


_FILTERS = (
    click.option(
        "--text",
        metavar=say(fr="MOTS", en="WORDS"),
        help=say(
            fr="Mots ou débuts de mots, où qu'ils soient ; accents et casse indifférents.",
            en="Words or their beginnings, wherever they stand; accents and case aside.",
        ),
    ),
    click.option(
        "--patient",
        metavar=say(fr="NOM", en="NAME"),
        help=say(fr="Nom du patient.", en="The patient's name."),
    ),
    click.option(
        "--drug",
        metavar=say(fr="NOM", en="NAME"),
        help=say(fr="Médicament ou substance.", en="Drug or substance."),
    ),
    click.option(
        "--prescriber",
        metavar=say(fr="NOM", en="NAME"),
        help=say(fr="Nom du prescripteur.", en="The prescriber's name."),
    ),
    click.option(
        "--atc",
        metavar="CODE",
        help=say(fr="Code ATC, ou son début.", en="ATC code, or its beginning."),
    ),
    click.option(
        "--since",
        type=DAY,
        callback=day,
        metavar="DATE",
        help=say(
            fr="Ordonnances datées de ce jour ou d'après.",
            en="Prescriptions dated on that day or after.",
        ),
    ),
    click.option(
        "--until",
        type=DAY,
        callback=day,
        metavar="DATE",
        help=say(
            fr="Ordonnances datées de ce jour ou d'avant.",
            en="Prescriptions dated on that day or before.",
        ),
    ),
    click.option(
        "--number",
        type=click.IntRange(min=1),
        metavar="N",
        help=say(fr="Celle qui porte ce numéro.", en="The one that bears this number."),
    ),
    click.option(
        "--list",
        "listing",
        type=click.Choice(["I", "II", "stupéfiant"]),
        help=say(
            fr="Celles dont un médicament de cette liste est à l'ordonnancier.",
            en="Those with a drug of this list in the ordonnancier.",
        ),
    ),
    click.option(
        "--status",
        type=click.Choice(["all", "current", "replaced"]),
        default="all",
        show_default=True,
        help=say(
            fr="current : sans celles qu'une entrée plus récente remplace ; replaced : celles-là.",
            en="current: without those that a later entry replaces; replaced: those.",
        ),
    ),
)


def with_filters(run: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the filters, as the argument `query`."""

    @wraps(run)
    def command(*rest: Any, **named: Any) -> None:
        asked = {name: named.pop(name) for name in _NAMES}
        run(*rest, query=_query(**asked), **named)

    for option in reversed(_FILTERS):
        command = option(command)
    return command


_NAMES = (
    *("text", "patient", "drug", "prescriber", "atc", "since", "until"),
    *("number", "listing", "status"),
)


def _query(**asked: Any) -> "Query":
    from storage.ordonnancier import Listing
    from storage.search import Query

    listing = asked.pop("listing")
    words: dict[str, Any] = {name: asked.pop(name) or "" for name in _NAMES[:5]}
    if not any(letter.isalnum() for word in words.values() for letter in word) and any(
        words.values()
    ):
        raise Fault(
            fr="Donnez au moins une lettre ou un chiffre à chercher.",
            en="Give at least one letter or digit to look for.",
        )
    return Query(
        **words,
        since=asked["since"],
        until=asked["until"],
        number=asked["number"],
        listing=Listing(listing) if listing else None,
        current=asked["status"] == "current",
        replaced=asked["status"] == "replaced",
    )

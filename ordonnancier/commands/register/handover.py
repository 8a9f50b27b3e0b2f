"""The options that say what was handed over, for the ordonnancier."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from ordonnancier.commands.register.options import DAY, day
from prescription.language import say

if TYPE_CHECKING:
    from ordonnancier.dispensing import Handover


def _by_line(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[int, str]:
    """`2=1 boîte` as a pair."""
    pairs = {}
    for value in values:
        line, equals, text = value.partition("=")
        if not (equals and line.strip().isdecimal() and text.strip()):
            raise click.BadParameter(
                say(
                    fr=f"« {value} » : écrivez par exemple 2=1 boîte.",
                    en=f'"{value}": write for instance 2=1 boîte.',
                )
            )
        pairs[int(line)] = text.strip()
    return pairs


_OPTIONS = (
    click.option(
        "--dispensed-on",
        type=DAY,
        callback=day,
        metavar="DATE",
        help=say(
            fr="Jour de la délivrance : inscrit les médicaments listés à l'ordonnancier.",
            en="Day of the dispensing: enters the listed drugs in the ordonnancier.",
        ),
    ),
    click.option(
        "--prescriber-address",
        metavar=say(fr="ADRESSE", en="ADDRESS"),
        help=say(fr="Adresse du prescripteur.", en="The prescriber's address."),
    ),
    click.option(
        "--patient-address",
        metavar=say(fr="ADRESSE", en="ADDRESS"),
        help=say(fr="Adresse du patient.", en="The patient's address."),
    ),
    click.option(
        "--line",
        "lines",
        type=click.IntRange(min=1),
        multiple=True,
        metavar="N",
        help=say(
            fr="Ligne délivrée (répétable) ; sans elle, toutes celles d'un médicament listé.",
            en="A line handed over (repeatable); without it, all those of a listed drug.",
        ),
    ),
    click.option(
        "--quantity",
        "quantities",
        multiple=True,
        callback=_by_line,
        metavar=say(fr="N=TEXTE", en="N=TEXT"),
        help=say(
            fr="Quantité délivrée de la ligne N, par exemple 2=1 boîte (répétable).",
            en="Quantity handed over of line N, for instance 2=1 boîte (repeatable).",
        ),
    ),
    click.option(
        "--line-list",
        "listings",
        multiple=True,
        callback=_by_line,
        metavar=say(fr="N=LISTE", en="N=LIST"),
        help=say(
            fr="Liste de la ligne N (I, II ou stupéfiant), à la place du lexique (répétable).",
            en="List of line N (I, II or stupéfiant), instead of the lexicon's (repeatable).",
        ),
    ),
    click.option(
        "--hospital",
        metavar=say(fr="NOM", en="NAME"),
        help=say(fr="Hôpital, s'il y a lieu.", en="Hospital, if any."),
    ),
    click.option(
        "--service",
        metavar=say(fr="NOM", en="NAME"),
        help=say(fr="Son service.", en="Its department."),
    ),
)
_NAMES = (
    *("dispensed_on", "prescriber_address", "patient_address", "lines"),
    *("quantities", "listings", "hospital", "service"),
)


def with_handover(run: Callable[..., None]) -> Callable[..., None]:
    """Give a verb these options, as the argument `handover`: None without --dispensed-on."""

    @wraps(run)
    def command(*rest: Any, **named: Any) -> None:
        said = {name: named.pop(name) for name in _NAMES}
        run(*rest, handover=_handover(**said), **named)

    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _handover(
    dispensed_on: date | None,
    prescriber_address: str | None,
    patient_address: str | None,
    listings: dict[int, str],
    **rest: Any,
) -> "Handover | None":
    from ordonnancier.dispensing import Handover
    from storage.ordonnancier import Listing

    if dispensed_on is None:
        return None
    if not prescriber_address or not patient_address:
        raise click.UsageError(
            say(
                fr="L'ordonnancier veut --prescriber-address et --patient-address (R.5132-9).",
                en="The ordonnancier wants --prescriber-address and --patient-address (R.5132-9).",
            )
        )
    wrong = [text for text in listings.values() if text not in set(Listing)]
    if wrong:
        raise click.UsageError(
            say(
                fr=f"« {wrong[0]} » n'est pas une liste : I, II ou stupéfiant.",
                en=f'"{wrong[0]}" is no list: I, II or stupéfiant.',
            )
        )
    return Handover(
        dispensed_on=dispensed_on,
        prescriber_address=prescriber_address,
        patient_address=patient_address,
        listings={line: Listing(text) for line, text in listings.items()},
        **rest,
    )

"""Which ATC code of a substance a line means: the one of the route it is given by."""

from functools import cache

from extraction.drugs.lexicon import DrugName, Lexicon
from extraction.posology.instruction import InstructionReading
from extraction.resources import read_rules


def atc_by_route(drug: DrugName, reading: InstructionReading, lexicon: Lexicon) -> str | None:
    """The first code of the route that is written, else of the form's; the main code otherwise."""
    if len(drug.atc) < 2:
        return drug.atc[0] if drug.atc else None
    routes = _routes(drug, reading, lexicon)
    if len(routes) != 1:
        return drug.atc[0]
    (route,) = routes
    prefixes = _prefixes()
    local = tuple(p for of_route in prefixes.values() for p in of_route)
    if route in prefixes:
        fitting = [code for code in drug.atc if code.startswith(prefixes[route])]
    else:
        systemic = [code for code in drug.atc if not code.startswith(local)]
        fitting = systemic or [code for code in drug.atc if code.startswith("A")]
    return (fitting or list(drug.atc))[0]


def _routes(drug: DrugName, reading: InstructionReading, lexicon: Lexicon) -> set[str]:
    written = {d.route.text for d in reading.dosages if d.route and d.route.text}
    if written:
        return written
    forms = (reading.form,) if reading.form else drug.forms
    known = (lexicon.forms[form].route for form in forms if form and form in lexicon.forms)
    return {route for route in known if route}


@cache
def _prefixes() -> dict[str, tuple[str, ...]]:
    """The groups of ATC of each local route, the most usual first."""
    rows: dict[str, list[str]] = read_rules("atc_routes.toml")["local"]
    return {route: tuple(groups) for route, groups in rows.items()}

"""The form in the words of the paper, in full and in the singular."""

import pytest

from extraction.drugs.official_form import official_form


@pytest.mark.parametrize(
    ("written", "meant", "named"),
    [
        ("cp", "comprimé", "comprimé"),
        ("cps séc.", "comprimé", "comprimé sécable"),
        ("cp pell", "comprimé", "comprimé pelliculé"),
        ("comprimés orodispersibles", "comprimé", "comprimé orodispersible"),
        ("dispersible", "comprimé", "comprimé dispersible"),
        ("cp LP", "comprimé", "comprimé"),
        ("gél", "gélule", "gélule"),
        ("gel", "gélule", "gélule"),
        ("gélules gastro-résistantes", "gélule", "gélule gastro-résistante"),
        ("en sachets", "sachet", "sachet"),
        ("susp. buv.", "suspension buvable", "suspension buvable"),
        ("pdre pr susp buv", "suspension buvable", "poudre pour suspension buvable"),
        ("gttes buv", "gouttes", "gouttes buvables"),
        ("sol buv gouttes", "gouttes", "solution buvable en gouttes"),
        (
            "sol inj en seringue préremplie",
            "solution injectable",
            "solution injectable en seringue préremplie",
        ),
        ("dispositif transderm.", "patch", "dispositif transdermique"),
        ("inj", "solution injectable", "solution injectable"),
        ("pom opht", "pommade ophtalmique", "pommade ophtalmique"),
    ],
)
def test_a_form_is_named_in_full(written: str, meant: str, named: str) -> None:
    assert official_form(written, meant) == named

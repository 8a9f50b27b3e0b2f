"""What the reference knows of a drug, as far as the grammar needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extraction.drugs.equal_amounts import equal_strengths
from extraction.drugs.marketed import marketed_number
from extraction.rules.forms import DOSE_UNIT_OF_FORM
from extraction.values import value
from prescription.dosage import Quantity, Ratio

INJECTED = frozenset({"solution injectable", "stylo", "solution pour perfusion", "implant"})
"""Forms whose doses are never a bare number: `1 le matin` means one of the others."""

MOST_COUNTED = 9
"""Of what is swallowed at once: more is a measure."""
WEAKEST = 100
"""Units in a millilitre of the weakest insulin; vaccines hold fewer."""


@value
class Presentation:
    """One marketed strength (a combination has several Ratio) in one form."""

    strength: tuple[Ratio, ...]
    form: str


_SPRAYED = ("inhalation", "spray nasal", "spray buccal", "spray cutané")


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What the reference knows of the drug: it tells a strength from a dose.

    `strengths`: the marketed ones, each a tuple of Ratio; `forms`: the record's form words;
    `dose_units`: the dose units that fit these forms; `presentations`: which strength comes in
    which form.
    """

    strengths: tuple[tuple[Ratio, ...], ...] = ()
    forms: tuple[str, ...] = ()
    dose_units: tuple[str, ...] = ()
    presentations: tuple[Presentation, ...] = ()

    def form_meant(
        self, written: str | None, said: str = "", *, applied: bool = False
    ) -> str | None:
        """The record's form; `said` are the words that `written` was read from.

        `gel` is a gel; a capsule when written `gél`, or when the drug comes in no gel and is not
        `applied`. `Ventoline spray` is what the drug is sprayed from: the skin is meant where
        nothing else is sold.
        """
        if written == "spray cutané" and said.strip(" .,").lower() == "spray":
            sold = [form for form in self.forms if form in _SPRAYED]
            return sold[0] if len(sold) == 1 else written
        no_gel = bool(self.forms) and "gel" not in self.forms and not applied
        capsule = said[:3].lower() == "gél" or no_gel
        return "gélule" if written == "gel" and capsule else written

    def unit_of_bare_number(self, form: str | None, strength: Sequence[Ratio]) -> str | None:
        """The dose unit of `1 matin`: the form's, else the only one that fits the drug."""
        unit = self._fitting_unit(form, strength)
        # `1,5 mg/0,5 mL` is what one single-dose container holds: 1 may be the container.
        sold = strength or [r for p in self.presentations if p.form == form for r in p.strength]
        held = (r.denominator for r in sold if r.denominator and r.denominator.unit == "mL")
        return None if unit == "goutte" and any(volume.value != 1 for volume in held) else unit

    def _fitting_unit(self, form: str | None, strength: Sequence[Ratio]) -> str | None:
        if form in DOSE_UNIT_OF_FORM:
            return DOSE_UNIT_OF_FORM[form]
        if self.is_taken_in_units:
            return "UI"
        fitting = [p.form for p in self.presentations if equal_strengths(p.strength, strength)]
        if any(r.denominator and r.denominator.unit == "mL" for r in strength) and not fitting:
            # Of a generic nobody knows which form holds so much in a volume; a tablet does not.
            return None
        forms = (set(fitting) or set(self.forms)) - INJECTED
        units = {DOSE_UNIT_OF_FORM.get(form) for form in forms}
        if len(units) == 1 and None not in units:
            return units.pop()
        return self.dose_units[0] if len(set(self.dose_units)) == 1 else None

    def unit_of_large_number(self, number: Decimal) -> str | None:
        """The unit of a number that nobody counts and that is sold: `75` of Levothyrox are µg."""
        sold = marketed_number(number, self.strengths) if number > MOST_COUNTED else None
        plain = sold and len(sold) == 1 and sold[0].denominator is None
        return sold[0].numerator.unit if sold and plain else None

    @property
    def is_taken_in_units(self) -> bool:
        """Insulins: injected, and sold by the units in a millilitre alone."""
        held = [r for strength in self.strengths for r in strength]
        per_ml = Quantity(Decimal(1), "mL")
        in_units = all(
            r.numerator.unit == "UI" and r.numerator.value >= WEAKEST and r.denominator == per_ml
            for r in held
        )
        return bool(held) and in_units and bool(self.forms) and set(self.forms) <= INJECTED

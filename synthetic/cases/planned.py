"""One medication as meant, before any word is chosen."""

from dataclasses import dataclass
from decimal import Decimal

from prescription.dosage import Dosage, Quantity, Ratio
from prescription.record import DispenseRequest, Substitution
from synthetic.cases.facts import Product


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One medication as meant.

    The dosages carry no words; `reason`, `direction`, `days` and `site` are keys of the phrases;
    `as_needed` without `reason` means no reason is given; `secured` asks for full letters.
    `days` names days that no Timing can say (J1, J8, J15); `scale` the glycaemia from which each
    dosage is due; `weight` is the child's, for a dose by weight; `stopped` ends with "puis arrêt".
    """

    product: Product
    strength: tuple[Ratio, ...]
    dosages: tuple[Dosage, ...]
    reason: str = ""
    as_needed: bool = False
    direction: str = ""
    site: str = ""
    route: str = ""
    dispense: DispenseRequest | None = None
    substitution: Substitution | None = None
    secured: bool = False
    days: str = ""
    scale: tuple[Decimal, ...] = ()
    weight: Quantity | None = None
    stopped: bool = False

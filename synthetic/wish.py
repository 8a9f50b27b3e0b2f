"""What a layout asks of the prescription it shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What a layout asks of its scenario.

    `styles` and their weights; `cells` for tables, with a column for each moment in a `chart`;
    `hospital`; `bizone`; `secured`; about `least` to `most` lines.
    """

    styles: str = "opts"
    weights: tuple[int, ...] = (25, 40, 22, 13)
    cells: bool = False
    chart: bool = False
    hospital: bool = False
    bizone: bool = False
    secured: bool = False
    least: int = 0
    most: int = 9

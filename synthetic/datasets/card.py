"""The corpus's README: what it holds, how it was made, its licence and its limits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from synthetic.datasets.variety import count_variety


@dataclass(slots=True)
class Counts:
    """What a corpus holds."""

    prescriptions: int = 0
    pages: int = 0
    medications: int = 0
    other_lines: int = 0
    words: int = 0
    layouts: Counter[str] = field(default_factory=Counter)
    degradations: Counter[str] = field(default_factory=Counter)
    fonts: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Counts") -> None:
        """Add the counts of a part."""
        self.prescriptions += other.prescriptions
        self.pages += other.pages
        self.medications += other.medications
        self.other_lines += other.other_lines
        self.words += other.words
        for own, more in (
            (self.layouts, other.layouts),
            (self.degradations, other.degradations),
            (self.fonts, other.fonts),
            (self.labels, other.labels),
        ):
            own.update(more)


def write_card(counts: Counts, seed: int, dpi: int) -> str:
    """The README of a corpus, in Markdown."""
    variety = count_variety()
    low, high = variety.points
    return f"""---
license: cc0-1.0
language: [fr]
task_categories: [image-to-text, token-classification]
pretty_name: Made-up French prescriptions
---

# Made-up French prescriptions

{counts.prescriptions} prescriptions on {counts.pages} pages, with {counts.medications} medications,
{counts.other_lines} lines that are no medication and {counts.words} words. Made by
`ordonnancier synth --count {counts.prescriptions} --seed {seed} --dpi {dpi}`: the same options and
the same fonts give the same bytes.

Nothing here comes from a real prescription. Patients, prescribers, addresses and numbers are made
up (telephone numbers belong to the ranges reserved for fiction; identifiers only have valid check
digits). Truth comes from the scenario that each page was written from, never from reading the page.

## Files

| path | what |
| --- | --- |
| `files/NNNNNN.png`, `.jpg`, `.tif` | one prescription; TIFF when it has several pages |
| `truth/NNNNNN.json` | the record, the products meant, layout, damage and its parameters |
| `alto/NNNNNN.xml` | words and boxes, ALTO 4; a block is a part of the prescription |
| `tokens.jsonl`, `tokens.conll` | lines of the body as BIO-tagged tokens |
| `lines/NNNNNN-P-LL.png`, `.gt.txt` | single printed lines, levelled, with their text |
| `index.jsonl` | one row a prescription |

Boxes are `[left, top, width, height]` in pixels of the page as given, after the turn that EXIF
asks for. A medication that goes on to a second page has the page and box where it begins.

## Labels

BIO tags of the words of a medication. A word that glues two (`1cp/j`) has the label of its first
part; verbs (`prendre`), the most in a day, directions, quantities and substitution have none.

| label | what it marks |
| --- | --- |
| DRUG | every name of the drug, its laboratory too |
| STRENGTH, FORM | as written after the name |
| DOSE | one intake: `1 cp`, `25 mg/kg`, `1` in a column; a total to share: `60 mg/kg/j` |
| FREQUENCY | how often, when: `matin et soir`, `x3/j`, `1-0-1`, `3 injections par jour`, `J1 J8` |
| DURATION | `pendant 5 jours`, `QSP 3 mois`, `J1 à J3` of a step |
| ROUTE | by which way and where: `SC`, `œil droit` |
| CONDITION | `si besoin`, `si douleur`, `si 1,50 à 2 g/L` |
| REPEATS | `AR 2 fois`, `à ne pas renouveler` |

## Variety

Drawn from {variety.fragments} independent fragments of phrasing, {variety.other_lines} lines that
are no medication, {variety.situations} situations of {variety.specialties} specialties,
{variety.products} products, {variety.layouts} families of layouts, {variety.fonts} printed fonts
and {variety.hands} script fonts from {low:g} to {high:g} points, {variety.degradations} kinds of
damage.

## Counts

{_table("layout", counts.layouts)}
{_table("damage", counts.degradations)}
{_table("font", counts.fonts)}
{_table("label", counts.labels)}
## Limits

- Printed text and script fonts, no real handwriting. Damage is simulated.
- Drugs, doses and situations are usual ones, written down from a pharmacist's knowledge; they are
  no advice, and their frequencies are only roughly those of French pharmacies.
- Phrasing comes from a finite set of fragments; people write more ways than these.

## Licence

CC0 1.0: the made-up data may be used for anything. Fonts keep their own licences; they are drawn,
not shipped.
"""


def _table(name: str, counts: Mapping[str, int]) -> str:
    rows = "".join(f"| {key} | {counts[key]} |\n" for key in sorted(counts))
    return f"| {name} | count |\n| --- | --- |\n{rows}"

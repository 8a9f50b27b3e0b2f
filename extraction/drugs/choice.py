"""Which of the drugs a name can mean is prescribed: strength and form of the line decide."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from extraction.drugs.lexicon import DrugName, Lexicon
from extraction.drugs.mentions import DrugMatch, match_drug
from extraction.drugs.names import Candidate
from extraction.drugs.release import with_release
from extraction.drugs.strengths import amount
from extraction.spelling.matching import compact, fold
from extraction.values import value
from prescription.dosage import Quantity

_AMOUNT = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)?) ?(mg|g|µg|ug|mcg|ui|u\.i\.|mui|%)(?![a-z])"
)
_AFTER_NAME = re.compile(r"\W{0,3}(\d+(?:[.,]\d+)?)(?![\d.,/])(?! ?[a-z])")
_UNITS = {"ug": "µg", "mcg": "µg", "ui": "UI", "u.i.": "UI", "mui": "MUI"}
_CLOSE = 1.5
"""Letters by which a misread name must be nearer to one drug than to all others."""
_SAFE_LENGTH = 6
_LEAST_SCORE = 0.72
"""How alike a name must be to be proposed when neither strength nor form speaks for it."""
_LEAST_CONTRADICTED = 0.8
_LEAST_SURE = 0.8
"""How alike a misread name must be to be taken at the word of its strength."""


@value
class Choice:
    """The drug of a line; None when none is near enough.

    `sure`: the drug may be taken without a question; `repaired`: letters of the name were put
    right on the way; `candidates` are all that came near, likeliest first.
    """

    drug: DrugName | None
    candidates: tuple[Candidate, ...] = ()
    sure: bool = False
    repaired: bool = False

    @property
    def score(self) -> float:
        """How much of the name agrees, 0 to 1."""
        return self.candidates[0].score if self.drug and self.candidates else 0.5


def choose_drug(line: str, lexicon: Lexicon) -> Choice:
    """The drug that a line names with its first words; what follows them helps to choose."""
    match = match_drug(line, lexicon)
    if match is None:
        return Choice(None)
    match, _ = with_release(match, line, lexicon)
    return choose(match, line[match.end :], lexicon)


def choose(match: DrugMatch | None, instruction: str, lexicon: Lexicon) -> Choice:
    """The drug that the words of `match` mean beside the words of its `instruction`."""
    if match is None:
        return Choice(None)
    rest = fold(instruction)
    amounts = tuple(_amounts(rest))
    forms = frozenset(_forms(rest, lexicon))
    fits = {c.drug: _fit(c.drug, amounts, forms) for c in match.candidates}
    ranked = tuple(sorted(match.candidates, key=lambda c: c.difference - 0.75 * fits[c.drug]))
    best, rivals = ranked[0], ranked[1:]
    if match.conflict:
        return Choice(match.candidates[0].drug, match.candidates)
    if match.open_end:
        return Choice(best.drug, ranked)
    if match.exact:
        sure = all(fits[rival.drug] < fits[best.drug] for rival in rivals)
        return Choice(best.drug, ranked, sure=sure)
    least = _LEAST_SCORE if fits[best.drug] <= 0 else 0.0
    if best.score < (_LEAST_CONTRADICTED if fits[best.drug] < 0 else least):
        return Choice(None, ranked)
    close = [r for r in rivals if fits[r.drug] >= 0 and r.difference <= best.difference + _CLOSE]
    sure = fits[best.drug] >= 1 and not close and best.score >= _LEAST_SURE
    long_enough = len(compact(best.drug.name)) >= _SAFE_LENGTH
    return Choice(best.drug, ranked, sure, repaired=not (match.confused and long_enough))


def _fit(drug: DrugName, amounts: tuple[Quantity, ...], forms: frozenset[str]) -> float:
    """1 when a written strength is marketed, -1 when none is, and half as much for the form."""
    value = 0.0
    marketed, bare, sold_as = _marketed(drug)
    if amounts and marketed:
        hit = any(amount(q) in marketed if q.unit else q.value in bare for q in amounts)
        value += 1 if hit else -1
    if forms and sold_as:
        value += 0.5 if forms & sold_as else -0.5
    return value


@lru_cache(maxsize=4096)
def _marketed(
    drug: DrugName,
) -> tuple[frozenset[tuple[Decimal, str]], frozenset[Decimal], frozenset[str]]:
    """The amounts the drug is marketed in, the same as bare numbers, and its forms."""
    held = [r.numerator for p in drug.dispensed for s in p.strengths for r in s]
    amounts = frozenset(map(amount, held))
    bare = {q.value for q in held} | {number for number, _ in amounts}
    return amounts, frozenset(bare), frozenset(p.form for p in drug.dispensed if p.form)


def _amounts(rest: str) -> Iterator[Quantity]:
    """Amounts with a unit, and the bare number right after the name."""
    for match in _AMOUNT.finditer(rest):
        yield Quantity(_number(match[1]), _UNITS.get(match[2], match[2]))
    after = _AFTER_NAME.match(rest)
    if after:
        yield Quantity(_number(after[1]))


def _forms(rest: str, lexicon: Lexicon) -> Iterator[str]:
    words = re.findall(r"[a-zœæ]+", rest)
    for i, word in enumerate(words):
        if word not in _first_words(lexicon):
            continue
        for size in (3, 2, 1):
            form = lexicon.written_forms.get(" ".join(words[i : i + size]))
            if form:
                yield form
                break


@lru_cache(maxsize=4)
def _first_words(lexicon: Lexicon) -> frozenset[str]:
    """The words that written forms begin with."""
    return frozenset(written.split()[0] for written in lexicon.written_forms)


def _number(written: str) -> Decimal:
    return Decimal(written.replace(" ", "").replace(",", "."))

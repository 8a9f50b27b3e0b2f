"""Drugs that a line names letter by letter, with their salts, makers and second names."""

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from extraction.drugs.drug_name import is_class, is_kin
from extraction.drugs.in_parts import in_parts
from extraction.drugs.lexicon import LONGEST_NAME, DrugName, Lexicon
from extraction.drugs.names import Candidate, DrugMatch
from extraction.spelling.matching import fold
from extraction.spelling.words import load_words
from extraction.values import value

_TOKEN = re.compile(r"[a-zœæ]+|\d+")
_INSIDE_NAME = re.compile(r"[ '.\-/+®™&]*|, ?")
_USUAL_GAPS = frozenset({"", " ", "-", "/"})
_JOIN = re.compile(r"\s*[/+&,\-]?\s*(?:et\s+)?")
_OPEN = re.compile(r"\s*[({\[]\s*|\s*[=/:]\s*|\s+")
_BRACKET = re.compile(r"(?: ?l\.? ?p\.?)?\s*[({\[]\s*")
_BRACKET_END = re.compile(r"(?:\s*l\.?p\.?)?\s*[)}\]]")
"""A release inside the bracket says nothing new: `Dépakine Chrono (valproate LP)`."""
_NEAR = re.compile(r"[ ,('.\-]*")
_OF = frozenset({"de", "d", "du"})
_KINDS = frozenset({"rapide", "lente", "ultrarapide", "basale", "intermediaire", "prandiale"})
"""Words between the name of a family and a brand of it: `Insuline rapide Novorapid`."""
_ACID = "ac"
"""`ac. folique` is `acide folique`."""
_MOST_PARTS = 4
_SHORT = 5
"""Names of fewer characters must stand in one piece."""


class _Token(NamedTuple):
    text: str
    start: int
    end: int


@lru_cache(maxsize=256)
def _cut(text: str, start: int) -> tuple[str, tuple[_Token, ...]]:
    folded = fold(text)
    if start:
        whole = _cut(text, 0)[1]
        if not any(token.start < start < token.end for token in whole):
            return folded, tuple([token for token in whole if token.start >= start])
    found = [_Token(match[0], *match.span()) for match in _TOKEN.finditer(folded, start)]
    for i, token in enumerate(found):
        if token.text == _ACID and i + 1 < len(found) and found[i + 1].text.isalpha():
            found[i] = token._replace(text="acide")
        elif not token.text.isascii():
            found[i] = token._replace(text=token.text.replace("œ", "oe").replace("æ", "ae"))
    return folded, tuple(found)


@value
class NamedLine:
    """A folded text cut into runs of letters and runs of digits."""

    text: str
    tokens: tuple[_Token, ...]
    lexicon: Lexicon

    @classmethod
    def of(cls, text: str, lexicon: Lexicon, start: int = 0) -> "NamedLine":
        """The line from offset `start` on, folded and cut."""
        return cls(*_cut(text, start), lexicon)

    def exact_at(self, i: int) -> DrugMatch | None:
        """The drug exactly named from token `i` on, with its salt, maker and second name."""
        return self.named_at(i) if self._may_begin_at(i) else None

    def named_at(self, i: int) -> DrugMatch | None:
        """The same from a token that a name may begin with."""
        found = self._whole_name_at(i)
        return found and in_parts(found, self.text, self._generic_from, self.lexicon.combinations)

    def _whole_name_at(self, i: int) -> DrugMatch | None:
        named = self.name_at(i)
        if named is None and self._is_salt_of(i):
            named = self.name_at(i + 2)
        named = named or self._turned_round(i)
        if named is None:
            return None
        drugs, after = self._for_age(*self._combination(*named))
        candidates = tuple(Candidate(drug) for drug in drugs)
        match = DrugMatch(self.tokens[i].start, self._end(after), candidates)
        twice = self._second_name(match, after)
        if twice.end > match.end:
            return twice
        further = self._skip_attributes(after)
        if further == after:
            return twice
        return self._second_name(replace(match, end=self._end(further)), further)

    def _generic_from(self, start: int) -> tuple[tuple[DrugName, ...], int] | None:
        """The INN whose name begins at an offset, and where its salt ends."""
        at = next((i for i, token in enumerate(self.tokens) if token.start == start), None)
        named = None if at is None else self.name_at(at)
        if named is None or not named[0][0].generic:
            return None
        return named[0], self._end(self._skip_salts(named[1]))

    def beginnings(self) -> list[int]:
        """The tokens that a name may begin with; most words begin none."""
        words = [token.text for token in self.tokens]
        begins = map(_may_begin, words, [*words[1:], ""], repeat(self.lexicon))
        return [i for i, may in enumerate(begins) if may]

    def _may_begin_at(self, i: int) -> bool:
        following = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        return i < len(self.tokens) and _may_begin(self.tokens[i].text, following, self.lexicon)

    def name_at(self, i: int) -> tuple[tuple[DrugName, ...], int] | None:
        """The drugs of the longest known name from token `i` on; the token after the name."""
        key, windows = "", []
        for j in range(i, min(i + LONGEST_NAME, len(self.tokens))):
            key += self.tokens[j].text
            if not _begins_name(key, self.lexicon):
                break
            if j > i:
                gap = self.text[self.tokens[j - 1].end : self.tokens[j].start]
                if gap not in _USUAL_GAPS and not _INSIDE_NAME.fullmatch(gap):
                    break
            windows.append((key, j + 1))
        for key, after in reversed(windows):
            drugs = self.lexicon.names.get(key) or self.lexicon.bases.get(key)
            if drugs and (len(key) >= _SHORT or self._stands_as(drugs, i, after)):
                return drugs, after
        return None

    def _turned_round(self, i: int) -> tuple[tuple[DrugName, ...], int] | None:
        """An INN of two words whose second stands first: `folique acide`."""
        if (
            i + 1 >= len(self.tokens)
            or self.text[self._end(i + 1) : self.tokens[i + 1].start] != " "
        ):
            return None
        drugs = self.lexicon.names.get(self.tokens[i + 1].text + self.tokens[i].text, ())
        whole = drugs and drugs[0].generic and len(self.tokens[i].text) >= _SHORT
        return (drugs, i + 2) if whole else None

    def _for_age(self, drugs: tuple[DrugName, ...], after: int) -> tuple[tuple[DrugName, ...], int]:
        """`Tiorfan Enfants`: the word for whom a brand is belongs to its name."""
        following = self.tokens[after : after + 1]
        adjacent = bool(following) and self.text[self._end(after) : following[0].start] == " "
        if not adjacent or following[0].text not in load_words().ages or drugs[0].generic:
            return drugs, after
        for age in (following[0].text, following[0].text.rstrip("s"), f"{following[0].text}s"):
            if known := self.lexicon.find(f"{drugs[0].name} {age}"):
                return known, after + 1
        word = load_words().written[following[0].text].capitalize()
        return tuple(replace(d, name=f"{d.name} {word}") for d in drugs), after + 1

    def _combination(
        self, drugs: tuple[DrugName, ...], after: int
    ) -> tuple[tuple[DrugName, ...], int]:
        """INNs joined by `/`, `+` or `et`, in any order, when they are marketed together."""
        together, end = frozenset(drugs[0].substances), after
        best = drugs, after
        for _ in range(_MOST_PARTS):
            end = self._skip_salts(end)
            if end < len(self.tokens) and self.tokens[end].text == "et":
                end += 1
            if not drugs[0].generic or end >= len(self.tokens) or not self._between(_JOIN, end):
                break
            named = self.name_at(end)
            if named is None or not named[0][0].generic:
                break
            together, end = together | frozenset(named[0][0].substances), named[1]
            if known := self.lexicon.combinations.get(together):
                best = known, end
        return best

    def _second_name(self, match: DrugMatch, after: int) -> DrugMatch:
        """`paracétamol (Doliprane)` and `Doliprane (paracétamol)`: the brand, if both agree."""
        qualified = after
        while qualified < len(self.tokens) and self.tokens[qualified].text in _KINDS:
            qualified += 1
        if qualified > after and self.name_at(qualified):
            after = qualified
            match = replace(match, end=self._end(after))
        if after >= len(self.tokens):
            return match
        opening = _OPEN.fullmatch(self.text, match.end, self.tokens[after].start)
        named = self.name_at(after) if opening else None
        if named is None or opening is None:
            return match
        drugs, end = self._for_age(*self._combination(*named))
        bracketed = opening[0].strip() in ("(", "[", "{")
        first, second = match.candidates[0].drug, drugs[0]
        agree = set(first.substances) == set(second.substances) or is_class(first, second)
        if opening[0].strip() == ":":
            return self._explained(match, drugs, end, agree=agree or is_kin(first, second))
        if not bracketed and not (agree and first.generic != second.generic):
            return match
        end = self._skip_attributes(end)
        stop = self._end(end)
        if bracketed and (closing := _BRACKET_END.match(self.text, stop)):
            stop = closing.end()
        if not agree:
            both = match.candidates + tuple(Candidate(drug) for drug in drugs)
            return replace(match, end=stop, candidates=both, conflict=True)
        if first.generic and not second.generic:
            return replace(match, end=stop, candidates=tuple(Candidate(d) for d in drugs))
        return replace(match, end=stop)

    def _explained(
        self, match: DrugMatch, drugs: tuple[DrugName, ...], end: int, *, agree: bool
    ) -> DrugMatch:
        """`Fer : Tardyferon`: the brand, asked about when it is not known to hold the substance."""
        if not match.candidates[0].drug.generic or drugs[0].generic:
            return match
        brands = tuple(Candidate(drug) for drug in drugs)
        stop = self._end(self._skip_attributes(end))
        if agree:
            return replace(match, end=stop, candidates=brands)
        return replace(match, end=stop, candidates=brands + match.candidates, conflict=True)

    def confirmed(self, match: DrugMatch) -> DrugMatch:
        """`Térailthe LP (lithium LP)`: the misread name in agreement with the exact one behind."""
        opening = _BRACKET.match(self.text, match.end)
        starts = [i for i, t in enumerate(self.tokens) if opening and t.start == opening.end()]
        named = self.exact_at(starts[0]) if starts else None
        if named is None or opening is None:
            return match
        stop = _BRACKET_END.match(self.text, named.end)
        stated = named.candidates[0].drug
        same = tuple(
            candidate
            for candidate in match.candidates
            if set(candidate.drug.substances) == set(stated.substances)
        )
        whole = replace(match, end=stop.end() if stop else named.end, open_end=False)
        if not same:
            return replace(whole, candidates=match.candidates + named.candidates, conflict=True)
        if not stated.generic:
            return replace(whole, candidates=named.candidates)
        return replace(whole, candidates=same)

    def _skip_attributes(self, i: int) -> int:
        """The token after the salt and the maker's name that follow a drug's name."""
        i = self._skip_salts(i)
        key, after = "", i
        for j in range(i, min(i + 3, len(self.tokens))):
            key += self.tokens[j].text
            if key in self.lexicon.laboratories and self._between(_NEAR, i):
                after = j + 1
        return after

    def _skip_salts(self, i: int) -> int:
        salts = load_words().salts
        while i < len(self.tokens) and self.tokens[i].text in salts and self._between(_NEAR, i):
            i += 1
        return i

    def _is_salt_of(self, i: int) -> bool:
        """`sulfate de morphine`"""
        if self.tokens[i].text not in load_words().salts or i + 1 >= len(self.tokens):
            return False
        return self.tokens[i + 1].text in _OF

    def _stands_as(self, drugs: tuple[DrugName, ...], i: int, after: int) -> bool:
        """Whether a short name is in one piece, or apart as it is marketed: `T 4` is no `T4`."""
        seen = self.text[self.tokens[i].start : self.tokens[after - 1].end]
        return seen.isalnum() or any(fold(drug.name) == seen for drug in drugs)

    def _between(self, pattern: re.Pattern[str], i: int) -> bool:
        return bool(pattern.fullmatch(self.text, self.tokens[i - 1].end, self.tokens[i].start))

    def _end(self, after: int) -> int:
        return self.tokens[after - 1].end


def may_name(text: str, lexicon: Lexicon) -> bool:
    """Whether any word of a text may begin a name: asked first, as most texts name no drug."""
    words = _TOKEN.findall(fold(text))
    if _ACID in words or not all(map(str.isascii, words)):
        return True
    return any(map(_may_begin, words, [*words[1:], ""], repeat(lexicon)))


@lru_cache(maxsize=16384)
def _may_begin(word: str, following: str, lexicon: Lexicon) -> bool:
    """Whether a word is a name or a salt, or begins a name with the word behind it."""
    if word in lexicon.names or word in lexicon.bases or word in load_words().salts:
        return True
    turned = following + word in lexicon.names
    return bool(following) and (turned or _begins_name(word + following, lexicon))


@lru_cache(maxsize=16384)
def _begins_name(key: str, lexicon: Lexicon) -> bool:
    """Whether a known name begins with these characters."""
    first = bisect_left(lexicon.sorted_keys, key)
    return first < len(lexicon.sorted_keys) and lexicon.sorted_keys[first].startswith(key)

"""Which drug a line names: the lexicon, the official reference, names through bad ink.

`lexicon` (with `lexicon_rows`, `drug_name`, `strengths`) is read from `resources/lexicon/`, and
from `reference` where official files were imported. `mentions` finds the drugs of a line: by the
letter (`exact_names`, combinations `in_parts` too), else misread (`misread`, `name_index`,
`names`, `vocabulary`); `choice` takes the one that strength, form and release fit (`release`,
`marketed`, `equal_amounts`); `official_form` names the form as the paper does. `product` is what
the grammar may know of a drug; `lookup` answers what a person types. `disputed_names` takes, of two
readings of a word, the one that names a drug.
"""

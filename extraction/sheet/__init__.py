"""The rows of a page: which are header, medications, tables, notes, something else.

`blocks.lay_out` is the way in; what it gives, a `Layout`, stands in `layout`. On the way there:

- rows: `rows` makes them of words, `halves` parts two columns of drugs, `columns`, `tables`,
  `ruled_tables`, `table_records`, `cells_beside`, `titles`, `moment_titles`, `line_numbers`,
  `ticks` and `fields` bring the cells of a table together;
- one row alone: `entries` says what it is (an `entry`), by `cues`, `posology_words`, `naming`,
  `new_words`, `zones`, `scopes`, `orders` and `clauses`; `several_drugs` and `one_row` cut a row
  of several drugs, `wrapping` joins one that was broken off (`unfinished`), `dated_rows` a date
  of birth, `captions` small print to its drug;
- among its neighbours: `bounds` finds where the body begins and ends, `closing` cuts the
  sentences that close the list from others on their row, `placing` gives each row
  its place, with `own_notes`, `going_on`, `persons`, `section`, `section_headings` and
  `former_lists` (what is taken already);
- afterwards: `amid_drugs` parts the drugs by headings of length or renewals between them,
  `last_length` asks about a length for several lines, `left_out` about rows that no
  medication took, `copies` about a sheet that is there twice, `struck` about strokes,
  `stopped_elsewhere` about a drug that another row tells was stopped.
"""

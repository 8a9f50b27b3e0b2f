"""One block of rows to one medication request, with its doubts and its confidence.

`reading.read_medication` is the way in. `wording` parts name and instruction, `written` keeps
what the paper says, `atc` chooses a code, `lending` and `from_above` bring what other rows say.
Then each kind of doubt has its file:

- the reading: `doubts` (name, words, letters), `occasions` (which need no rhythm),
  `lost_numbers`, `unread` (ink beside the line), `untitled_cells` (of a table), `broken_off` (its
  end), `ditto` (marks that repeat the line above);
- strength, form, dose: `plausibility`, `limits` (a day, a week), `unlikely` (rhythms and units that
  do not go with the drug), `injected`, `applied` (a cream needs no amount), `bare_doses` (numbers
  that may be strengths), `combined_doses` (masses that may be, of a combination); `others` (the
  dose may be another drug's); `cut_cells` (so may its end); `places_for_all` (an eye named
  elsewhere); `led_steps` (words before the name, of which step); `two_patients` (whose the line
  is);
- what a second reader would take otherwise: the questions of `ways`.

`confidence` weighs what is left. A reason to look that is new stands in `prescription.record`
(`ReviewReason`), in `confidence.COST` and in `ordonnancier.wording`; tests tell which is missing.
"""

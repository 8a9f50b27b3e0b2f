"""What a second reader would take otherwise: a question each, told in one sentence when it is open.

`open_ways` is the way in: it asks all of them in turn, and of a line only those for which its
pieces and words leave room (`way`).

- What stands there may be of something else: `later_ways` (words behind a dose), `more_counts`
  (packs, intakes), `first_doses` (the strength), `need_words` (words of a need), `volumes`.
- Times: `near_moments` (neighbours), `uneven_moments` (some without a dose), `last_moment`,
  `some_days` and `cures` (days of their own), `later_steps`, `other_lengths` and `last_words`
  (lengths of something else), `day_totals` (a total that only repeats), `measured_steps` (a dose
  in milligrams that only follows).
- What slips and bad ink leave behind: `near_words` (words nearly of a rhythm), `cut_words`,
  `torn_numbers`, `lost_slashes`, `odd_amounts` (what nobody takes), `lost_partners` (one of two
  that `et` or a dash joins).

`dosages` says what several of them ask of a dosage.
"""

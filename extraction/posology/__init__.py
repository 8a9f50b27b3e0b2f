"""From what the rules recognised to FHIR dosages, strength, supply and substitution.

`instruction.read_instruction` is the way in, after `repairs` (with `misread_words`) put words
right and `timetable` parted hours with their doses. `assembly.assemble` then puts the pieces of
the line together:

- first goes what is no dose: `announced` (what a colon gives away), `contents` (what a tube
  holds), `outside` (form, supply, stop), `first_slot`, `joined` (two strengths together),
  `combined` (those of one combination) and `strength` (strength or dose, with `later`);
- the flow of pieces is settled (`settling`, by `flow`, `named_days`, `counted`, `equivalents`,
  `per_weight`, `puffs`, `nurses`) and cut into `groups`, each one dose with what belongs to it
  (`sites`, `steps`, `sharing`);
- each group becomes a dosage (`dosage`): its rhythm (`rhythms`, `timing`, `weekly`,
  `slot_moments`, `open_lengths`), its limit (`maxima`), its share of a day's total (`shares`),
  what is `implied`, what it takes from the step before (`inheriting`); equal ones become one
  (`merging`).

`leftovers` tells which words no rule used, `dashed_times` which lengths may begin with a number of
times.
"""

"""Pictures of pages made easy to read: light, skew, turns, curl, photographs.

`orient.read_upright` is the way in. A page passes through these files in this order:

1. `streaks` of a dirty scanner glass are lifted, `photo`: a photographed sheet becomes a rectangle,
   and `glare`: letters that a flash washed out grow dark again (called by `ocr.reading`);
   `coloured` strokes over print are taken off for a second reading (`ocr.uncovered`);
2. `size` looks at the page, reduced: its light (`clean`), how it lies (`straighten`), how dark
   (`faint`) and how high its print is (`grain` where there are specks), and gives it white paper,
   dark print and no more pixels than needed;
3. `orient` tries which way up it reads best, and for each way
4. `straighten` turns and scales it: dark `bands` are lifted, lines that `bend` made level, then
   barcodes (`bars`), printed `rules`, whole, broken (`broken_rules`) or paler than ink
   (`pale_rules`), leaders and bullets (`dots`), `arrows` and `specks` are taken off.

A new step is a function of a picture (`picture`, grey: `clean.Grey`) or of its ink (`ink.Ink`,
made of `components`), is called in one of these places, and gets a row in `STEPS` of
`tests/ocr/bench_pages.py`: `make ablation-ocr` tells what it is worth.
"""

"""From words to a draft: the grammar, the drugs, the header, what to check.

`reader` is the way in. Rooms see those below them: `medication` and `header`, then `sheet`,
`posology`, `drugs`, `spelling`, `rules` (the French), `grammar` (the engine, no French). `values`
and `resources` serve them all.
"""

"""From a file to pages of words: decoding, cleaning, reading.

`read.read_pages` is the way in: `files` decodes in a process of its own, `sheet_reading` takes
each sheet by its text or its picture, `reading` reads a picture (`cleaning`, `tesseract`, then
`layout`, `leftovers`, `certainty`, `signs`). `print_height` tells how high the print is, `in_row`
what stands in a row of it. What was not read is told by `regions` (but for what `ruled` knows),
`unread`, `edges`, `rings`, `faded`, `worn_rows`, `washed`, `hidden`, `pale_ends`, `pale_rows`,
`crossed` and `struck`; `uncovered` reads what coloured ink crossed, `weighing` tells the better of
two readings; `marks` and `level` put leaders and boxes back where they stood; `codes` reads
barcodes, `threads` shares work between processors; `page` holds what comes out.
"""

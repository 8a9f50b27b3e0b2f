"""From words on a page to drafts of prescriptions: `extraction.reader` is the way in."""

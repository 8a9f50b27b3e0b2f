"""Which drug a line names: the lexicon, the official reference, names through bad ink."""

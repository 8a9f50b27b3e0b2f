"""The journey from file to record, the command line, and what people do with a record.

- reading: `capture` is the way in, from a file, bytes or text; `reader` does it in a process of
  its own, `batch` for whole archives; pages come from `files`, `text`, `scan`, `watch` and
  `arrangement`;
- the command line: `cli`, a file each in `commands`; `messages`, `output`, `formats`, `table`,
  `passphrase`, `translation`;
- with a person: `review` (corrections, what is left to look at), `confirmation`, `dispensing`
  (`printed_address` is what the sheet says for it);
- words for people: `wording`, `told_by_reading`;
- the drugs of this machine: `reference` (the official files), `lexicon` (how the program's own
  agrees);
- measures and trials: `evaluation`, `demo`, `sample`, `installation` (`doctor`); `places` is
  where the usual register lives, `window_command` how the window is opened.
"""

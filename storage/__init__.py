"""The encrypted register: keys, vault, entries and exports.

- the file: `vault` alone opens it, `header` tells what it is before any key, `schema` (with
  `statements`) holds its tables, `migrations` brings it up to date, `files` writes what must
  appear whole, `faults` (with `result_codes`) says what is wrong;
- keys: `keyring` (the key file), `unlock`, `users`, `roles`, `passphrase`, `attempts`, `rekey`,
  `instance` (one window at a time);
- what is recorded: `register` is the way in; `entries`, `chain`, `corrections`, `duplicates`,
  `search`, `ordonnancier` (what was handed over), `journal` (who did what), `deeds`, `retention`;
- what waits: `captures` (files), `drafts`, `set_aside`;
- safety: `backup`, `automatic`, `restoring`, `verify` (with `structure`, `finding`), `rescue` and
  `damaged`;
- what leaves: `export` (files for other software), `edition` (paper);
- figures: `status`, `statistics`; `settings` of the register.
"""

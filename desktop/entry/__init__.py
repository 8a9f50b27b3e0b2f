"""The door: a passphrase, and the first steps of a new register."""

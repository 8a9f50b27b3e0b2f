"""Files for the world outside, in clear: the user is told so."""

"""How the windows look and speak: themes, size of letters, language, keys."""

"""One program under two names, `ordonnancier` and `ordonnancier-app`; it also starts itself as the
process that touches foreign files (`ocr.files.isolation.worker_command`)."""

import multiprocessing
import sys
from pathlib import Path

multiprocessing.freeze_support()

if sys.argv[1:2] == ["--ocr-worker"]:
    from ocr.files.worker import main

    del sys.argv[1]
    main()
elif Path(sys.argv[0]).stem.endswith("-app"):
    from desktop.application import run

    sys.exit(run(sys.argv))
else:
    from ordonnancier.cli import main

    main()

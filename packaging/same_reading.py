"""Whether a reading of the sample, made elsewhere, is the one of this source tree: the drugs, their
strengths, doses and rhythms. `same_reading.py READING.json`; status 1 when it is not."""

import json
import sys
from pathlib import Path
from typing import Any

from ordonnancier.capture import capture
from prescription.json import dump

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample" / "ordonnance.png"


def main() -> None:
    elsewhere = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    here = json.loads(dump(capture(SAMPLE)))
    sys.exit(_medications(elsewhere) != _medications(here))


def _medications(documents: Any) -> list[Any]:
    document = documents[0] if isinstance(documents, list) else documents
    names = ("medication", "dosageInstruction", "dispenseRequest", "substitution", "review")
    return [
        {name: line.get(name) for name in names}
        for prescription in document["prescriptions"]
        for line in prescription["medications"]
    ]


if __name__ == "__main__":
    main()

"""The bill of materials of a frozen folder, with its licences: `bill.py CONTENTS.json FOLDER`.

CONTENTS.json is what the PyInstaller recipe lists: where every shipped file came from. Each file is
traced to the Python distribution or the Debian package that owns it. Writes `bill.cdx.json`
(CycloneDX 1.6) and `licences/` into FOLDER; ends with a sentence and status 1 when a part is
unknown or its licence is not one that `licences.toml` allows beside the GPL.
"""

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from license_expression import get_spdx_licensing

HERE = Path(__file__).resolve().parent
RULES = tomllib.loads((HERE / "licences.toml").read_text(encoding="utf-8"))
SPDX = get_spdx_licensing()


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """A shipped part: `licence` is an SPDX expression, `texts` are the files that tell it."""

    name: str
    version: str
    purl: str
    licence: str | None
    texts: tuple[Path, ...] = field(default=(), compare=False)


def main() -> None:
    contents, folder = Path(sys.argv[1]), Path(sys.argv[2])
    sources = [Path(source).resolve() for source in json.loads(contents.read_text())]
    components = sorted(set(trace(sources)))
    faults = [fault for one in components if (fault := why_not(one))]
    if faults:
        sys.exit("\n".join(faults))
    (folder / "bill.cdx.json").write_text(json.dumps(bill(components), indent=1) + "\n")
    copy_texts(components, folder / "licences")
    sys.stdout.write(f"{len(components)} components, every licence allowed beside the GPL\n")


def trace(sources: Iterable[Path]) -> Iterator[Component]:
    """The parts that the files belong to; a file nobody owns ends the run."""
    owners = {
        Path(str(file.locate())).resolve(): distribution
        for distribution in importlib.metadata.distributions()
        for file in distribution.files or ()
    }
    outside: set[Path] = set()
    for source in sources:
        if source in owners:
            yield of_distribution(owners[source])
        elif not source.is_relative_to(HERE.parent):
            outside.add(source)
    for source in outside:
        yield of_system(source)


def of_distribution(distribution: importlib.metadata.Distribution) -> Component:
    name, version = distribution.metadata["Name"], distribution.version
    licence = RULES["distributions"].get(name) or distribution.metadata.get("License-Expression")
    texts = [
        Path(str(file.locate()))
        for file in distribution.files or ()
        if any(word in file.name.upper() for word in ("LICENSE", "LICENCE", "COPYING", "NOTICE"))
        and file.suffix != ".py"
    ]
    purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
    return Component(name, version, purl, licence, tuple(sorted(texts)))


def of_system(source: Path) -> Component:
    """The Debian package of a file, or Python itself where it was built by hand."""
    for name in (str(source), str(source).removeprefix("/usr")):
        asked = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True)
        if asked.returncode == 0:
            package = asked.stdout.partition(":")[0]
            version = subprocess.run(
                ["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True
            ).stdout.split(":")[-1]
            text = Path("/usr/share/doc", package, "copyright")
            licence = RULES["packages"].get(package)
            return Component(
                package, version, f"pkg:deb/debian/{package}@{version}", licence, (text,)
            )
    if source.is_relative_to(sys.base_prefix):
        version = ".".join(map(str, sys.version_info[:3]))
        text = next(Path(sys.base_prefix).rglob("LICENSE.txt"), None)
        purl = f"pkg:generic/python@{version}"
        return Component("python", version, purl, "PSF-2.0", (text,) if text else ())
    sys.exit(f"{source.name}: no package owns this file")


def why_not(component: Component) -> str | None:
    """What speaks against shipping a part, in one sentence; None when nothing does."""
    if component.licence is None:
        return f"{component.name}: its licence is not known, add it to licences.toml"
    if not is_allowed(SPDX.parse(component.licence)):
        return f"{component.name}: {component.licence} is not allowed beside the GPL"
    return None


def is_allowed(expression: object) -> bool:
    """Whether an SPDX expression leaves a choice that may stand beside the GPL."""
    choose = {"AND": all, "OR": any}.get(getattr(expression, "operator", "").strip())
    if choose:
        return choose(is_allowed(part) for part in expression.args)
    return str(expression) in RULES["allowed"]["licences"]


def bill(components: list[Component]) -> dict[str, object]:
    """CycloneDX 1.6; the same parts at the same commit give the same text."""
    version = importlib.metadata.version("ordonnancier")
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    names = "".join(one.purl for one in components)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, names)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).isoformat(),
            "component": {
                "type": "application",
                "name": "ordonnancier",
                "version": version,
                "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
            },
        },
        "components": [
            {
                "type": "library",
                "bom-ref": one.purl,
                "name": one.name,
                "version": one.version,
                "purl": one.purl,
                "licenses": [{"expression": one.licence}],
            }
            for one in components
        ],
    }


def copy_texts(components: Iterable[Component], folder: Path) -> None:
    for one in components:
        for number, text in enumerate(one.texts):
            place = folder / one.name
            place.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, place / (f"{number}-{text.name}" if number else text.name))


if __name__ == "__main__":
    main()

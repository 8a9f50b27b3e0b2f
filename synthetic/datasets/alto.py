"""Words and their boxes as ALTO 4 (Library of Congress, version 4.4)."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from prescription.record import Box
from synthetic.datasets.placing import surround
from synthetic.pages.sheet import PrintedWord

_NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"

PageWords = tuple[tuple[int, int], Sequence[PrintedWord]]
"""The size of a page in pixels (width, height), and its words."""


def write_alto(file_name: str, pages: Sequence[PageWords]) -> str:
    """One ALTO document for the pages of one file; a TextBlock is a part of the prescription."""
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(_tag("alto"), {"SCHEMAVERSION": "4.4"})
    description = ET.SubElement(root, _tag("Description"))
    ET.SubElement(description, _tag("MeasurementUnit")).text = "pixel"
    source = ET.SubElement(description, _tag("sourceImageInformation"))
    ET.SubElement(source, _tag("fileName")).text = file_name
    layout = ET.SubElement(root, _tag("Layout"))
    for number, (size, words) in enumerate(pages, 1):
        _add_page(layout, number, size, words)
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode", xml_declaration=False)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n"


def _add_page(
    layout: ET.Element, number: int, size: tuple[int, int], words: Sequence[PrintedWord]
) -> None:
    width, height = (str(v) for v in size)
    name = f"p{number}"
    page = ET.SubElement(
        layout,
        _tag("Page"),
        {"ID": name, "PHYSICAL_IMG_NR": str(number), "WIDTH": width, "HEIGHT": height},
    )
    place = {"HPOS": "0", "VPOS": "0", "WIDTH": width, "HEIGHT": height}
    space = ET.SubElement(page, _tag("PrintSpace"), place)
    for kind, lines in _blocks(words):
        block = ET.SubElement(
            space,
            _tag("TextBlock"),
            {"ID": f"{name}_{kind}", **_place(w for line in lines for w in line)},
        )
        for place_number, line in enumerate(lines, 1):
            attributes = {"ID": f"{name}_{kind}_{place_number}", **_place(line)}
            row = ET.SubElement(block, _tag("TextLine"), attributes)
            for word in line:
                ET.SubElement(row, _tag("String"), {"CONTENT": word.text, **_place([word])})


def _blocks(words: Sequence[PrintedWord]) -> list[tuple[str, list[list[PrintedWord]]]]:
    """Parts of the prescription in printing order, each as its printed lines."""
    blocks: dict[str, dict[int, list[PrintedWord]]] = {}
    for word in words:
        kind = f"{word.part.kind}{word.part.number}"
        blocks.setdefault(kind, {}).setdefault(word.line, []).append(word)
    return [(kind, list(lines.values())) for kind, lines in blocks.items()]


def _place(words: object) -> dict[str, str]:
    boxes: list[Box] = [word.box for word in words]  # type: ignore[attr-defined]
    x, y, width, height = surround(boxes)
    return {"HPOS": str(x), "VPOS": str(y), "WIDTH": str(width), "HEIGHT": str(height)}


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"

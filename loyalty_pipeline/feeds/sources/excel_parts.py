"""What the library that reads workbooks does not tell: looked up in a sheet's own XML.

It gives a cell with an error, such as #N/A, and a formula of which no value was kept,
as an empty one; and it lays a sheet out whole, so that one cell far out costs memory
for all cells before it.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

from loyalty_pipeline.feeds.sources.reading import UnreadableError

MOST_BYTES = 1 << 28  # of a part, unpacked; some six million cells
MOST_CELLS = 20_000_000  # from the first row and column to the last
_CHUNK = 1 << 23
_LONGEST_CELL = 1 << 20
# A row's beginning with its attributes, or a cell with its own and what is inside.
_TAG = re.compile(
    rb"<(?:\w+:)?(?:row(?P<row>[\s/][^>]*|)>"
    rb"|c(?P<cell>\s[^>]*?)?(?:/>|>(?P<inside>.*?)</(?:\w+:)?c>))",
    re.DOTALL,
)
_ROW = re.compile(rb"""\br=["'](\d+)["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d+)["']""")
_IS_ERROR = re.compile(rb"""\bt=["']e["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>/]")
_SAYS = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)<")

# A row, from 1, and a column, from 0.
Place = tuple[int, int]


@dataclass
class Contents:
    """What is in a sheet, and where the library would say that nothing is.

    `errors` are the cells with an error, by its name; `without_value` are formulas.
    """

    is_empty: bool = True
    errors: dict[Place, str] = field(default_factory=dict)
    without_value: set[Place] = field(default_factory=set)


def contents(file: Path, sheet: str) -> Contents:
    """Look through a sheet; `UnreadableError` for one that is strewn too wide."""
    found, rows, columns = Contents(), 0, 0
    for place, is_error, has_formula, content in _cells(file, sheet):
        if not _VALUE.search(content):
            if has_formula:
                found.is_empty = False
                found.without_value.add(place)
            continue
        found.is_empty = False
        rows, columns = max(rows, place[0]), max(columns, place[1] + 1)
        if is_error:
            says = _SAYS.search(content)
            found.errors[place] = says[1].decode() if says else "#?"
    if rows * columns > MOST_CELLS:
        raise UnreadableError(
            f"its cells lie as far as row {rows:,} and column {columns:,}: delete what"
            " lies outside of the table, or save it as CSV UTF-8"
        )
    return found


def _cells(file: Path, sheet: str) -> Iterator[tuple[Place, bool, bool, bytes]]:
    """The place of each cell, whether it is an error or a formula, and its XML.

    A row or cell that does not say where it is comes after the one before it.
    """
    row, column = 0, -1
    for tag in _tags(file, sheet):
        if tag["row"] is not None:
            said = _ROW.search(tag["row"])
            row, column = int(said[1]) if said else row + 1, -1
            continue
        attributes, inside = tag["cell"] or b"", tag["inside"] or b""
        place = _PLACE.search(attributes)
        row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
        is_error = _IS_ERROR.search(attributes) is not None
        yield (row, column), is_error, _FORMULA.search(inside) is not None, inside


def _tags(file: Path, sheet: str) -> Iterator[re.Match[bytes]]:
    with (
        zipfile.ZipFile(file) as archive,
        archive.open(_part_of(archive, sheet)) as stream,
    ):
        rest = b""
        while chunk := stream.read(_CHUNK):
            text, end = rest + chunk, 0
            for tag in _TAG.finditer(text):
                end = tag.end()
                yield tag
            rest = text[max(end, len(text) - _LONGEST_CELL) :]


def refuse_large(file: Path) -> None:
    """Raise `UnreadableError` for a workbook of which a part unpacks to too much."""
    if not zipfile.is_zipfile(file):
        return
    with zipfile.ZipFile(file) as archive:
        largest = max((part.file_size for part in archive.infolist()), default=0)
    if largest > MOST_BYTES:
        raise UnreadableError(
            f"it unpacks to {largest >> 20:,} MB and more, and of a workbook at most"
            f" {MOST_BYTES >> 20:,} MB are read: save it as CSV UTF-8"
        )


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet's cells."""
    workbook = _target(archive, "_rels/.rels", "", "Type", "/officeDocument")
    root = ElementTree.fromstring(archive.read(workbook))
    (key,) = (
        value
        for element in root.iter()
        if _local(element.tag) == "sheet" and element.get("name") == sheet
        for name, value in element.attrib.items()
        if _local(name) == "id" and "}" in name
    )
    folder, _, name = workbook.rpartition("/")
    relations = join(folder, "_rels", f"{name}.rels")
    return _target(archive, relations, folder, "Id", key)


def _target(
    archive: zipfile.ZipFile, relations: str, folder: str, attribute: str, ends: str
) -> str:
    for element in ElementTree.fromstring(archive.read(relations)):
        found = element.get(attribute, "")
        if found == ends or (ends.startswith("/") and found.endswith(ends)):
            target = element.get("Target", "")
            return target[1:] if target[0] == "/" else normpath(join(folder, target))
    raise KeyError(ends)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = 26 * place + letter - ord("A") + 1
    return place - 1

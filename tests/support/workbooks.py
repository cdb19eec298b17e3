"""Workbooks as Excel writes them, by hand: real enough for Excel to open."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Styles by their place: plain, a date, an instant, a length of time, a percentage.
_PLAIN, _DATE, _INSTANT, LENGTH, PERCENT = range(5)
_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>
<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>
<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
</cellStyleXfs>
<cellXfs count="5">
{
    "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for number in (0, 14, 164, 165, 9)
    )
}</cellXfs></styleSheet>"""


@dataclass(frozen=True)
class Raw:
    """A cell as it stands in the XML: what is inside, its attributes and its place."""

    inside: str
    attributes: str = ""
    ref: str | None = None


ERROR = Raw("<f>VLOOKUP(A9,B:C,2,0)</f><v>#N/A</v>", ' t="e"')
FORMULA = Raw("<f>SUM(19.99*3)</f><v>59.969999999999999</v>")
FORMULA_WITHOUT_VALUE = Raw("<f>A2&amp;B2</f>")

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Page:
    """A sheet: its rows, from the row and column it begins with; None is no cell."""

    name: str
    rows: Rows
    first_row: int = 1
    first_column: int = 0
    merged: Sequence[str] = ()
    is_hidden: bool = False


def workbook(file: Path, *pages: Page | Rows, since_1904: bool = False) -> Path:
    """Write a workbook of some sheets."""
    sheets = [
        page if isinstance(page, Page) else Page(f"Sheet{number}", page)
        for number, page in enumerate(pages, start=1)
    ]
    texts: dict[str, int] = {}
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in enumerate(sheets, start=1):
            part = f"xl/worksheets/sheet{number}.xml"
            archive.writestr(part, _sheet(page, texts, since_1904))
        for part, text in _beside(sheets, texts, since_1904).items():
            archive.writestr(part, _HEAD + text)
        archive.writestr("xl/styles.xml", _STYLES)
    return file


def _sheet(page: Page, texts: dict[str, int], since_1904: bool) -> str:
    rows = []
    for number, row in enumerate(page.rows, start=page.first_row):
        cells = "".join(
            _cell(f"{_letters(place)}{number}", value, texts, since_1904)
            for place, value in enumerate(row, start=page.first_column)
            if value is not None
        )
        rows.append(f'<row r="{number}">{cells}</row>')
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in page.merged)
    counted = f'<mergeCells count="{len(page.merged)}">{merges}</mergeCells>'
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>'
        f"{counted if merges else ''}</worksheet>"
    )


def _cell(ref: str, value: object, texts: dict[str, int], since_1904: bool) -> str:
    if isinstance(value, Raw):
        return f'<c r="{value.ref or ref}"{value.attributes}>{value.inside}</c>'
    if isinstance(value, str):
        place = texts.setdefault(value, len(texts))
        return f'<c r="{ref}" t="s"><v>{place}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{ref}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        style = _INSTANT if isinstance(value, datetime) else _DATE
        return f'<c r="{ref}" s="{style}"><v>{_serial(value, since_1904)!r}</v></c>'
    return f'<c r="{ref}"><v>{value!r}</v></c>'


def _serial(value: date, since_1904: bool) -> float:
    """Days since the workbook's epoch; that of 1900 has a day too many in it."""
    epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    at = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])
    return (at - epoch).total_seconds() / 86_400


def _letters(place: int) -> str:
    letters = ""
    while place >= 0:
        place, letter = divmod(place, 26)
        letters, place = chr(ord("A") + letter) + letters, place - 1
    return letters


def _beside(
    sheets: list[Page], texts: dict[str, int], since_1904: bool
) -> dict[str, str]:
    """The parts beside the sheets and styles, by their names."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{number}"'
        f' state="{"hidden" if page.is_hidden else "visible"}" r:id="rId{number}"/>'
        for number, page in zip(numbers, sheets, strict=True)
    )
    kinds = [(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    kinds += [
        (100, "styles", "styles.xml"),
        (101, "sharedStrings", "sharedStrings.xml"),
    ]
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, kind, target in kinds
    )
    types = "".join(
        f'<Override PartName="/xl/{target}" ContentType="{_TYPE}.{kind}+xml"/>'
        for _, kind, target in kinds
    )
    strings = "".join(
        f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts
    )
    flag = '<workbookPr date1904="1"/>' if since_1904 else ""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default'
        ' Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship'
        f' Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{flag}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships"
        f' xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="{len(texts)}"'
        f' uniqueCount="{len(texts)}">{strings}</sst>',
    }

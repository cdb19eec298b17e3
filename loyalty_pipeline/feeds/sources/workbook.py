"""A landed workbook opened, and the rows of the sheet that is read of it."""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.sources import excel_cells as cells
from loyalty_pipeline.feeds.sources.excel_parts import Contents, contents, refuse_large
from loyalty_pipeline.feeds.sources.reading import UnreadableError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SPOILED = (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, EOFError)
_INSTALLED_BY = "pip install 'loyalty-pipeline[excel]'"

# Kinds and texts that stand in for those of some cells of a row, by column from 0.
_Odd = dict[int, tuple[str, str]]


class Row(NamedTuple):
    """A row's number, as Excel shows it, and the kind and text of each of its cells."""

    number: int
    cells: list[tuple[str, str]]


def rows(file: Path, sheet: str | None) -> Iterator[Row]:
    """The rows of a sheet that are not empty, all beginning with the same column.

    The sheet is the one named, or else the only one with anything in it. Raises
    `UnreadableError` for a workbook that cannot be read, and where it has to be said
    which sheet it is; `LoyaltyError` where what reads workbooks is not installed.
    """
    with _opened(file) as workbook:
        # Looked through before it is laid out, which one cell far out makes costly.
        name, within = _chosen(file, workbook, sheet)
        if name is None:
            return
        found = workbook.get_sheet_by_name(name)
        if found.start is None or found.end is None:
            return
        first, odd = found.start[1], _odd(within)
        merged = _merged(found, found.end[0])
        for number, row in enumerate(found.iter_rows(), start=1):
            if cells.is_empty(row) and number not in odd:
                continue
            instead = {**merged.get(number, {}), **odd.get(number, {})}
            told = [
                instead.get(first + place) or cells.told(cell)
                for place, cell in enumerate(row)
            ]
            yield Row(number, told)


def sheets(file: Path) -> list[str]:
    """The sheets of a workbook that are seen and have anything in them."""
    with _opened(file) as workbook:
        return [*_filled(file, workbook)]


def _opened(file: Path) -> "CalamineWorkbook":
    try:
        import python_calamine as calamine
    except ModuleNotFoundError:
        raise LoyaltyError(
            "workbooks of Excel are read by python-calamine, which is not installed",
            str(file),
            f"install this package with its extra, as by {_INSTALLED_BY}, or save the"
            " file as CSV UTF-8",
        ) from None
    refuse_large(file)
    try:
        return calamine.load_workbook(file)
    except calamine.PasswordError:
        raise _encrypted() from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        if _begins(file) == _OLE:
            raise _encrypted() from None
        raise UnreadableError(
            f"it is no workbook that can be read ({error}): it may be cut short, or be"
            " of another format under this name; save it as .xlsx anew"
        ) from None


def _begins(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(len(_OLE))


def _encrypted() -> UnreadableError:
    return UnreadableError(
        "it is locked with a password, or an .xls under another name: save it as .xlsx"
        " without a password"
    )


def _chosen(
    file: Path, workbook: "CalamineWorkbook", sheet: str | None
) -> tuple[str | None, Contents]:
    """The name of the sheet that is read, if there is any, and what is in it."""
    if sheet is not None:
        if sheet not in workbook.sheet_names:
            raise UnreadableError(
                f"landing.yaml names the sheet {sheet!r}, and its sheets are"
                f" {_listed(workbook.sheet_names)}"
            )
        return sheet, _contents(file, sheet)
    filled = _filled(file, workbook)
    if len(filled) > 1:
        raise UnreadableError(
            f"it has several sheets ({_listed(filled)}): say which in landing.yaml,"
            f' such as `sheet: "{next(iter(filled))}"`'
        )
    return next(iter(filled.items()), (None, Contents()))


def _filled(file: Path, workbook: "CalamineWorkbook") -> dict[str, Contents]:
    """The sheets that are seen and have anything in them."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    seen = {
        sheet.name: _contents(file, sheet.name)
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
        and sheet.typ == SheetTypeEnum.WorkSheet
    }
    return {name: within for name, within in seen.items() if not within.is_empty}


def _contents(file: Path, sheet: str) -> Contents:
    try:
        return contents(file, sheet)
    except _SPOILED as error:
        raise UnreadableError(
            f"its sheet cannot be looked through ({error}): save it as .xlsx anew"
        ) from error


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))


def _odd(within: Contents) -> dict[int, _Odd]:
    """What the library gives as empty cells, by the numbers of their rows."""
    odd: dict[int, _Odd] = defaultdict(dict)
    for (row, column), says in within.errors.items():
        odd[row][column] = cells.ERROR, says
    for row, column in within.without_value:
        odd[row][column] = cells.NO_VALUE, ""
    return odd


def _merged(sheet: "CalamineSheet", last: int) -> dict[int, _Odd]:
    """The cells that are merged into one above or before them."""
    merged: dict[int, _Odd] = defaultdict(dict)
    width = sheet.total_width
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, min(right, width) + 1):
                if (row, column) != (top, left):
                    merged[row + 1][column] = cells.MERGED, ""
    return merged

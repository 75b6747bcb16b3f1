"""Opening a workbook from strangers: its kind, its ZIP and its XML are checked before openpyxl touches it."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, sax
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.outline import Outline, read_outline
from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.exchange.zipped import ZIP_START, Limits, chunks, opened, shown
from liangxin_desktop.files import reason_of

MEGABYTE = 1024 * 1024
LARGEST_FILE = 16 * MEGABYTE
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5000, 200, 50
_LAST_ROW = 1_048_576
_MOST_TAGS, _MOST_TAGS_OF_PART = 300_000, 100_000
_LIMITS = Limits(members=2000, member_size=32 * MEGABYTE, total_size=64 * MEGABYTE, modest=MEGABYTE)
_LONGEST_TEXT = 1000
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_OLE_START = b"\xd0\xcf\x11\xe0"
_ADVICE = "没有导入任何内容。"
_SAVE_AS = "请在 WPS 或 Excel 中打开它，用“另存为”存成 .xlsx 工作簿后再导入。"
UNCALCULATED = object()


@dataclass(frozen=True)
class Grid:
    """One sheet: the rows that hold anything, by their number, and its outline.

    A cell is what openpyxl makes of it, or UNCALCULATED where a formula was saved without its value.
    """

    name: str
    rows: Mapping[int, tuple[Any, ...]]
    outline: Outline
    uses_1904: bool


def read_grids(path: Path) -> list[Grid]:
    """The visible sheets of the workbook, in order. Raises RefusedError naming file and reason."""
    try:
        _need_workbook(path)
        with opened(path, _LIMITS) as archive:
            _need_harmless(archive)
        return _read(path)
    except OSError as error:
        raise _refusal(path, reason_of(error)) from error
    except UnfitError as error:
        raise _refusal(path, str(error)) from error


def _refusal(path: Path, reason: str) -> RefusedError:
    return RefusedError(f"“{path.name}”不能导入：{reason}。", _ADVICE)


def _need_workbook(path: Path) -> None:
    suffix = path.suffix.lower()
    with path.open("rb") as stream:
        start = stream.read(4)
    if suffix == ".xlsm":
        raise UnfitError(f"是带宏的工作簿。{_SAVE_AS.removesuffix('。')}")
    if suffix in (".csv", ".txt", ".et", ".ods", ".xlsb", ".xltx", ".xltm"):
        raise UnfitError(f"不支持 {suffix} 格式。{_SAVE_AS.removesuffix('。')}")
    if start == _OLE_START:
        raise UnfitError(f"是加了密码的工作簿，或旧的 .xls 格式。{_SAVE_AS.removesuffix('。')}（不设密码）")
    if start != ZIP_START:
        raise UnfitError(f"不是 .xlsx 工作簿。{_SAVE_AS.removesuffix('。')}")
    if path.stat().st_size > LARGEST_FILE:
        raise UnfitError(f"超过{LARGEST_FILE // MEGABYTE} MB，太大了")


def _need_harmless(archive: zipfile.ZipFile) -> None:
    names = {member.filename.lower() for member in archive.infolist()}
    if len(names) != len(archive.infolist()):
        raise UnfitError("压缩包中有重名的文件")
    if "[content_types].xml" not in names:
        raise UnfitError("不是 .xlsx 工作簿")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnfitError(f"是带宏的工作簿。{_SAVE_AS.removesuffix('。')}")
    tags = 0
    for member in archive.infolist():
        its_tags = _tags_of(archive, member)
        tags += its_tags
        most = _MOST_TAGS if "/worksheets/" in member.filename.lower() else _MOST_TAGS_OF_PART
        if its_tags > most or tags > _MOST_TAGS:
            raise UnfitError("单元格或格式太多。请只把名册那一部分复制到新的工作簿里再导入")


def _tags_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """How many tags the member has, 0 if it is no markup. Raises UnfitError when it declares a document type."""
    parser = sax.make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(_Prolog())
    tags, in_prolog = 0, True
    try:
        for chunk in chunks(archive, member):
            if in_prolog and not tags and chunk.lstrip(_BEFORE_MARKUP)[:1] not in (b"<", b""):
                return 0
            tags += chunk.count(b"<")
            in_prolog = in_prolog and _feed(parser, chunk)
    except DefusedXmlException as error:
        raise UnfitError(f"其中的“{shown(member)}”带有外部或自定义实体，不安全") from error
    return tags


def _feed(parser: Any, chunk: bytes) -> bool:
    """Whether the document's first element is still to come."""
    try:
        parser.feed(chunk)
    except _RootReachedError:
        return False
    except SAXParseException as error:
        raise UnfitError("里面的内容不合格式，文件可能已损坏") from error
    return True


class _RootReachedError(Exception):
    """The prolog is over: no document type can follow."""


class _Prolog(ContentHandler):
    def startElement(self, _name: str, _attrs: Any) -> None:  # noqa: N802 - the name that SAX calls
        raise _RootReachedError


def _read(path: Path) -> list[Grid]:
    # openpyxl leaves a file that it opened itself open where it trips; this one is ours to close.
    with warnings.catch_warnings(), opened(path, _LIMITS) as archive, path.open("rb") as stream:
        warnings.simplefilter("ignore")
        try:
            return list(_grids(_load(stream), archive))
        except UnfitError:
            raise
        except Exception as error:  # whatever openpyxl trips over, the file is at fault
            raise UnfitError("里面的内容不合格式，文件可能已损坏") from error


def _load(stream: BinaryIO) -> Workbook:
    return load_workbook(stream, read_only=True, data_only=True, keep_links=False)


def _grids(book: Workbook, archive: zipfile.ZipFile) -> Iterator[Grid]:
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state == "visible":
                outline = read_outline(archive, getattr(sheet, "_worksheet_path", ""))
                rows = _with_uncalculated(_rows(sheet), outline)
                _need_few(sheet.title, rows)
                yield Grid(sheet.title, rows, outline, book.epoch == CALENDAR_MAC_1904)
    finally:
        book.close()


def _rows(sheet: Any) -> dict[int, tuple[Any, ...]]:
    sheet.reset_dimensions()
    rows: dict[int, tuple[Any, ...]] = {}
    cells = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    blank = (None,) * MOST_COLUMNS
    for number, row in enumerate(cells, start=1):
        if row != blank:
            rows[number] = tuple(_cut(value) for value in row)
            _need_few(sheet.title, rows)
    return rows


def _cut(value: Any) -> Any:
    """The value without what no field takes: a text of a megabyte would be searched for long."""
    return value[:_LONGEST_TEXT] if isinstance(value, str) else value


def _with_uncalculated(rows: dict[int, tuple[Any, ...]], outline: Outline) -> dict[int, tuple[Any, ...]]:
    """The rows with a mark in every cell that has a formula but no value."""
    marked = {number: list(row) for number, row in rows.items()}
    for number, column in outline.uncalculated:
        if column <= MOST_COLUMNS:
            marked.setdefault(number, [None] * MOST_COLUMNS)[column - 1] = UNCALCULATED
    return {number: tuple(marked[number]) for number in sorted(marked)}


def _need_few(title: str, rows: Mapping[int, Any]) -> None:
    if len(rows) > MOST_ROWS:
        raise UnfitError(f"工作表“{title[:40]}”超过{MOST_ROWS}行，不像一个支部的表格")

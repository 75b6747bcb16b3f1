"""Opening a PDF that someone else made: within bounds, without repairs, and only as far as a return needs it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import pikepdf

from liangxin_desktop import pdf_limits

LARGEST_FILE = 20_000_000
LARGEST_DATA = 400_000
MOST_PAGES = 80
DATA_NAME = "return.json"
_MOST_OBJECTS, _MOST_NAMES = 20_000, 16
_HEADER = re.compile(rb"%PDF-[12]\.\d[\r\n]")
_TAIL = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*$")
_XREF_STREAM = re.compile(rb"\s*\d{1,10}\s+\d{1,5}\s+obj\b")
_MOMENT = re.compile(r"D:(\d{14})(?:Z|([+-])(\d\d)'(\d\d)'?)$")

pdf_limits.keep()


class UnreadableError(Exception):
    """The file cannot be read as a PDF, or not safely; the message says why, in Chinese."""


class ForeignError(Exception):
    """The file is a PDF, and of a making that no return has."""


@dataclass(frozen=True, slots=True)
class SignatureEntry:
    """The one signature of a file, as its form names it. `flaw` says why it is not the kind that a return bears."""

    container: bytes
    byte_range: tuple[int, ...]
    signed_at: datetime | None
    name: str
    flaw: str


def refuse_unreadable(data: bytes) -> None:
    """Raise UnreadableError for what is no PDF at first sight."""
    if not data:
        raise UnreadableError("文件是空的")
    if len(data) > LARGEST_FILE:
        raise UnreadableError(f"文件超过{LARGEST_FILE // 1_000_000}MB，不可能是报表")
    if not _HEADER.match(data):
        raise UnreadableError("这不是PDF文件")


def open_received(data: bytes) -> pikepdf.Pdf:
    """The file's objects, without any repair. Raises UnreadableError when it is damaged, encrypted or too large.

    Raises ForeignError for a PDF whose cross-reference is packed (no return's is, and unpacking it is not safe) and for
    one of more pages than a return has, without its data, such as a year's bound book.
    """
    tail = _TAIL.search(data, max(len(data) - 1024, 0))
    if tail is None:
        raise UnreadableError("PDF不完整，末尾缺失")
    if _XREF_STREAM.match(data, int(tail[1])):
        raise ForeignError("这是其他程序制作的PDF，不是报表")
    try:
        pdf = pikepdf.open(io.BytesIO(data), ignore_xref_streams=True, attempt_recovery=False)
    except pikepdf.PasswordError as error:
        raise UnreadableError("PDF有打开口令；报表不加密") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise UnreadableError("PDF已损坏，无法读取") from error
    _refuse_unfit(pdf)
    return pdf


def _refuse_unfit(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise UnreadableError("PDF已加密；报表不加密")
    if len(pdf.objects) > _MOST_OBJECTS:
        raise UnreadableError("PDF的对象数超出报表的范围")
    if len(pdf.pages) > MOST_PAGES:
        if _names_data(list(_attachments(pdf))):
            raise UnreadableError("PDF的页数超出报表的范围")
        raise ForeignError(f"文件没有附带{DATA_NAME}")


def attached_data(pdf: pikepdf.Pdf) -> bytes | None:
    """The bytes of `return.json`, null when there is none. Raises UnreadableError unless it is the only attachment."""
    found = list(_attachments(pdf))
    if not _names_data(found):
        return None
    associated = [entry.objgen for entry in items(at(pdf.Root, "/AF"))]
    (name, spec), *others = found
    if others or associated != [spec.objgen] or {str(spec[key]) for key in ("/F", "/UF") if key in spec} != {name}:
        raise UnreadableError("除return.json外还附带了其他文件")
    streams = {stream.objgen for stream in spec["/EF"].as_dict().values()}
    if len(streams) != 1 or spec.get("/AFRelationship") != pikepdf.Name.Data:
        raise UnreadableError("return.json的附带方式不对")
    data: bytes = spec["/EF"]["/F"].read_bytes()
    if len(data) > LARGEST_DATA:
        raise UnreadableError("return.json过大")
    return data


def _names_data(attachments: list[tuple[str, Any]]) -> bool:
    return any(name == DATA_NAME for name, _ in attachments)


def signature_entry(pdf: pikepdf.Pdf) -> SignatureEntry | None:
    """The one signature field of the form, null when no field is signed. Raises UnreadableError when there are more."""
    fields = items(at(pdf.Root, "/AcroForm", "/Fields"))
    if not fields:
        return None
    if len(fields) > 1 or "/Kids" in fields[0]:
        raise UnreadableError("表单里不止一个签名域")
    (field,) = fields
    value = field.get("/V")
    if value is None:
        return None
    return SignatureEntry(
        container=bytes(value["/Contents"]),
        byte_range=tuple(int(number) for number in value["/ByteRange"]),
        signed_at=_moment(str(value.get("/M", ""))),
        name=str(value.get("/Name", "")),
        flaw=_flaw(pdf, field, value),
    )


def at(item: Any, *path: str) -> Any:
    """What stands at the end of the path of keys; null where it breaks off."""
    for key in path:
        if item is None:
            return None
        item = item.get(key)
    return item


def items(array: Any) -> list[Any]:
    """The members of an array that may be missing."""
    return [] if array is None else [item for item in array if item is not None]


def _attachments(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    nodes = items([at(pdf.Root, "/Names", "/EmbeddedFiles")])
    for count, node in enumerate(nodes, 1):
        pairs = items(node.get("/Names"))
        nodes.extend(items(node.get("/Kids")))
        if max(count, len(nodes), len(pairs)) > _MOST_NAMES:
            raise UnreadableError("PDF附带的文件太多")
        yield from ((str(pairs[i]), pairs[i + 1]) for i in range(0, len(pairs) - 1, 2))


def _flaw(pdf: pikepdf.Pdf, field: Any, value: Any) -> str:
    """Why this is no certification signature of a branch at the strictest level."""
    if str(field.get("/T")) != "branch" or field.get("/FT") != pikepdf.Name.Sig:
        return "签名域不是支部签名"
    if value.get("/Type") != pikepdf.Name.Sig or str(value.get("/SubFilter")) != "/ETSI.CAdES.detached":
        return "签名不是PAdES格式"
    permitted = at(pdf.Root, "/Perms", "/DocMDP")
    references = items(value.get("/Reference"))
    if permitted is None or permitted.objgen != value.objgen or len(references) != 1:
        return "签名不是认证签名"
    (rules,) = references
    if rules.get("/TransformMethod") != pikepdf.Name.DocMDP or at(rules, "/TransformParams", "/P") != 1:
        return "签名允许签后改动"
    return ""


def _moment(text: str) -> datetime | None:
    match = _MOMENT.match(text)
    if match is None:
        return None
    digits, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=timezone(offset))

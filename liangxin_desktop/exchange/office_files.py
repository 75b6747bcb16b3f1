"""Documents and sheets of an office program from strangers: .docx and .xlsx without macros, kept as they are."""

from __future__ import annotations

import re
import zipfile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.exchange.zipped import ZIP_START, Limits, chunks, opened, shown

MEGABYTE = 1024 * 1024
_LIMITS = Limits(members=5000, member_size=64 * MEGABYTE, total_size=256 * MEGABYTE, modest=MEGABYTE)
_LARGEST_LIST = MEGABYTE
_CONTENTS = "[content_types].xml"
_ENDINGS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": ".docx",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
}
_MARKUP = (".xml", ".rels")
_PROGRAMS = re.compile(r"(vbaproject|vbadata|activex|oleobject)|\.(bin|exe|dll|js|vbs|bat|cmd|ps1|lnk|scr|hta)$")
_HARMLESS_PROGRAM_ENDINGS = re.compile(r"/(printersettings|customproperty|externallinkpath)\d*\.bin$")
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_LINKS_OUT = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument", "/externalLinkPath")


def check_office(data: bytes) -> str:
    """The ending, .docx or .xlsx. Raises UnfitError with a Chinese reason for any other ZIP, and for what can run."""
    if not data.startswith(ZIP_START):
        raise UnfitError("不是 .docx 或 .xlsx 文件")
    with opened(data, _LIMITS) as archive:
        members = {member.filename.casefold(): member for member in archive.infolist()}
        if len(members) != len(archive.infolist()):
            raise UnfitError("压缩包中有重名的文件")
        ending = _ending(archive, members)
        for name, member in members.items():
            if _PROGRAMS.search(name) and not _HARMLESS_PROGRAM_ENDINGS.search(name):
                raise UnfitError(f"里面带有宏或嵌入的程序（{shown(member)}），不安全")
            _need_sound(archive, member)
        return ending


def _ending(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> str:
    if _CONTENTS not in members:
        raise UnfitError("是压缩包，不能作附件；请解开后逐个添加其中的文件")
    contents = _listed(archive, members[_CONTENTS])
    if b"macroEnabled" in contents or b"vbaProject" in contents:
        raise UnfitError("带有宏，不安全；请另存为不带宏的 .docx 或 .xlsx")
    for kind, ending in _ENDINGS.items():
        if kind in contents:
            return ending
    raise UnfitError("不是文档（.docx）或表格（.xlsx）")


def _listed(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > _LARGEST_LIST:
        raise UnfitError(f"压缩包中“{shown(member)}”解开后太大")
    return b"".join(chunks(archive, member))


def _need_sound(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read the member to its end: its checksum is right, it defines no entities, it draws nothing in from outside."""
    name, tail = member.filename.casefold(), b""
    for chunk in chunks(archive, member):
        if name.endswith(_MARKUP) and any(mark in tail + chunk for mark in _DOCTYPE):
            raise UnfitError(f"其中的“{shown(member)}”带有自定义实体，不安全")
        tail = chunk[-32:]
    if name.endswith(".rels") and _leads_out(_listed(archive, member)):
        raise UnfitError("里面链接了外部的模板或对象，不安全")


def _leads_out(relations: bytes) -> bool:
    try:
        root = fromstring(relations, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnfitError("里面的内容不合格式，文件可能已损坏") from error
    return any(
        one.get("TargetMode", "").casefold() == "external" and one.get("Type", "").endswith(_LINKS_OUT) for one in root
    )

"""Files from outside that are to lie beside a record: judged by what they hold, never by what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.unfit import UnfitError
from liangxin_desktop.exchange.zipped import ZIP_START
from liangxin_desktop.files import reason_of, safe_name

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_TEXT = 5 * 1024 * 1024
ADVICE = "可以添加照片、PDF、文档（.docx）、表格（.xlsx）和纯文本（.txt）。"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_OWN_ENDINGS = re.compile(r"(?i)\.(jpe?g|jfif|png|webp|bmp|dib|gif|tiff?|pdf|docx|xlsx|txt|text)$")
_APPLE_PICTURES = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif")
_FOREIGN = (
    (b"MZ", "是程序，不能作附件"),
    (b"\x7fELF", "是程序，不能作附件"),
    (b"\xca\xfe\xba\xbe", "是程序，不能作附件"),
    (b"\xcf\xfa\xed\xfe", "是程序，不能作附件"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "是快捷方式，不是文件本身；请添加它指向的文件"),
    (b"#!", "是脚本，不能作附件"),
    (b"\xd0\xcf\x11\xe0", "是旧格式或加了密码的文档；请另存为不设密码的 .docx、.xlsx 或 PDF"),
    (b"{\\rtf", "是 RTF 文档；请另存为 .docx 或 PDF"),
    (b"Rar!", "是压缩包，不能作附件；请解开后逐个添加其中的文件"),
    (b"7z\xbc\xaf\x27\x1c", "是压缩包，不能作附件；请解开后逐个添加其中的文件"),
    (b"\x1f\x8b", "是压缩包，不能作附件；请解开后逐个添加其中的文件"),
)
_MARKUP = re.compile(r"\s*<(!doctype|html|svg|script|\?xml|\?php|head|body|!--)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Judged:
    """What may be kept: the bytes, and a name whose ending says what they are."""

    name: str
    data: bytes


def read_incoming(path: Path) -> bytes:
    """The file's bytes. Raises RefusedError, naming file and reason, for a folder, a device or too large a file."""
    name = shown_name(path.name)
    try:
        if path.is_dir():
            raise _refusal(name, "是文件夹；请打开它，逐个添加其中的文件")
        if not path.exists():
            raise _refusal(name, "位置不存在")
        if not path.is_file():
            raise _refusal(name, "不是普通文件")
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1) if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        raise _refusal(name, reason_of(error)) from error
    if data is None or len(data) > LARGEST_FILE:
        raise _refusal(name, f"超过{LARGEST_FILE // 1024 // 1024} MB，太大了")
    return data


def judge(data: bytes, name: str, *, original: bool = False) -> Judged:
    """What to keep of a file: photos shrunk and freed of what they tell besides, unless the `original` is asked for.

    Raises RefusedError, naming file and reason, for what is broken, hostile or of no use beside a record.
    """
    try:
        kept, ending = _judged(data, name, original=original)
    except UnfitError as error:
        raise _refusal(shown_name(name), str(error)) from error
    return Judged(safe_name(_OWN_ENDINGS.sub("", shown_name(name)) or "附件", ending), kept)


def ending_of(data: bytes, name: str) -> str:
    """The ending that fits what is kept already. Raises UnfitError with a Chinese reason where nothing may open it."""
    return _judged(data, name, original=True)[1]


def shown_name(name: str) -> str:
    """A file's name, fit for a message and for the record."""
    plain = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(one if one.isprintable() else "_" for one in plain)[:120]


def is_picture(data: bytes) -> bool:
    """Whether the content begins as a picture does that may be kept."""
    is_bitmap = data.startswith(b"BM") and data[6:10] == bytes(4)
    return is_bitmap or data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def is_pdf(data: bytes) -> bool:
    """Whether the content begins as a PDF does."""
    return data.startswith(b"%PDF-")


def _judged(data: bytes, name: str, *, original: bool) -> tuple[bytes, str]:
    """The bytes to keep and the ending that fits them."""
    from liangxin_desktop.exchange import office_files, pdf_files, pictures

    if not data:
        raise UnfitError("是空文件")
    if is_picture(data):
        return (data, pictures.check_picture(data)) if original else pictures.shrunk(data)
    if is_pdf(data):
        pdf_files.check_pdf(data)
        return data, ".pdf"
    if data.startswith(ZIP_START):
        return data, office_files.check_office(data)
    _need_known(data)
    _need_plain_text(data, name)
    return data, ".txt"


def _need_known(data: bytes) -> None:
    for start, reason in _FOREIGN:
        if data.startswith(start):
            raise UnfitError(reason)
    if data[4:8] == b"ftyp" and data[8:12] in _APPLE_PICTURES:
        raise UnfitError("是 HEIC 照片；请在手机上转成 JPG（相机设置里选“兼容性最佳”）再添加")


def _need_plain_text(data: bytes, name: str) -> None:
    text = _text_of(data) if len(data) <= LARGEST_TEXT else None
    if text is not None and _MARKUP.match(text.lstrip("\ufeff")):
        raise UnfitError("是网页或矢量图，里面可能带有脚本，不能作附件；可以打印成PDF再添加")
    if not name.casefold().endswith((".txt", ".text")):
        raise UnfitError("这种格式不支持")
    if text is None or _CONTROLS.search(text):
        raise UnfitError("不是纯文本，文件可能已损坏，或太大了")


def _text_of(data: bytes) -> str | None:
    """The text in any of the ways a Chinese desk writes it, or None."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codes: tuple[str, ...] = ("utf-16",)
    else:
        codes = ("utf-8", "gb18030")
    for code in codes:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return None


def _refusal(name: str, reason: str) -> RefusedError:
    return RefusedError(f"“{name}”没有添加：{reason}。", ADVICE)

"""Files that are to lie beside a record: honest ones, and the same spoiled."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture(kind: str = "JPEG", size: tuple[int, int] = (320, 200), mode: str = "RGB", **options: object) -> bytes:
    """A picture with a red upper left quarter on blue; photographs have noise in the blue."""
    image = Image.effect_noise(size, 60).convert(mode) if mode in ("L", "RGB") else Image.new(mode, size)
    if mode == "RGB":
        image.paste((220, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def photo(orientation: int = 1, size: tuple[int, int] = (320, 200)) -> bytes:
    """A photo as a telephone takes it: where, with what, and which side is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "TELEPHONE-MAKER"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 22.5), 29: "2026:11:18"})
    return picture(size=size, exif=exif, comment=b"COMMENT-OF-THE-CAMERA")


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header alone is true."""
    return _png(struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), zlib.compress(bytes(1000)))


def _png(header: bytes, data: bytes) -> bytes:
    parts = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    chunks = (struct.pack(">I", len(body)) + kind + body + _checksum(kind + body) for kind, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _checksum(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


def many_scans() -> bytes:
    """A JPEG that asks to be gone over a thousand times."""
    data = picture(progressive=True)
    at = data.index(b"\xff\xda")
    end = data.index(b"\xff", at + 20)
    return data[:at] + data[at:end] * 1000 + data[at:]


def frames(count: int) -> bytes:
    """A moving picture."""
    target = io.BytesIO()
    first, *more = [Image.new("L", (40, 30), number % 256) for number in range(count)]
    first.save(target, "GIF", save_all=True, append_images=more)
    return target.getvalue()


def pdf(*, packed: bool = True, script: str = "", pages: int = 1, password: str = "") -> bytes:
    """A PDF of blank pages, with an action of the kind named, in the newer way of packing its objects or the older."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    made.pages[0].Contents = made.make_stream(b"0 0 1 rg 0 421 595 421 re f")
    action = Dictionary(S=Name(f"/{script or 'GoTo'}"), JS="app.alert(1)")
    if script == "JavaScript":
        made.Root.OpenAction = action
    elif script == "Launch":
        made.pages[0].Annots = Array([made.make_indirect(Dictionary(Subtype=Name.Link, A=action))])
    elif script == "Names":
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))
    target = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    secret = pikepdf.Encryption(owner="o", user=password) if password else None
    made.save(target, object_stream_mode=mode, encryption=secret or False)
    return target.getvalue()


def pdf_bomb(kind: bytes, megabytes: int) -> bytes:
    """A PDF with one more packed stream of this kind, of zeros."""
    packer = zlib.compressobj(9)
    data = b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(megabytes)), packer.flush()])
    head = b"\n900 0 obj\n<< /Type %s /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % (kind, len(data))
    before, _, after = pdf(packed=False).partition(b"\nxref")
    with_bomb = before + head + data + b"\nendstream\nendobj"
    place = b"startxref\n%d\n" % (len(before) + 1)
    return with_bomb + b"\nxref" + after.replace(place, b"startxref\n%d\n" % (len(with_bomb) + 1))


def office(
    kind: str = WORD, more: Mapping[str, bytes] | None = None, relation: str = "hyperlink", target: str = "http://a.b/"
) -> bytes:
    """A document of an office program, with one relation to the outside and more parts."""
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELATION}/{relation}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    parts = {
        "[Content_Types].xml": types.encode(),
        "word/document.xml": b"<document/>",
        "word/_rels/document.xml.rels": rels.encode(),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf_of_numbers(megabytes: float) -> bytes:
    """A PDF whose packed objects are this many bytes of small numbers, which its first page names."""
    made = pikepdf.new()
    made.add_blank_page()
    row, rows = 190_000, int(megabytes * 1_000_000 / 2 / 190_000)
    made.pages[0].Numbers = made.make_indirect(Array([Array([1] * row) for _ in range(rows)]))
    target = io.BytesIO()
    made.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()

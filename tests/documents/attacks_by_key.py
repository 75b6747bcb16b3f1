"""Attacks by someone with a key: a stranger's, a worthless one, or an enrolled one misused. All seals are unbroken."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from pyhanko.sign.fields import MDPPerm

from liangxin_desktop.documents.identity import Identity
from liangxin_desktop.documents.laid_out import LaidOut
from liangxin_desktop.documents.pdfa import finish
from liangxin_desktop.domain.returns import LAYOUT
from liangxin_desktop.domain.verdicts import CheckName, Verdict
from tests.documents.specimens import (
    SIGNED_AT,
    as_identity,
    edited,
    forge,
    forger,
    laid_out,
    make_certificate,
    payload,
    rsa_key,
    secretary,
    sha1_certificate,
)


@dataclass(frozen=True)
class KeyAttack:
    """A file, who signed it, whether that certificate is enrolled, and what must come of it."""

    verdict: Verdict
    failed: CheckName
    file: Callable[[Identity], bytes]
    signer: Callable[[], Identity] = secretary
    enrolled: bool = True


def _plain(identity: Identity) -> bytes:
    return forge(laid_out(5), identity)


def _weak(bits: int) -> Identity:
    key = rsa_key(bits)
    return as_identity(key, make_certificate(key))


def _sha1() -> Identity:
    return as_identity(rsa_key(), sha1_certificate(rsa_key()))


def _page(edit: Callable[[pikepdf.Pdf], object]) -> Callable[[Identity], bytes]:
    return lambda identity: forge(edited(laid_out(5), edit), identity)


def _data(data: bytes) -> Callable[[Identity], bytes]:
    """The page of a return with other data attached."""

    def replace(pdf: pikepdf.Pdf) -> None:
        spec = pdf.Root.AF[0]
        spec.EF.F.write(data)

    return _page(replace)


def _json(**changes: Any) -> Callable[[Identity], bytes]:
    document = json.loads(payload(5).to_bytes()) | changes
    return _data(json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def _text(old: bytes, new: bytes) -> Callable[[Identity], bytes]:
    data = payload(5).to_bytes()
    assert data.count(old) == 1
    return _data(data.replace(old, new))


def _add_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def _drop_words(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents.read_bytes()
    middle = content.index(b" Tj", len(content) // 2)
    pdf.pages[0].Contents = pdf.make_stream(content[:middle] + b" pop" + content[middle + 3 :])


def _draw_over(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(content + b"\n1 g 100 300 300 200 re f")


def _turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 180


def _crop(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.CropBox = Array([0, 400, 595, 842])


def _annotate(pdf: pikepdf.Pdf) -> None:
    square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([0, 0, 500, 700]), F=4)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(square)])


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _script_by_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.JavaScript = Dictionary(Names=Array(["x", Dictionary(S=Name.JavaScript, JS="app.alert(1)")]))


def _layers(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())


def _page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI="https://example.com"))


def _second_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["运行.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="运行.exe")


def _second_data(pdf: pikepdf.Pdf) -> None:
    """The list of associated files names another description than the list of attachments."""
    pdf.Root.AF = Array([pdf.make_indirect(Dictionary(pdf.Root.AF[0]))])


def _two_streams(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[0].EF.UF = pdf.make_stream(payload(6).to_bytes())


def _no_data(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names
    del pdf.Root.AF


def _forms(pdf: pikepdf.Pdf) -> None:
    """A billion laughs: each form draws the next ten times."""
    inner = pdf.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for _ in range(9):
        resources = Dictionary(XObject=Dictionary(X=inner))
        inner = pdf.make_stream(
            b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=resources
        )
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=inner)
    pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + b"\n/X Do")


def _long_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + b"\n0 0 595 842 re f" * 1_000_000)


def _bomb(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PieceInfo = pdf.make_stream(bytes(34_000_000))


def _many_bombs(pdf: pikepdf.Pdf) -> None:
    stream = bytes(20_000_000)
    pdf.Root.PieceInfo = Array([pdf.make_stream(stream) for _ in range(5)])


def _over_the_page(identity: Identity) -> bytes:
    page = laid_out(5)
    return forge(LaidOut(page.pdf, page.mark_page, (60, 60, 540, 780)), identity)


def _on_the_first_page(identity: Identity) -> bytes:
    page = laid_out(5)
    return forge(LaidOut(page.pdf, 0, page.mark_box), identity)


def _without_mark(identity: Identity) -> bytes:
    page = laid_out(5)
    return forge(LaidOut(page.pdf, page.mark_page, (0, 0, 0, 0)), identity)


def _page_of_another(identity: Identity) -> bytes:
    """The pages of one return with the data of another, as laid out by this very program."""
    return _data(payload(6).to_bytes())(identity)


def _of_nothing(identity: Identity) -> bytes:
    """Not a return at all, and signed just so."""
    return forge(LaidOut(finish(_blank(), title="合同", made_on=SIGNED_AT.date()), 0, (90, 90, 200, 130)), identity)


def _blank() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


_CERTIFICATE, _LEVEL, _SCHEMA, _PAGE = (
    CheckName.CERTIFICATE,
    CheckName.CERTIFICATION,
    CheckName.DATA_SCHEMA,
    CheckName.PAGE,
)
_UNTRUSTED, _ALTERED, _UNREADABLE = Verdict.UNTRUSTED, Verdict.ALTERED, Verdict.UNREADABLE
_LONG_AGO, _SOON = SIGNED_AT - timedelta(days=400), SIGNED_AT + timedelta(days=1)

OF_WORTHLESS_KEYS = {
    "stranger": KeyAttack(_UNTRUSTED, _CERTIFICATE, _plain, lambda: forger(name="王小明"), enrolled=False),
    "same-name": KeyAttack(_UNTRUSTED, _CERTIFICATE, _plain, forger, enrolled=False),
    "expired": KeyAttack(_UNTRUSTED, _CERTIFICATE, _plain, lambda: forger(start=_LONG_AGO, days=365)),
    "not-yet-valid": KeyAttack(_UNTRUSTED, _CERTIFICATE, _plain, lambda: forger(start=_SOON)),
    "rsa-1024": KeyAttack(_UNTRUSTED, _CERTIFICATE, _plain, lambda: _weak(1024)),
    "sha-1-certificate": KeyAttack(_UNTRUSTED, _CERTIFICATE, _plain, _sha1),
    "not-for-signing": KeyAttack(_UNTRUSTED, _CERTIFICATE, _plain, lambda: forger(signing=False)),
}
OF_ANOTHER_KIND = {
    "form-filling-allowed": KeyAttack(
        _ALTERED, _LEVEL, lambda who: forge(laid_out(5), who, permissions=MDPPerm.FILL_FORMS)
    ),
    "annotations-allowed": KeyAttack(
        _ALTERED, _LEVEL, lambda who: forge(laid_out(5), who, permissions=MDPPerm.ANNOTATE)
    ),
    "approval-only": KeyAttack(_ALTERED, _LEVEL, lambda who: forge(laid_out(5), who, certify=False)),
    "field-of-another-name": KeyAttack(_ALTERED, _LEVEL, lambda who: forge(laid_out(5), who, field="street")),
    "without-a-time": KeyAttack(_ALTERED, _LEVEL, lambda who: forge(laid_out(5), who, signed_at=None)),
}
OF_PAGES = {
    "page-of-another-return": KeyAttack(_ALTERED, _PAGE, _page_of_another),
    "page-added": KeyAttack(_ALTERED, _PAGE, _page(_add_page)),
    "words-dropped": KeyAttack(_ALTERED, _PAGE, _page(_drop_words)),
    "figures-painted-over": KeyAttack(_ALTERED, _PAGE, _page(_draw_over)),
    "page-turned": KeyAttack(_ALTERED, _PAGE, _page(_turn)),
    "page-cropped": KeyAttack(_ALTERED, _PAGE, _page(_crop)),
    "annotation-over-figures": KeyAttack(_ALTERED, _PAGE, _page(_annotate)),
    "mark-over-the-page": KeyAttack(_ALTERED, _PAGE, _over_the_page),
    "mark-on-the-first-page": KeyAttack(_ALTERED, _PAGE, _on_the_first_page),
    "mark-of-another-person": KeyAttack(
        _ALTERED, _PAGE, lambda who: forge(laid_out(5), who, mark_as=secretary("欧阳国华"))
    ),
    "mark-of-another-certificate": KeyAttack(_ALTERED, _PAGE, lambda who: forge(laid_out(5), who, mark_as=forger())),
    "mark-of-another-name": KeyAttack(_ALTERED, _PAGE, lambda who: forge(laid_out(5), who, name="街道党工委")),
    "mark-of-another-time": KeyAttack(
        _ALTERED, _PAGE, lambda who: forge(laid_out(5), who, signed_at=SIGNED_AT - timedelta(hours=5))
    ),
    "mark-missing": KeyAttack(_ALTERED, _PAGE, _without_mark),
    "script": KeyAttack(_ALTERED, _PAGE, _page(_script)),
    "script-by-name": KeyAttack(_ALTERED, _PAGE, _page(_script_by_name)),
    "layers": KeyAttack(_ALTERED, _PAGE, _page(_layers)),
    "page-action": KeyAttack(_ALTERED, _PAGE, _page(_page_action)),
    "billion-laughs": KeyAttack(_ALTERED, _PAGE, _page(_forms)),
    "endless-drawing": KeyAttack(_ALTERED, _PAGE, _page(_long_content)),
}
OF_DATA = {
    "not-a-return": KeyAttack(Verdict.NOT_A_RETURN, CheckName.DATA_PRESENT, _of_nothing),
    "no-data": KeyAttack(Verdict.NOT_A_RETURN, CheckName.DATA_PRESENT, _page(_no_data)),
    "second-attachment": KeyAttack(_UNREADABLE, CheckName.READABLE, _page(_second_file)),
    "data-named-twice": KeyAttack(_UNREADABLE, CheckName.READABLE, _page(_second_data)),
    "two-data-in-one": KeyAttack(_UNREADABLE, CheckName.READABLE, _page(_two_streams)),
    "key-twice": KeyAttack(_UNREADABLE, _SCHEMA, _text(b'"layout":1', b'"layout":1,"layout":1')),
    "not-a-number": KeyAttack(_UNREADABLE, _SCHEMA, _text(b'"revision":0', b'"revision":NaN')),
    "infinite": KeyAttack(_UNREADABLE, _SCHEMA, _text(b'"revision":0', b'"revision":1e999')),
    "long-integer": KeyAttack(_UNREADABLE, _SCHEMA, _text(b'"revision":0', b'"revision":' + b"9" * 5000)),
    "white-space": KeyAttack(_UNREADABLE, _SCHEMA, _text(b'"revision":0', b'"revision": 0')),
    "nested-100000": KeyAttack(_UNREADABLE, _SCHEMA, _data(b"[" * 100_000 + b"]" * 100_000)),
    "nested-objects": KeyAttack(_UNREADABLE, _SCHEMA, _data(b'{"a":' * 100_000 + b"1" + b"}" * 100_000)),
    "empty-data": KeyAttack(_UNREADABLE, _SCHEMA, _data(b"")),
    "a-list": KeyAttack(_UNREADABLE, _SCHEMA, _data(b"[]")),
    "lone-surrogate": KeyAttack(_UNREADABLE, _SCHEMA, _text(b'"notes":""', b'"notes":"\\ud800"')),
    "not-utf-8": KeyAttack(_UNREADABLE, _SCHEMA, _text(b'"notes":""', b'"notes":"\xff"')),
    "key-unknown": KeyAttack(_UNREADABLE, _SCHEMA, _json(extra=1)),
    "figure-unknown": KeyAttack(_UNREADABLE, _SCHEMA, _json(figures={"x": 1})),
    "impossible-day": KeyAttack(_UNREADABLE, _SCHEMA, _json(compiled_on="2026-02-30")),
    "hidden-control": KeyAttack(_UNREADABLE, _SCHEMA, _json(notes="\u202e倒写")),
    "signed-draft": KeyAttack(_UNREADABLE, _SCHEMA, _json(draft=True)),
    "newer-layout": KeyAttack(_UNREADABLE, _PAGE, _json(layout=LAYOUT + 1)),
    "newer-version": KeyAttack(_UNREADABLE, _SCHEMA, _json(version=2)),
    "unknown-kind": KeyAttack(_UNREADABLE, _SCHEMA, _json(kind="wish")),
    "large-data": KeyAttack(_UNREADABLE, CheckName.READABLE, _data(b'"' + b"x" * 600_000 + b'"')),
    "bomb": KeyAttack(_UNREADABLE, CheckName.READABLE, _page(_bomb)),
    "many-bombs": KeyAttack(_UNREADABLE, CheckName.READABLE, _page(_many_bombs)),
}
BY_KEY = {**OF_WORTHLESS_KEYS, **OF_ANOTHER_KIND, **OF_PAGES, **OF_DATA}

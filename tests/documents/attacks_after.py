"""Attacks by someone without an enrolled key: an honest file is added to, rewritten, or its signature bent."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
from asn1crypto import cms, core
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from liangxin_desktop.documents import container
from liangxin_desktop.documents.coverage import coverages
from liangxin_desktop.documents.signing import KeySigner
from liangxin_desktop.domain.verdicts import Verdict
from tests.documents.specimens import forger, honest, payload, resaved, specimen

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_APPENDED, _ALTERED, _UNREADABLE = Verdict.CHANGED_AFTER_SIGNING, Verdict.ALTERED, Verdict.UNREADABLE

_CUTS = (0.0, 0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.9999)

Attack = tuple[Verdict, Callable[[], bytes]]


def updated(edit: Callable[[IncrementalPdfFileWriter], object], data: bytes | None = None) -> bytes:
    """The file with an incremental update behind it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data or specimen()))
    edit(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _retitle(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer["/Info"]
    info[pdf_name("/Title")] = pdf_string("另一份报表")
    writer.update_container(info)


def _replace_page(writer: IncrementalPdfFileWriter) -> None:
    """Shadow attack, replace: the page gets another content stream."""
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def _cover_page(writer: IncrementalPdfFileWriter) -> None:
    """Shadow attack, hide: a white square is laid over the figures."""
    page = writer.root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject([generic.NumberObject(edge) for edge in (0, 0, 500, 700)])
    square = {"/Type": "/Annot", "/Subtype": "/Square", "/Rect": box}
    entries = {pdf_name(key): pdf_name(value) if isinstance(value, str) else value for key, value in square.items()}
    page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(generic.DictionaryObject(entries))])
    writer.update_container(page)


def _hide_widget(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[pdf_name("/F")] = generic.NumberObject(2)
    writer.update_container(field)


def _swap_data(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=payload(9).to_bytes())
    spec = writer.root["/AF"][0]
    spec["/EF"][pdf_name("/F")] = spec["/EF"][pdf_name("/UF")] = writer.add_object(stream)
    writer.update_container(spec)


def _drop_data(writer: IncrementalPdfFileWriter) -> None:
    for key in ("/AF", "/Names"):
        del writer.root[key]
    writer.update_root()


def _drop_form(writer: IncrementalPdfFileWriter) -> None:
    for key in ("/AcroForm", "/Perms"):
        del writer.root[key]
    writer.update_root()


def _drop_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"].pop()
    pages[pdf_name("/Count")] = generic.NumberObject(1)
    writer.update_container(pages)


def _as_xref_stream(writer: IncrementalPdfFileWriter) -> None:
    writer.stream_xrefs = True
    _retitle(writer)


def _countersigned(*, certify: bool = False) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(specimen()))
    steps = PdfCMSEmbedder(SigFieldSpec("street", on_page=0, box=(50, 50, 90, 90))).write_cms("street", writer)
    next(steps)
    permissions = SigMDPSetup("sha256", certify=certify, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(SignatureObject(subfilter=SigSeedSubFilter.PADES, bytes_reserved=8192), permissions))
    prepared, output = steps.send(SigIOSetup("sha256"))
    other = forger(name="街道")
    steps.send(container.build(other.certificate, prepared.document_digest, KeySigner(other).sign))
    return bytes(output.getvalue())


def _ranged(change: Callable[[list[int]], list[Any]]) -> Callable[[], bytes]:
    """The declared range rewritten in place."""

    def attack() -> bytes:
        (found,) = coverages(specimen())
        numbers = change([found.start, found.length, found.resume, found.rest])
        written = b"/ByteRange [%s]" % " ".join(map(str, numbers)).encode()
        place = re.search(rb"/ByteRange \[[^\]]*\] *", specimen())
        assert place is not None
        return specimen()[: place.start()] + written.ljust(len(place[0])) + specimen()[place.end() :]

    return attack


def _in_gap(change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """The hex of the container rewritten at the same length."""

    def attack() -> bytes:
        (found,) = coverages(specimen())
        first, last = found.gap
        changed = change(specimen()[first:last])
        assert len(changed) == last - first
        assert changed != specimen()[first:last]
        return specimen()[:first] + changed + specimen()[last:]

    return attack


def _in_container(change: Callable[[cms.ContentInfo], object]) -> Callable[[], bytes]:
    """The container taken apart, changed and put back: every change leaves the signature as valid as it was."""

    def bend(gap: bytes) -> bytes:
        content = cms.ContentInfo.load(bytes.fromhex(gap[1:-1].decode()))
        change(content)
        return b"<" + content.dump(force=True).hex().upper().encode().ljust(len(gap) - 2, b"0") + b">"

    return _in_gap(bend)


def _signer(content: cms.ContentInfo) -> Any:
    return content["content"]["signer_infos"][0]


def _add_unsigned_attribute(content: cms.ContentInfo) -> None:
    _signer(content)["unsigned_attrs"] = [{"type": "1.2.3.4", "values": [core.Integer(1)]}]


def _add_certificate(content: cms.ContentInfo) -> None:
    other = cms.CertificateChoices.load(forger(name="旁人").certificate)
    content["content"]["certificates"].append(other)


def _add_revocations(content: cms.ContentInfo) -> None:
    content["content"]["crls"] = []


def _turn_s(content: cms.ContentInfo) -> None:
    """The other of the two values that ECDSA takes for the same."""
    r, s = decode_dss_signature(_signer(content)["signature"].native)
    _signer(content)["signature"] = encode_dss_signature(r, _ORDER - s)


def _double_digests(content: cms.ContentInfo) -> None:
    content["content"]["digest_algorithms"].append({"algorithm": "sha256"})


def _name_key(content: cms.ContentInfo) -> None:
    _signer(content)["sid"] = cms.SignerIdentifier(name="subject_key_identifier", value=core.OctetString(bytes(20)))


def _swap_certificate(content: cms.ContentInfo) -> None:
    """The certificate of a stranger of the same name stands in for the signer's."""
    content["content"]["certificates"] = [cms.CertificateChoices.load(forger().certificate)]


def _take_another_signature(content: cms.ContentInfo) -> None:
    (found,) = coverages(other := honest(6))
    _signer(content)["signature"] = container.take_apart(found.container(other)).signature


def _claim_version(content: cms.ContentInfo) -> None:
    content["content"]["version"] = "v3"


def _pad(gap: bytes) -> bytes:
    return gap[:-3] + b"01>"


def _spaced(gap: bytes) -> bytes:
    return gap[:-3] + b"  >"


def _wrapped() -> bytes:
    """Signature wrapping: both signed stretches are untouched, and between them stands a rest of the file of our own.

    A new range leaves out that part; the cross-reference in it stands where the end of the file points to.
    """
    (found,) = coverages(specimen())
    first, last = found.gap
    xref = int(specimen().split()[-2])
    own = specimen()[last:xref] + specimen()[xref : specimen().rindex(b"startxref")]
    numbers = b"[0 %d %d %d]" % (first, last + len(own), found.rest)
    own = re.sub(rb"(?<=/ByteRange )(\[[^\]]*\] *)", lambda match: numbers.ljust(len(match[1])), own)
    return specimen()[:last] + own + specimen()[last:]


def _moved() -> bytes:
    """The second signed stretch is moved behind an insertion, and the range follows it."""
    (found,) = coverages(specimen())
    first, last = found.gap
    inserted = b"\n% inserted \n"
    numbers = b"[0 %d %d %d]" % (first, last + len(inserted), found.rest)
    moved = specimen()[:last] + inserted + specimen()[last:]
    place = re.search(rb"/ByteRange (\[[^\]]*\] *)", moved)
    assert place is not None
    return moved[: place.start(1)] + numbers.ljust(len(place[1])) + moved[place.end(1) :]


def _delete(*keys: str) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        for key in keys:
            del pdf.Root[key]

    return edit


def _strip(pdf: pikepdf.Pdf) -> None:
    _delete("/AcroForm", "/Perms")(pdf)
    del pdf.pages[-1].obj["/Annots"]


def _cut(share: float) -> Callable[[], bytes]:
    return lambda: specimen()[: int(len(specimen()) * share)]


APPENDED: dict[str, Attack] = {
    "one-line-feed": (_APPENDED, lambda: specimen() + b"\n"),
    "words-behind": (_APPENDED, lambda: specimen() + b"hello"),
    "zeros-behind": (_APPENDED, lambda: specimen() + bytes(4096)),
    "second-end": (_APPENDED, lambda: specimen() + b"startxref\n0\n%%EOF\n"),
    "whole-file-twice": (_APPENDED, lambda: specimen() * 2),
    "update-of-metadata": (_APPENDED, lambda: updated(_retitle)),
    "update-with-packed-xref": (_APPENDED, lambda: updated(_as_xref_stream)),
    "shadow-replace": (_APPENDED, lambda: updated(_replace_page)),
    "shadow-hide": (_APPENDED, lambda: updated(_cover_page)),
    "hidden-mark": (_APPENDED, lambda: updated(_hide_widget)),
    "swapped-data": (_APPENDED, lambda: updated(_swap_data)),
    "dropped-data": (_APPENDED, lambda: updated(_drop_data)),
    "dropped-form": (_APPENDED, lambda: updated(_drop_form)),
    "dropped-page": (_APPENDED, lambda: updated(_drop_page)),
    "extra-approval": (_APPENDED, _countersigned),
    "extra-certification": (_APPENDED, lambda: _countersigned(certify=True)),
    "two-updates": (_APPENDED, lambda: updated(_drop_form, updated(_swap_data))),
    "words-before": (_UNREADABLE, lambda: b"\n" + specimen()),
}
REWRITTEN: dict[str, Attack] = {
    "saved-anew": (_ALTERED, lambda: resaved(specimen())),
    "signature-stripped": (Verdict.UNSIGNED, lambda: resaved(specimen(), _strip)),
    "data-stripped": (Verdict.NOT_A_RETURN, lambda: resaved(specimen(), _delete("/Names", "/AF"))),
    "packed": (
        Verdict.NOT_A_RETURN,
        lambda: resaved(specimen(), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    ),
    "encrypted": (
        _UNREADABLE,
        lambda: resaved(specimen(), _strip, encryption=pikepdf.Encryption(owner="o", user="")),
    ),
    "locked": (_UNREADABLE, lambda: resaved(specimen(), encryption=pikepdf.Encryption(owner="o", user="u"))),
    "figure-changed": (_ALTERED, lambda: specimen().replace(b"/CreationDate", b"/CreationDatf", 1)),
    "wrapped": (_ALTERED, _wrapped),
    "moved": (_UNREADABLE, _moved),
    **{
        f"cut-at-{share}": (_UNREADABLE, _cut(share))
        for share in (0.0, 0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.9999)
    },
}
BENT: dict[str, Attack] = {
    "range-stops-at-the-gap": (_ALTERED, _ranged(lambda n: [n[0], n[1], n[2], 0])),
    "range-starts-late": (_ALTERED, _ranged(lambda n: [8, n[1] - 8, n[2], n[3]])),
    "range-of-nothing": (_ALTERED, _ranged(lambda n: [0, 0, 0, 0])),
    "range-overlaps": (_ALTERED, _ranged(lambda n: [0, n[2], n[1], n[3]])),
    "gap-wider-before": (_ALTERED, _ranged(lambda n: [0, n[1] - 10, n[2], n[3]])),
    "gap-wider-behind": (_ALTERED, _ranged(lambda n: [0, n[1], n[2] + 10, n[3] - 10])),
    "range-beyond-the-end": (_ALTERED, _ranged(lambda n: [0, n[1], n[2], n[3] + 10])),
    "range-huge": (_ALTERED, _ranged(lambda n: [0, n[1], n[2], 9_999_999_999])),
    "range-negative": (_UNREADABLE, _ranged(lambda n: [0, n[1], n[2], -1])),
    "range-of-three": (_UNREADABLE, _ranged(lambda n: n[:3])),
    "range-of-names": (_UNREADABLE, _ranged(lambda n: ["/A", "/B"])),
    "hex-in-lower-case": (_APPENDED, _in_gap(bytes.lower)),
    "hex-with-blanks": (_APPENDED, _in_gap(_spaced)),
    "padding-not-zero": (_ALTERED, _in_gap(_pad)),
    "contents-emptied": (_ALTERED, _in_gap(lambda gap: b"<" + b"0" * (len(gap) - 2) + b">")),
    "contents-not-hex": (_ALTERED, _in_gap(lambda gap: b"(" + b"0" * (len(gap) - 2) + b")")),
    "unsigned-attribute": (_ALTERED, _in_container(_add_unsigned_attribute)),
    "second-certificate": (_ALTERED, _in_container(_add_certificate)),
    "empty-revocations": (_ALTERED, _in_container(_add_revocations)),
    "other-s": (_ALTERED, _in_container(_turn_s)),
    "digest-named-twice": (_ALTERED, _in_container(_double_digests)),
    "signer-named-otherwise": (_ALTERED, _in_container(_name_key)),
    "version-claimed": (_ALTERED, _in_container(_claim_version)),
    "certificate-swapped": (_ALTERED, _in_container(_swap_certificate)),
    "signature-of-another-file": (_ALTERED, _in_container(_take_another_signature)),
}
AFTER_SIGNING = {**APPENDED, **REWRITTEN, **BENT}

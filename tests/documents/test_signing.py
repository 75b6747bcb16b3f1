"""A signed return as other programs see it: poppler, qpdf, OpenSSL and pyHanko are the witnesses."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import threading
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from liangxin_desktop.documents import container
from liangxin_desktop.documents.coverage import coverages
from liangxin_desktop.documents.identity import describe, new_identity, to_pem
from liangxin_desktop.documents.mark import mark_pdf
from liangxin_desktop.documents.signing import KeySigner, sign_return
from liangxin_desktop.domain.verdicts import Verdict
from liangxin_desktop.errors import RefusedError
from tests.documents.specimens import (
    BRANCH,
    SIGNED_AT,
    company,
    forger,
    honest,
    judge,
    laid_out,
    secretary,
    specimen,
)


@pytest.fixture(params=["P-256", "RSA"])
def signed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A signed return in a file, by either kind of key."""
    file = tmp_path / "报表.pdf"
    file.write_bytes(honest(5, secretary() if request.param == "P-256" else company()))
    return file


def _say(*command: str | Path) -> str:
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def test_poppler_finds_one_valid_signature_over_the_whole_document(signed: Path) -> None:
    said = _say("pdfsig", "-nocert", signed)
    assert said.count("Signature #") == 1
    assert "Signature is Valid" in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    assert "Signature Field Name: branch" in said
    assert "Signer Certificate Common Name: 陈国华" in said


def test_qpdf_finds_no_fault(signed: Path) -> None:
    assert "No syntax or stream encoding errors found" in _say("qpdf", "--check", signed)


def test_every_font_is_embedded(signed: Path) -> None:
    lines = _say("pdffonts", signed).splitlines()
    column = lines[0].index("emb")
    assert len(lines) > 3
    assert all(line[column : column + 3] == "yes" for line in lines[2:])


def test_pyhanko_agrees() -> None:
    reader = PdfFileReader(io.BytesIO(specimen()))
    (embedded,) = reader.embedded_signatures
    root = asn1_x509.Certificate.load(secretary().certificate)
    context = ValidationContext(trust_roots=[root], moment=SIGNED_AT)
    status = validate_pdf_signature(embedded, context)
    assert status.bottom_line
    assert status.modification_level is ModificationLevel.NONE
    assert status.docmdp_ok
    assert embedded.field_name == "branch"


def test_openssl_agrees(tmp_path: Path) -> None:
    (coverage,) = coverages(specimen())
    first, last = coverage.gap
    padded = coverage.container(specimen())
    files = {name: tmp_path / name for name in ("cms", "content", "signer.pem")}
    files["cms"].write_bytes(padded[: container.take_apart(padded).length])
    files["content"].write_bytes(specimen()[:first] + specimen()[last:])
    files["signer.pem"].write_bytes(to_pem(secretary()))
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", files["cms"], "-content"]
    command += [files["content"], "-CAfile", files["signer.pem"], "-purpose", "any", "-out", tmp_path / "out"]
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert "successful" in result.stderr, result.stderr


def test_the_original_stands_unchanged_in_front() -> None:
    assert specimen().startswith(laid_out(5).pdf)


def test_signing_reads_no_clock() -> None:
    """The one time in what signing appends is the time it was given."""
    appended = specimen()[len(laid_out(5).pdf) :]
    times = re.findall(rb"\(D\\072(\d{14})|\(D:(\d{14})", appended)
    assert {a or b for a, b in times} == {b"20261008152000"}
    assert b"pyHanko" not in appended


def test_it_remains_pdf_a() -> None:
    """What a signature could break: an unembedded font, a mark that does not print, transparency."""
    with pikepdf.open(io.BytesIO(specimen())) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert field.F == 4 | 128
        assert "/Group" not in field.AP.N
        assert "/ExtGState" not in field.AP.N.Resources
        metadata = pdf.open_metadata()
        assert metadata["pdfaid:part"] == "3"


def test_the_mark_says_who_when_and_which_certificate(tmp_path: Path) -> None:
    file = tmp_path / "报表.pdf"
    file.write_bytes(specimen())
    text = "".join(_say("pdftotext", "-layout", file, "-").split())
    facts = describe(secretary().certificate)
    assert "电子签名人陈国华（党支部书记）" in text
    assert "签名时间2026年10月8日15:20（UTC+08:00）" in text
    assert facts.printed_fingerprint.replace(" ", "")[:32] in text
    assert "有效期至2029年10月7日" in text


def test_a_name_beyond_the_basic_plane_is_drawn(tmp_path: Path) -> None:
    file = tmp_path / "报表.pdf"
    file.write_bytes(honest(1, new_identity("𠮷田国华", BRANCH, SIGNED_AT)))
    assert "𠮷田国华" in "".join(_say("pdftotext", file, "-").split())
    assert not re.search(r" no +no +\w+ +\d", _say("pdffonts", file))


def test_a_name_that_no_font_has_is_refused() -> None:
    strange = new_identity("国\U0002ffff", BRANCH, SIGNED_AT)
    with pytest.raises(RefusedError, match="U\\+2FFFF"):
        honest(1, strange)


@pytest.mark.parametrize("size", [(330, 56), (200, 56), (120, 40), (500, 80)])
def test_the_mark_fits_its_place(size: tuple[float, float]) -> None:
    drawn = mark_pdf(describe(secretary("欧阳国华").certificate), "欧阳国华（党支部书记）", SIGNED_AT, *size)
    page = pypdfium2.PdfDocument(drawn)[0].get_textpage()
    boxes = [page.get_charbox(place) for place in range(page.count_chars())]
    assert len(boxes) > 100
    assert min(min(box[:2]) for box in boxes) >= 0
    assert max(box[2] for box in boxes) <= size[0]
    assert max(box[3] for box in boxes) <= size[1]


def test_what_no_reader_would_open_is_not_signed() -> None:
    long = replace(laid_out(1), mark_page=80)
    with pytest.raises(RefusedError, match="超过80页"):
        sign_return(long, KeySigner(secretary()), signed_at=SIGNED_AT)


def test_an_expired_certificate_signs_nothing() -> None:
    expired = forger(start=SIGNED_AT - timedelta(days=400), days=365)
    with pytest.raises(RefusedError, match="不在有效期内"):
        honest(1, expired)


def test_a_time_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zone"):
        honest(1, signed_at=datetime(2026, 10, 8, 15, 20))  # noqa: DTZ001 (that is the mistake)


def test_another_zone_is_kept() -> None:
    there = SIGNED_AT.astimezone(timezone(timedelta(hours=-3, minutes=-30)))
    assert judge(honest(1, signed_at=there)).signed_at == there


class _Token:
    """A stand-in for a token: it signs with the larger of ECDSA's two values."""

    def __init__(self) -> None:
        self.certificate = secretary().certificate

    def sign(self, data: bytes) -> bytes:
        r, s = container.decode_dss_signature(KeySigner(secretary()).sign(data))
        order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
        return container.encode_dss_signature(r, max(s, order - s))


def test_a_token_may_sign() -> None:
    assert judge(sign_return(laid_out(2), _Token(), signed_at=SIGNED_AT)).verdict is Verdict.VALID


def test_it_works_in_a_worker_thread() -> None:
    verdicts: list[Verdict] = []
    thread = threading.Thread(target=lambda: verdicts.append(judge(honest(3)).verdict))
    thread.start()
    thread.join()
    assert verdicts == [Verdict.VALID]


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    judge(honest(3))
    judge(specimen()[:-1])
    assert not caplog.records

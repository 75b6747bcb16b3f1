"""Honest returns, the people who sign them, and a forger's bench: everything the tests of signatures work on."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any

import pikepdf
from asn1crypto import x509 as asn1_x509
from asn1crypto.core import Null
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from liangxin_desktop.documents import container
from liangxin_desktop.documents.identity import Identity, describe, load_p12, new_identity
from liangxin_desktop.documents.laid_out import LaidOut
from liangxin_desktop.documents.mark import mark_pdf
from liangxin_desktop.documents.returns import build_return
from liangxin_desktop.documents.signing import KeySigner, sign_return
from liangxin_desktop.documents.verifying import verify
from liangxin_desktop.domain.returns import (
    AuditHead,
    KindFigures,
    LifeFigures,
    LifeRow,
    ReturnBranch,
    ReturnKind,
    ReturnPayload,
)
from liangxin_desktop.domain.verdicts import VerifyResult

ZONE = timezone(timedelta(hours=8))
SIGNED_AT = datetime(2026, 10, 8, 15, 20, tzinfo=ZONE)
TODAY = date(2026, 10, 9)
PASSPHRASE = "口令1234"
BRANCH = "八号桥联合党支部"
TOPICS = ("党费收缴与阵地更新", "结对楼宇志愿服务分工", "学习讨论与岗位承诺", "走进八号桥：学法规进园区")


def payload(which: int = 0, **changes: Any) -> ReturnPayload:
    """A return of the third quarter; each `which` gives another one."""
    figures = KindFigures(
        kind="theme-day", title="主题党日", required=3, held=3, due=62 + which, present=56, complete=2, missing=0
    )
    life = LifeFigures(
        kinds=(figures,), total=figures.but(kind="total", title="合计"), members=31 + which, full_members=29
    )
    rows = [
        LifeRow(
            id=f"s{place}",
            held_on=date(2026, 7 + place % 3, 25),
            kind="theme-day",
            title="主题党日",
            topic=TOPICS[place % len(TOPICS)],
            due=31,
            present=27,
            remarks=("补录",) if place % 2 else (),
        )
        for place in range(which % 7)
    ]
    fields: dict[str, Any] = {
        "kind": ReturnKind.LIFE,
        "period": "2026Q3",
        "number": f"HP-0217-组织生活-2026Q3-{which:02}",
        "branch": ReturnBranch(name=BRANCH, code="HP-0217", secretary="陈国华"),
        "compiled_on": date(2026, 10, 8),
        "figures": life.model_dump(mode="json"),
        "rows": tuple(row.model_dump(mode="json") for row in rows),
        "audit": AuditHead(seq=12 + which, sha256="ab" * 32),
    }
    return ReturnPayload.model_validate({**fields, **changes})


@cache
def laid_out(number: int = 0) -> LaidOut:
    """The page of that return."""
    return build_return(payload(number))


@cache
def secretary(name: str = "陈国华") -> Identity:
    """A secretary's own identity, three years valid, made the day before signing."""
    return new_identity(name, BRANCH, SIGNED_AT - timedelta(days=1))


@cache
def company() -> Identity:
    """An identity with an RSA key issued by a CA."""
    return load_p12(ca_p12(), PASSPHRASE, SIGNED_AT)


def honest(number: int = 0, identity: Identity | None = None, *, signed_at: datetime = SIGNED_AT) -> bytes:
    """A return signed as the program signs it."""
    return sign_return(laid_out(number), KeySigner(identity or secretary()), signed_at=signed_at, role="党支部书记")


@cache
def specimen() -> bytes:
    """The honest return that attacks begin with: the same bytes throughout a run."""
    return honest(5)


def judge(data: bytes, *enrolled: Identity) -> VerifyResult:
    """The verdict of a street committee that enrolled these identities: the secretary where none is named."""
    trusted = [identity.certificate for identity in enrolled or (secretary(),)]
    return verify(data, trusted=trusted, file="报表.pdf", today=TODAY)


def make_certificate(
    key: Any,
    *,
    name: str = "陈国华",
    start: datetime = SIGNED_AT - timedelta(days=30),
    days: int = 365,
    algorithm: Any = None,
    signing: bool = True,
    issuer: tuple[x509.Name, Any] | None = None,
) -> x509.Certificate:
    """A certificate of any kind, good or bad, for a key."""
    subject = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, BRANCH), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    issuer_name, issuer_key = issuer or (subject, key)
    usage = x509.KeyUsage(signing, signing, not signing, False, False, False, False, False, False)
    start = start.astimezone(UTC)
    builder = x509.CertificateBuilder(
        issuer_name, subject, key.public_key(), x509.random_serial_number(), start, start + timedelta(days=days)
    )
    return builder.add_extension(usage, critical=True).sign(issuer_key, algorithm or hashes.SHA256())


def sha1_certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    """A certificate of an RSA key, valid in everything but its digest. The library that is used refuses to make one."""
    made = asn1_x509.Certificate.load(make_certificate(key).public_bytes(serialization.Encoding.DER))
    body, algorithm = made["tbs_certificate"].copy(), {"algorithm": "sha1_rsa", "parameters": Null()}
    body["signature"] = algorithm
    signature = key.sign(body.dump(force=True), padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 (the weakness is wanted)
    whole = {"tbs_certificate": body, "signature_algorithm": algorithm, "signature_value": signature}
    return x509.load_der_x509_certificate(asn1_x509.Certificate(whole).dump())


def as_identity(key: Any, certificate: x509.Certificate) -> Identity:
    """Whatever the certificate is worth."""
    pkcs8 = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Identity(certificate.public_bytes(serialization.Encoding.DER), pkcs8)


def forger(**kind: Any) -> Identity:
    """Someone with a P-256 key and a certificate of that kind."""
    key = ec.generate_private_key(ec.SECP256R1())
    return as_identity(key, make_certificate(key, **kind))


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """An RSA key; making one takes long."""
    return rsa.generate_private_key(65537, bits)


def ca_p12(*, key: Any = None, certificate: x509.Certificate | None = None, **kind: Any) -> bytes:
    """A `.p12` as a CA hands it out, under PASSPHRASE."""
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca = make_certificate(ca_key, name="测试证书中心")
    key = key or rsa_key()
    certificate = certificate or make_certificate(key, issuer=(ca.subject, ca_key), **kind)
    protection = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"signer", key, certificate, [ca], protection)


def forge(
    page: LaidOut,
    identity: Identity,
    *,
    certify: bool = True,
    permissions: MDPPerm = MDPPerm.NO_CHANGES,
    field: str = "branch",
    signed_at: datetime | None = SIGNED_AT,
    build: Callable[..., bytes] = container.build,
    name: str = "",
    mark_as: Identity | None = None,
) -> bytes:
    """Sign as the program never would, with a container that is right in itself."""
    writer = IncrementalPdfFileWriter(io.BytesIO(page.pdf))
    box: Any = page.mark_box
    steps = PdfCMSEmbedder(SigFieldSpec(field, on_page=page.mark_page, box=box)).write_cms(field, writer)
    facts = describe((mark_as or identity).certificate)
    left, bottom, right, top = page.mark_box
    mark = mark_pdf(facts, name or facts.name, SIGNED_AT, right - left, top - bottom)
    appearance = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(mark)))
    next(steps).get_object()[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): appearance})
    placeholder = SignatureObject(
        timestamp=signed_at, subfilter=SigSeedSubFilter.PADES, name=name or facts.name, bytes_reserved=8192
    )
    steps.send(SigObjSetup(placeholder, SigMDPSetup("sha256", certify=certify, docmdp_perms=permissions)))
    prepared, output = steps.send(SigIOSetup("sha256"))
    steps.send(build(identity.certificate, prepared.document_digest, KeySigner(identity).sign))
    return bytes(output.getvalue())


def edited(page: LaidOut, edit: Callable[[pikepdf.Pdf], object]) -> LaidOut:
    """The page with something done to its PDF before it is signed."""
    return LaidOut(resaved(page.pdf, edit), page.mark_page, page.mark_box)


def resaved(data: bytes, edit: Callable[[pikepdf.Pdf], object] = lambda pdf: None, **options: Any) -> bytes:
    """The file opened, edited and written anew."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(out, **options)
    return out.getvalue()

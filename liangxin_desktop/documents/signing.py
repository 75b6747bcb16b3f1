"""Signing a return: exactly one certification signature (PAdES B-B, no change allowed after it) over the whole file."""

from __future__ import annotations

import io
import logging
from datetime import datetime
from typing import Any, Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from liangxin_desktop.documents import container
from liangxin_desktop.documents.identity import Identity, describe, load_key, refuse_unfit
from liangxin_desktop.documents.laid_out import LaidOut
from liangxin_desktop.documents.mark import mark_pdf, signer_line
from liangxin_desktop.documents.received import MOST_PAGES
from liangxin_desktop.errors import RefusedError

FIELD = "branch"
_DIGEST = "sha256"
_ROOM = 2048  # octets for the container besides its certificate: twice what an RSA-4096 signature needs
_PDF_VERSION = (1, 7)

logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # else its warnings go to standard error


class Signer(Protocol):
    """Whoever holds a signing key: this program, or one day a token."""

    @property
    def certificate(self) -> bytes:
        """The holder's certificate, DER."""

    def sign(self, data: bytes) -> bytes:
        """The signature over SHA-256 of the data: ECDSA (DER) for a P-256 key, PKCS #1 v1.5 for RSA."""


class KeySigner:
    """Signs with a key held in memory."""

    def __init__(self, identity: Identity) -> None:
        self._certificate = identity.certificate
        self._key = load_key(identity.key)

    @property
    def certificate(self) -> bytes:
        """The identity's certificate, DER."""
        return self._certificate

    def sign(self, data: bytes) -> bytes:
        """The signature over SHA-256 of the data."""
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def sign_return(laid_out: LaidOut, signer: Signer, *, signed_at: datetime, role: str = "") -> bytes:
    """The signed file. `signed_at` is local time with its zone; `role` stands beside the signer's name in the mark.

    Raises RefusedError when the certificate is unfit or not valid at that time, its name cannot be printed, or the
    return is longer than any reader of this program would open.
    """
    if signed_at.tzinfo is None:
        raise ValueError("signed_at has no zone")
    if laid_out.mark_page >= MOST_PAGES:
        raise RefusedError(f"报表超过{MOST_PAGES}页，不能签名。", "请精简情况说明后再编制。")
    signed_at = signed_at.replace(microsecond=0)
    refuse_unfit(x509.load_der_x509_certificate(signer.certificate), signed_at)
    writer = _Writer(io.BytesIO(laid_out.pdf))
    writer.ensure_output_version(_PDF_VERSION)  # type: ignore[no-untyped-call]
    writer.register_extension(ESIC_EXTENSION_1)
    facts = describe(signer.certificate)
    name = signer_line(facts, role)
    left, bottom, right, top = laid_out.mark_box
    drawn = mark_pdf(facts, name, signed_at, right - left, top - bottom)
    mark = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(drawn)))
    placeholder = SignatureObject(
        timestamp=signed_at,
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        bytes_reserved=2 * (len(signer.certificate) + _ROOM),
    )
    return _embed(writer, laid_out, mark, placeholder, signer)


class _Writer(IncrementalPdfFileWriter):
    """Appends the signature and nothing else: the document's dates and producer stay as laid out."""

    def _update_meta(self) -> None:
        return


def _embed(writer: _Writer, laid_out: LaidOut, mark: Any, placeholder: SignatureObject, signer: Signer) -> bytes:
    """Drive pyHanko's embedder through its four steps: field, signature dictionary, digest, container."""
    box: Any = laid_out.mark_box  # annotated as integers there, but any numbers will do
    steps = PdfCMSEmbedder(SigFieldSpec(FIELD, on_page=laid_out.mark_page, box=box)).write_cms(FIELD, writer)
    field = next(steps).get_object()
    appearances = DictionaryObject({pdf_name("/N"): mark})  # type: ignore[no-untyped-call]
    field[pdf_name("/AP")] = appearances
    steps.send(SigObjSetup(placeholder, SigMDPSetup(_DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)))
    prepared, output = steps.send(SigIOSetup(_DIGEST))
    steps.send(container.build(signer.certificate, prepared.document_digest, signer.sign))
    return bytes(output.getvalue())

"""The CMS container of a signature (PAdES B-B), and the demand that it be byte for byte what would be built here.

A container has room for many things that no signature protects. So a received one is taken apart only for its
certificate and its signature value; the whole is then built again from these and the document's digest, and must be
equal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from asn1crypto import algos, cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class Container:
    """What a received container says: its certificate (DER), signature value, document digest and its own length."""

    certificate: bytes
    signature: bytes
    digest: bytes
    digest_algorithm: str
    length: int


class ContainerError(Exception):
    """The container is not one that this program builds; the message says why, in Chinese."""


def build(certificate: bytes, digest: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The container (DER) over a document's SHA-256 digest; `sign` signs with SHA-256 and the certificate's key."""
    signature = sign(_signed_attributes(certificate, digest).dump())
    return _assemble(certificate, digest, _low(certificate, signature))


def take_apart(padded: bytes) -> Container:
    """Read what the container says, and nothing about whether it is true. Raises ContainerError for anything odd."""
    try:
        content, trailing = _load(padded)
        signed = content["content"]
        (certificate,), (signer,) = signed["certificates"], signed["signer_infos"]
        attributes = {attribute["type"].native: attribute["values"] for attribute in signer["signed_attrs"]}
        (digest,) = attributes["message_digest"].native
        container = Container(
            certificate=certificate.chosen.dump(),
            signature=signer["signature"].native,
            digest=digest,
            digest_algorithm=str(signer["digest_algorithm"]["algorithm"].native),
            length=len(padded) - len(trailing),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ContainerError("签名数据无法读取") from error
    if trailing.strip(b"\0"):
        raise ContainerError("签名数据之后夹带了其他内容")
    return container


def check(padded: bytes, container: Container, digest: bytes) -> None:
    """Raise ContainerError unless the signature holds over the digest and every byte is as it would be built here."""
    if container.digest_algorithm != "sha256":
        raise ContainerError(f"签名使用了不接受的摘要算法（{container.digest_algorithm}）")
    if container.digest != digest:
        raise ContainerError("文件内容与签名时不一致")
    if _assemble(container.certificate, digest, container.signature) != padded[: container.length]:
        raise ContainerError("签名数据被改动，或不是标准的写法")
    try:
        _verify(container, _signed_attributes(container.certificate, digest).dump())
    except (InvalidSignature, ValueError, TypeError) as error:
        raise ContainerError("签名与证书不符") from error


def _load(padded: bytes) -> tuple[cms.ContentInfo, bytes]:
    content = cms.ContentInfo.load(padded)
    length = len(content.dump())
    if content["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    return content, padded[length:]


def _signed_attributes(certificate: bytes, digest: bytes) -> cms.CMSAttributes:
    """Content type, digest, and the certificate bound by its hash (RFC 5035): what PAdES B-B asks for, no more."""
    bound = tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate).digest()})]})
    values = {"content_type": "data", "message_digest": digest, "signing_certificate_v2": bound}
    return cms.CMSAttributes([cms.CMSAttribute({"type": name, "values": [value]}) for name, value in values.items()])


def _assemble(certificate: bytes, digest: bytes, signature: bytes) -> bytes:
    holder = asn1_x509.Certificate.load(certificate, strict=True)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": holder.issuer, "serial_number": holder.serial_number}
                    )
                }
            ),
            "digest_algorithm": sha256,
            "signed_attrs": _signed_attributes(certificate, digest),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": _mechanism(holder)}),
            "signature": signature,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms((sha256,)),
            "encap_content_info": {"content_type": "data"},
            "certificates": [holder],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def _mechanism(holder: asn1_x509.Certificate) -> str:
    return {"ec": "sha256_ecdsa", "rsa": "sha256_rsa"}[holder.public_key.algorithm]


def _low(certificate: bytes, signature: bytes) -> bytes:
    """Of the two values that say the same with ECDSA, the one with the smaller s; other signatures unchanged."""
    if not isinstance(x509.load_der_x509_certificate(certificate).public_key(), ec.EllipticCurvePublicKey):
        return signature
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _P256_ORDER - s))


def _verify(container: Container, attributes: bytes) -> None:
    key = x509.load_der_x509_certificate(container.certificate).public_key()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(container.signature, attributes, padding.PKCS1v15(), hashes.SHA256())
    elif isinstance(key, ec.EllipticCurvePublicKey):
        if _low(container.certificate, container.signature) != container.signature:
            raise ValueError("not the canonical value")
        key.verify(container.signature, attributes, ec.ECDSA(hashes.SHA256()))
    else:
        raise TypeError(type(key).__name__)

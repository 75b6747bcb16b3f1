"""Who signs: a P-256 key with a certificate made here for three years, or a certificate issued by a CA."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from asn1crypto import pem, pkcs12
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12 as p12
from cryptography.x509.oid import NameOID

from liangxin_desktop.domain.periods import add_years
from liangxin_desktop.domain.verdicts import CertificateFacts
from liangxin_desktop.errors import LiangxinError, RefusedError, WrongPasswordError

YEARS_VALID = 3
_LONGEST_NAME = 64  # X.520 upper bound of a common name and of an organization's name
_LEAST_RSA_BITS = 2048
_STRONG_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_LARGEST_FILE = 1_000_000
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}

PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Identity:
    """A signing identity: certificate (DER), private key (PKCS #8 DER, unencrypted) and what vouches for it.

    `chain` holds DER certificates: for a renewed identity the cross certificate (the new key, signed by the old one)
    and then the predecessor's own certificate; for one issued by a CA whatever came in its `.p12`.
    """

    certificate: bytes
    key: bytes = field(repr=False)
    chain: tuple[bytes, ...] = ()


def new_identity(name: str, branch: str, now: datetime, predecessor: Identity | None = None) -> Identity:
    """A new P-256 key and a certificate for it, signed by itself, valid from `now` (with a zone) for three years.

    With a predecessor the old key also signs the new one, so that whoever enrolled the old certificate can follow.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(name, branch)
    certificate = _certificate(subject, key.public_key(), now, issuer=subject, issuer_key=key)
    chain = () if predecessor is None else (_cross_certificate(certificate, predecessor, now), predecessor.certificate)
    return Identity(certificate.public_bytes(serialization.Encoding.DER), _pkcs8(key), chain)


def load_p12(data: bytes, passphrase: str, now: datetime) -> Identity:
    """The identity in a `.p12` / `.pfx` issued by a CA: RSA of at least 2048 bits or P-256, SHA-2, valid, for signing.

    Raises WrongPasswordError for a wrong passphrase, RefusedError with the reason for anything unfit.
    """
    key, certificate, others = _open_p12(data, passphrase)
    if certificate is None or key is None:
        raise RefusedError("这个证书文件里没有私钥，不能用来签名。", "请从证书发放单位导出带私钥的 .p12 或 .pfx 文件。")
    refuse_unfit(certificate, now)
    if not isinstance(key, PrivateKey) or key.public_key() != certificate.public_key():
        raise RefusedError("这个证书文件里的私钥与证书不是一对。", "请重新导出证书文件。")
    chain = tuple(other.certificate.public_bytes(serialization.Encoding.DER) for other in others)
    return Identity(certificate.public_bytes(serialization.Encoding.DER), _pkcs8(key), chain)


def read_certificate(data: bytes) -> bytes:
    """The holder's certificate in a PEM or DER file, as DER. Raises LiangxinError for anything else."""
    return read_certificates(data)[0]


def read_certificates(data: bytes) -> tuple[bytes, ...]:
    """Every certificate of a PEM or DER file, as DER: the holder's first, then what vouches for it.

    Raises LiangxinError for anything else.
    """
    try:
        if len(data) > _LARGEST_FILE:
            raise ValueError("too large")
        loaded = x509.load_pem_x509_certificates(data) if pem.detect(data) else [x509.load_der_x509_certificate(data)]
        certificates = tuple(one.public_bytes(serialization.Encoding.DER) for one in loaded)
        describe(certificates[0])
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise LiangxinError("这不是能用的证书文件。", "请选择对方用“导出证书”得到的 .pem 或 .cer 文件。") from error
    return certificates


def to_pem(identity: Identity) -> bytes:
    """The certificate for others to enrol, followed by what vouches for it. Never the private key."""
    certificates = (identity.certificate, *identity.chain)
    return b"".join(pem.armor("CERTIFICATE", certificate) for certificate in certificates)


def describe(certificate: bytes) -> CertificateFacts:
    """Whose certificate (DER) it is. Raises ValueError when it cannot be read."""
    loaded = x509.load_der_x509_certificate(certificate)
    return CertificateFacts(
        name=_first(loaded.subject, NameOID.COMMON_NAME) or _first(loaded.subject, NameOID.ORGANIZATION_NAME),
        branch=_first(loaded.subject, NameOID.ORGANIZATION_NAME),
        issuer=_first(loaded.issuer, NameOID.COMMON_NAME) or _first(loaded.issuer, NameOID.ORGANIZATION_NAME),
        fingerprint=loaded.fingerprint(hashes.SHA256()).hex(),
        key=_key_title(loaded),
        valid_from=loaded.not_valid_before_utc,
        valid_to=loaded.not_valid_after_utc,
    )


def is_renewal(certificate: bytes, chain: tuple[bytes, ...], predecessor: bytes) -> bool:
    """Whether one of the chain is the certificate's very key and holder, signed by the predecessor's key (all DER)."""
    new, old = x509.load_der_x509_certificate(certificate), x509.load_der_x509_certificate(predecessor)
    return any(_vouches(x509.load_der_x509_certificate(cross), new, old) for cross in chain)


def refuse_unfit(certificate: x509.Certificate, now: datetime) -> None:
    """Raise RefusedError unless the certificate may sign returns at that time."""
    if weakness := weakness_of(certificate):
        raise RefusedError(f"这个证书不能用来签名：{weakness}。", "请向证书发放单位申请新的签名证书。")
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        first, last = certificate.not_valid_before_utc.astimezone(now.tzinfo), certificate.not_valid_after_utc
        raise RefusedError(
            f"这个证书不在有效期内（{first:%Y-%m-%d} 至 {last.astimezone(now.tzinfo):%Y-%m-%d}）。",
            "请换用有效的证书，并核对本机日期。",
        )


def weakness_of(certificate: x509.Certificate) -> str:
    """Why the certificate is unfit to sign with, in Chinese; empty when nothing is wrong with it."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < _LEAST_RSA_BITS:
            return f"RSA密钥只有{key.key_size}位，至少应为{_LEAST_RSA_BITS}位"
    elif not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        return "密钥种类不支持，只支持RSA和P-256"
    if not isinstance(_hash_of(certificate), _STRONG_HASHES):
        return "证书使用了不安全的摘要算法（如SHA-1）"
    return "" if _may_sign(certificate) else "证书的用途不包括签名"


def _hash_of(certificate: x509.Certificate) -> hashes.HashAlgorithm | None:
    try:
        return certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return None


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _open_p12(
    data: bytes, passphrase: str
) -> tuple[object | None, x509.Certificate | None, list[p12.PKCS12Certificate]]:
    try:
        if len(data) > _LARGEST_FILE:
            raise ValueError("too large")
        _ = pkcs12.Pfx.load(data, strict=True)["version"].native
    except (ValueError, TypeError) as error:
        raise RefusedError("这不是证书文件。", "请选择证书发放单位给的 .p12 或 .pfx 文件。") from error
    try:
        bundle = p12.load_pkcs12(data, passphrase.encode())
    except ValueError as error:
        raise WrongPasswordError("证书口令不对，或文件已损坏。", "口令由证书发放单位提供，请核对后再试。") from error
    except UnsupportedAlgorithm as error:
        raise RefusedError("这个证书文件的加密方式或密钥种类不支持。", "请重新导出为AES加密的 .p12 文件。") from error
    return bundle.key, bundle.cert.certificate if bundle.cert else None, bundle.additional_certs


def _subject(name: str, branch: str) -> x509.Name:
    for text, what in ((name, "姓名"), (branch, "支部名称")):
        if not 0 < len(text.strip()) <= _LONGEST_NAME:
            raise RefusedError(f"签名人的{what}为空或超过{_LONGEST_NAME}个字。", f"请先填写{what}。")
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, branch), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )


def _certificate(
    subject: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, *, issuer: x509.Name, issuer_key: PrivateKey
) -> x509.Certificate:
    start = now.astimezone(UTC).replace(microsecond=0)
    end = datetime.combine(add_years(start.date(), YEARS_VALID), start.timetz())
    builder = x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number(), start, end)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_signing_only(), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _signing_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _cross_certificate(new: x509.Certificate, predecessor: Identity, now: datetime) -> bytes:
    old = x509.load_der_x509_certificate(predecessor.certificate)
    public, old_key = new.public_key(), load_key(predecessor.key)
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise TypeError(type(public).__name__)
    cross = _certificate(new.subject, public, now, issuer=old.subject, issuer_key=old_key)
    return cross.public_bytes(serialization.Encoding.DER)


def _vouches(cross: x509.Certificate, new: x509.Certificate, old: x509.Certificate) -> bool:
    if cross.subject != new.subject or cross.public_key() != new.public_key():
        return False
    try:
        cross.verify_directly_issued_by(old)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def load_key(pkcs8: bytes) -> PrivateKey:
    """The private key of an identity. Raises ValueError when it is neither P-256 nor RSA."""
    key = serialization.load_der_private_key(pkcs8, password=None)
    if not isinstance(key, PrivateKey):
        raise ValueError(type(key).__name__)
    return key


def _pkcs8(key: PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    """The name's first part of that kind, without what cannot be seen: anyone may write anything into a certificate."""
    attributes = name.get_attributes_for_oid(oid)
    text = str(attributes[0].value) if attributes else ""
    return "".join(character for character in text if unicodedata.category(character) not in _UNSEEN).strip()


def _key_title(certificate: x509.Certificate) -> str:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA-{key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "P-256" if isinstance(key.curve, ec.SECP256R1) else key.curve.name
    return type(key).__name__

"""Identities: made here, renewed, or brought by a CA; and what is refused, in words."""

from __future__ import annotations

import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from liangxin_desktop.documents import identity
from liangxin_desktop.domain.verdicts import CheckName
from liangxin_desktop.errors import LiangxinError, RefusedError, WrongPasswordError
from tests.documents.specimens import (
    BRANCH,
    PASSPHRASE,
    SIGNED_AT,
    ca_p12,
    company,
    forge,
    forger,
    judge,
    laid_out,
    make_certificate,
    rsa_key,
    secretary,
    sha1_certificate,
)


def test_a_new_identity_is_the_persons_for_three_years() -> None:
    facts = identity.describe(secretary().certificate)
    start = SIGNED_AT - timedelta(days=1)
    assert (facts.name, facts.branch, facts.issuer, facts.key) == ("陈国华", BRANCH, "陈国华", "P-256")
    assert facts.valid_from == start
    assert facts.valid_to == start.replace(year=start.year + 3)


def test_a_new_certificate_signs_documents_and_nothing_else() -> None:
    certificate = x509.load_der_x509_certificate(secretary().certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert constraints.value.ca is False
    certificate.verify_directly_issued_by(certificate)


def test_the_fingerprint_is_openssl_s(tmp_path: Path) -> None:
    file = tmp_path / "陈国华.pem"
    file.write_bytes(identity.to_pem(secretary()))
    command = ["openssl", "x509", "-in", str(file), "-noout", "-fingerprint", "-sha256"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    facts = identity.describe(secretary().certificate)
    assert said.split("=")[1].strip().replace(":", "").lower() == facts.fingerprint
    assert facts.printed_fingerprint.replace(" ", "").lower() == facts.fingerprint
    assert {len(group) for group in facts.printed_fingerprint.split()} == {4}


def test_the_private_key_is_never_shown() -> None:
    assert secretary().key.hex() not in repr(secretary()).replace("\\x", "")
    assert "key=" not in repr(secretary())
    assert b"PRIVATE" not in identity.to_pem(secretary())


@pytest.mark.parametrize(("name", "branch"), [("", BRANCH), ("陈国华", ""), ("陈" * 65, BRANCH)])
def test_a_certificate_needs_a_name_that_fits(name: str, branch: str) -> None:
    with pytest.raises(RefusedError, match="为空或超过"):
        identity.new_identity(name, branch, SIGNED_AT)


class TestRenewal:
    """A renewed key is signed by the old one."""

    def test_whoever_trusts_the_old_can_follow(self) -> None:
        renewed = identity.new_identity("陈国华", BRANCH, SIGNED_AT, secretary())
        assert identity.is_renewal(renewed.certificate, renewed.chain, secretary().certificate)

    def test_nobody_else_vouches(self) -> None:
        other = identity.new_identity("陈国华", BRANCH, SIGNED_AT)
        renewed = identity.new_identity("陈国华", BRANCH, SIGNED_AT, other)
        assert not identity.is_renewal(renewed.certificate, renewed.chain, secretary().certificate)
        assert not identity.is_renewal(other.certificate, other.chain, secretary().certificate)

    def test_what_vouches_for_one_key_does_not_vouch_for_another(self) -> None:
        renewed = identity.new_identity("陈国华", BRANCH, SIGNED_AT, secretary())
        other = identity.new_identity("陈国华", BRANCH, SIGNED_AT)
        assert not identity.is_renewal(other.certificate, renewed.chain, secretary().certificate)

    def test_an_identity_from_a_ca_can_be_renewed_too(self) -> None:
        renewed = identity.new_identity("陈国华", BRANCH, SIGNED_AT, company())
        assert identity.is_renewal(renewed.certificate, renewed.chain, company().certificate)

    def test_the_exported_file_carries_it(self) -> None:
        renewed = identity.new_identity("陈国华", BRANCH, SIGNED_AT, secretary())
        certificate, *chain = identity.read_certificates(identity.to_pem(renewed))
        assert certificate == renewed.certificate == identity.read_certificate(identity.to_pem(renewed))
        assert identity.is_renewal(certificate, tuple(chain), secretary().certificate)


class TestImport:
    """A `.p12` from a CA."""

    def test_rsa(self) -> None:
        facts = identity.describe(company().certificate)
        assert (facts.name, facts.issuer, facts.key) == ("陈国华", "测试证书中心", "RSA-2048")
        assert len(company().chain) == 1

    def test_p256(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        loaded = identity.load_p12(ca_p12(key=key), PASSPHRASE, SIGNED_AT)
        assert identity.describe(loaded.certificate).key == "P-256"

    def test_a_wrong_passphrase_is_told_from_a_wrong_file(self) -> None:
        with pytest.raises(WrongPasswordError, match="口令不对"):
            identity.load_p12(ca_p12(), "口令4321", SIGNED_AT)
        for junk in (
            b"",
            b"MZ\x90\0",
            b"0\x80",
            identity.to_pem(secretary()),
            secretary().certificate,
            b"0" * 2_000_000,
        ):
            with pytest.raises(RefusedError, match="不是证书文件"):
                identity.load_p12(junk, PASSPHRASE, SIGNED_AT)

    def test_expired_and_not_yet_valid(self) -> None:
        old = ca_p12(start=SIGNED_AT - timedelta(days=400), days=365)
        with pytest.raises(RefusedError, match="不在有效期内（2025-09-03 至 2026-09-03）"):
            identity.load_p12(old, PASSPHRASE, SIGNED_AT)
        with pytest.raises(RefusedError, match="不在有效期内"):
            identity.load_p12(ca_p12(start=SIGNED_AT + timedelta(days=1)), PASSPHRASE, SIGNED_AT)

    def test_weak_key(self) -> None:
        with pytest.raises(RefusedError, match="1024位"):
            identity.load_p12(ca_p12(key=rsa_key(1024)), PASSPHRASE, SIGNED_AT)

    def test_unsupported_curve(self) -> None:
        with pytest.raises(RefusedError, match="密钥种类不支持"):
            identity.load_p12(ca_p12(key=ec.generate_private_key(ec.SECP384R1())), PASSPHRASE, SIGNED_AT)

    def test_sha1(self) -> None:
        data = ca_p12(certificate=sha1_certificate(rsa_key()))
        with pytest.raises(RefusedError, match="SHA-1"):
            identity.load_p12(data, PASSPHRASE, SIGNED_AT)

    def test_no_signing_usage(self) -> None:
        with pytest.raises(RefusedError, match="用途不包括签名"):
            identity.load_p12(ca_p12(signing=False), PASSPHRASE, SIGNED_AT)

    def test_no_key(self) -> None:
        certificate = make_certificate(rsa_key())
        protection = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        data = serialization.pkcs12.serialize_key_and_certificates(None, None, None, [certificate], protection)
        with pytest.raises(RefusedError, match="没有私钥"):
            identity.load_p12(data, PASSPHRASE, SIGNED_AT)


class TestReading:
    """Certificates of others."""

    def test_pem_and_der_are_the_same(self) -> None:
        der = secretary().certificate
        assert identity.read_certificate(der) == der
        assert identity.read_certificate(pem.armor("CERTIFICATE", der)) == der
        assert identity.read_certificate(b"\n" + pem.armor("CERTIFICATE", der)) == der

    @pytest.mark.parametrize(
        "junk",
        [
            b"",
            b"\0",
            b"-----BEGIN CERTIFICATE-----\n",
            b"MZ\x90",
            b"0\x82\xff\xff",
            b"{}",
            b"0" * 2_000_000,
            b"\xff" * 99,
        ],
    )
    def test_junk_is_refused_in_words(self, junk: bytes) -> None:
        with pytest.raises(LiangxinError, match="不是能用的证书文件"):
            identity.read_certificate(junk)

    def test_cut_off_anywhere_is_refused(self) -> None:
        der = secretary().certificate
        for length in range(0, len(der), 7):
            with pytest.raises(LiangxinError):
                identity.read_certificate(der[:length])

    def test_a_certificate_without_a_persons_name_is_its_organizations(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, BRANCH)])
        certificate = make_certificate(key, issuer=(name, key))
        assert identity.describe(certificate.public_bytes(serialization.Encoding.DER)).issuer == BRANCH


def test_what_cannot_be_seen_is_left_out_of_a_name() -> None:
    disguised = forger(name="陈\u200b国\u202e华\n\u3000")
    assert identity.describe(disguised.certificate).name == "陈国华"
    assert judge(forge(laid_out(5), disguised)).check(CheckName.CERTIFICATE).detail.startswith("与已登记的“陈国华”同名")


def test_the_days_of_a_certificate_are_counted_where_it_signs() -> None:
    facts = identity.describe(secretary().certificate)
    assert facts.covers(date(2026, 10, 7), SIGNED_AT)
    assert facts.covers(date(2029, 10, 7), SIGNED_AT)
    assert not facts.covers(date(2026, 10, 6), SIGNED_AT)
    assert not facts.covers(date(2029, 10, 8), SIGNED_AT)

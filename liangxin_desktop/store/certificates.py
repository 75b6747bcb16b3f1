"""The branch's own signing identities, and the certificates of others whose signatures it accepts."""

from __future__ import annotations

from liangxin_desktop.domain.nouns import Line, Minute, Noun, Sha256


class SigningIdentity(Noun):
    """A certificate with its private key. `predecessor` is the fingerprint of the identity that signed this one.

    `chain` is what vouches for it: certificates as PEM, one below another.
    `certificate` is DER, `private_key` PKCS8 DER without a passphrase: it lives only inside the encrypted database.
    """

    fingerprint: Sha256
    certificate: bytes
    private_key: bytes
    created_at: Minute
    predecessor: Sha256 | None = None
    chain: str = ""

    def __repr__(self) -> str:
        return f"SigningIdentity({self.fingerprint[:16]})"

    __str__ = __repr__


class TrustedCertificate(Noun):
    """An enrolled certificate (DER) and the name it was enrolled under. `fingerprint` is its SHA-256."""

    fingerprint: Sha256
    name: Line
    certificate: bytes

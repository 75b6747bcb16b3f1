"""The branch's signing identity, and the certificates whose signatures it accepts."""

from __future__ import annotations

import ssl
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.domain.verdicts import CertificateFacts
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.files import read_bounded, write_whole
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.certificates import SigningIdentity, TrustedCertificate
from liangxin_desktop.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from liangxin_desktop.documents.identity import Identity

_LARGEST_CERTIFICATE = 1_000_000


def current_facts(workspace: Workspace) -> CertificateFacts | None:
    """Whose certificate signs now; None before the first."""
    from liangxin_desktop.documents.identity import describe

    with workspace.begin() as work:
        current = work.identities.current()
    return describe(current.certificate) if current else None


def renew(workspace: Workspace) -> tuple[CertificateFacts, Changes]:
    """Make a new key in the secretary's name; where there was one, the old key vouches for the new."""
    with workspace.begin() as work:
        made = _make(workspace, work)
        return _keep(workspace, work, made), work.commit()


def need_identity(workspace: Workspace, work: UnitOfWork) -> Identity:
    """The identity to sign with; the first one is made when it is first needed."""
    current = work.identities.current()
    if current is None:
        made = _make(workspace, work)
        _keep(workspace, work, made)
        return made
    return _opened(current)


def import_identity(workspace: Workspace, path: Path, passphrase: str) -> tuple[CertificateFacts, Changes]:
    """Take a `.p12` issued by a CA as the signing identity. Raises for a wrong passphrase or an unfit certificate."""
    from liangxin_desktop.documents.identity import describe, load_p12

    identity = load_p12(read_bounded(path, _LARGEST_CERTIFICATE), passphrase, workspace.clock().astimezone())
    with workspace.begin() as work:
        _refuse_known(work, describe(identity.certificate).fingerprint)
        return _keep(workspace, work, identity), work.commit()


def _refuse_known(work: UnitOfWork, fingerprint: str) -> None:
    if fingerprint in [one.fingerprint for one in work.identities.all()]:
        raise RefusedError("这个证书已经导入过。", "要换证书，请选择另一个 .p12，或用“identity new”新建。")


def export_certificate(workspace: Workspace, path: Path) -> CertificateFacts:
    """Write the certificate for the street committee to enrol. Never the key."""
    from liangxin_desktop.documents.identity import describe, to_pem

    workspace.store.need_elsewhere(path)
    with workspace.begin() as work:
        current = work.identities.current()
        if current is None:
            raise RefusedError("还没有签名证书。", "请先用“identity new”新建，或在签第一份报表时由程序新建。")
        identity = _opened(current)
    write_whole(path, to_pem(identity))
    return describe(current.certificate)


def enrol(workspace: Workspace, path: Path) -> tuple[CertificateFacts, Changes]:
    """Accept the signatures of the certificate in the file from now on."""
    from liangxin_desktop.documents.identity import describe

    certificate = read_certificate_file(path)
    facts = describe(certificate)
    with workspace.begin() as work:
        work.trusted.add(TrustedCertificate(fingerprint=facts.fingerprint, name=facts.name, certificate=certificate))
        return facts, work.commit()


def read_certificate_file(path: Path) -> bytes:
    """The certificate of a PEM or DER file, as DER."""
    from liangxin_desktop.documents.identity import read_certificate

    return read_certificate(read_bounded(path, _LARGEST_CERTIFICATE))


def _make(workspace: Workspace, work: UnitOfWork) -> Identity:
    from liangxin_desktop.documents.identity import new_identity

    branch = work.branch.get()
    if branch is None:
        raise RefusedError("还没有填写支部概况。", "请先填写支部名称，再新建签名证书。")
    current = work.identities.current()
    secretary = Roster(people=work.people.all(), steps=()).secretary(workspace.today)
    name = secretary.person.name if secretary else branch.name
    return new_identity(name, branch.name, _zoned(workspace), _opened(current) if current else None)


def _zoned(workspace: Workspace) -> datetime:
    return workspace.clock().astimezone()


def _opened(kept: SigningIdentity) -> Identity:
    from liangxin_desktop.documents.identity import Identity, read_certificates

    chain = tuple(read_certificates(kept.chain.encode())) if kept.chain else ()
    return Identity(certificate=kept.certificate, key=kept.private_key, chain=chain)


def _keep(workspace: Workspace, work: UnitOfWork, identity: Identity) -> CertificateFacts:
    from liangxin_desktop.documents.identity import describe

    facts, current = describe(identity.certificate), work.identities.current()
    work.identities.add(
        SigningIdentity(
            fingerprint=facts.fingerprint,
            certificate=identity.certificate,
            private_key=identity.key,
            created_at=workspace.now,
            predecessor=current.fingerprint if current else None,
            chain="".join(ssl.DER_cert_to_PEM_cert(one) for one in identity.chain),
        )
    )
    return facts

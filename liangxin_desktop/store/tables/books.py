"""What is kept beside the record: signed returns, identities, the recycle bin, settings, the audit log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field, SQLModel

from liangxin_desktop.domain.ledger import ReturnEntry, ReturnStatus
from liangxin_desktop.domain.recycled import Recycled
from liangxin_desktop.domain.returns import ReturnKind
from liangxin_desktop.store.certificates import SigningIdentity, TrustedCertificate
from liangxin_desktop.store.columns import ROW, checks, closed_list, minute, refers_to
from liangxin_desktop.store.tables.base import NUMBERED, PART, Keyed


class ReturnRow(ReturnEntry, Keyed, table=True):
    """One signed return."""

    __tablename__ = "returns"
    __table_args__ = (*checks(ReturnEntry), NUMBERED)
    model_config = ROW
    number: str = Field(unique=True)
    kind: ReturnKind = closed_list(ReturnKind)
    revises: str | None = refers_to("returns.number")
    signed_at: datetime = minute()
    status: ReturnStatus = closed_list(ReturnStatus)


class IdentityRow(SigningIdentity, Keyed, table=True):
    """One signing identity of the branch; the newest is in use."""

    __tablename__ = "identities"
    __table_args__ = (*checks(SigningIdentity), NUMBERED)
    model_config = ROW
    fingerprint: str = Field(unique=True)
    certificate: bytes = Field(sa_type=LargeBinary)
    private_key: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = minute()


class TrustedRow(TrustedCertificate, Keyed, table=True):
    """One enrolled certificate of another signer."""

    __tablename__ = "trusted"
    __table_args__ = (*checks(TrustedCertificate), NUMBERED)
    model_config = ROW
    fingerprint: str = Field(unique=True)
    certificate: bytes = Field(sa_type=LargeBinary)


class RecycledRow(Recycled, Keyed, table=True):
    """One thing deleted that can still be taken back."""

    __tablename__ = "recycled"
    __table_args__ = (*checks(Recycled, "json_valid(content)"), NUMBERED)
    model_config = ROW
    id: str = Field(unique=True)
    deleted_at: datetime = minute()


class SettingRow(SQLModel, table=True):
    """One setting, its value as JSON."""

    __tablename__ = "settings"
    __table_args__ = (CheckConstraint("json_valid(value)"), PART)
    name: str = Field(primary_key=True)
    value: str


class AuditRow(SQLModel, table=True):
    """One entry of the audit log; see `store.audit`."""

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("seq > 0"),
        CheckConstraint("length(previous) = 64 AND length(sha256) = 64"),
    )
    seq: int = Field(primary_key=True)
    at: str
    actor: str
    noun: str
    id: str
    before: str | None = None
    after: str | None = None
    previous: str
    sha256: str

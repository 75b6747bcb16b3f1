"""Verifying a return that arrived: one verdict and every check that led to it.

Valid means that every check passed. Whatever goes wrong while looking means unreadable, never valid. Cheap checks on
the bytes come first; a page is only drawn from a file that its signer vouches for byte by byte.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import astuple, dataclass, field
from datetime import date, datetime

import pikepdf
from cryptography import x509

from liangxin_desktop.documents import compare, composition, container, payloads, received
from liangxin_desktop.documents.coverage import Coverage, coverages
from liangxin_desktop.documents.identity import describe, weakness_of
from liangxin_desktop.documents.laid_out import LaidOut
from liangxin_desktop.documents.mark import mark_pdf, names_holder
from liangxin_desktop.documents.returns import build_return
from liangxin_desktop.domain.returns import ReturnPayload
from liangxin_desktop.domain.verdicts import (
    CertificateFacts,
    Check,
    CheckName,
    CheckResult,
    ReturnIdentity,
    Verdict,
    VerifyResult,
)
from liangxin_desktop.errors import LiangxinError

_log = logging.getLogger(__name__)
_UNSIGNED = "文件没有签名"
_NO_NEED = "前面的检查没有通过，不再进行"
_INTACT = (CheckName.ONE_SIGNATURE, CheckName.SIGNATURE, CheckName.WHOLE_FILE, CheckName.CERTIFICATION)


@dataclass
class _Examination:
    """What has been found so far. Every check starts as not run, so that none can be forgotten."""

    data: bytes
    checks: dict[CheckName, Check] = field(default_factory=dict)
    coverage: Coverage | None = None
    padded: bytes | None = None
    certificate: bytes | None = None
    facts: CertificateFacts | None = None
    enrolled: bool = False
    signed_at: datetime | None = None
    payload: ReturnPayload | None = None
    content_changed: bool = False

    def __post_init__(self) -> None:
        for name in CheckName:
            self.note(name, CheckResult.NOT_RUN, _NO_NEED)

    def note(self, name: CheckName, result: CheckResult, detail: str) -> None:
        self.checks[name] = Check(name=name, result=result, detail=detail)

    def passed(self, name: CheckName, detail: str) -> None:
        self.note(name, CheckResult.PASSED, detail)

    def failed(self, name: CheckName, detail: str) -> None:
        self.note(name, CheckResult.FAILED, detail)

    def has_passed(self, *names: CheckName) -> bool:
        return all(self.checks[name].result is CheckResult.PASSED for name in names)

    def has_failed(self, name: CheckName) -> bool:
        return self.checks[name].result is CheckResult.FAILED


def verify(data: bytes, *, trusted: Collection[bytes], file: str, today: date) -> VerifyResult:
    """The verdict on one received file. `trusted` are the enrolled certificates (DER); `file` is its name as shown."""
    examination = _Examination(data)
    try:
        _examine(examination, trusted, today)
        verdict = _verdict(examination)
    except Exception:  # noqa: BLE001 (a hostile file may raise anything, and all of it means unreadable)
        _log.debug("verification broke off", exc_info=True)
        examination.failed(CheckName.READABLE, "文件内容不合规格，核验中断")
        verdict = Verdict.UNREADABLE
    return _result(examination, verdict, file)


def _examine(examination: _Examination, trusted: Collection[bytes], today: date) -> None:
    try:
        received.refuse_unreadable(examination.data)
        _check_signature(examination)
        with received.open_received(examination.data) as pdf:
            examination.passed(CheckName.READABLE, "是完整的PDF文件")
            _check_form(examination, pdf)
            _check_certificate(examination, trusted, today)
            _check_data(examination, pdf)
            _check_page(examination, pdf)
    except received.ForeignError as error:
        examination.passed(CheckName.READABLE, "是PDF文件")
        examination.failed(CheckName.DATA_PRESENT, str(error))
    except received.UnreadableError as error:
        examination.failed(CheckName.READABLE, str(error))


def _check_signature(examination: _Examination) -> None:
    """Judge the bytes alone: is there one signature, does it hold, does it cover everything."""
    found, data = coverages(examination.data), examination.data
    if not found:
        for name in (*_INTACT, CheckName.CERTIFICATE, CheckName.PAGE):
            examination.note(name, CheckResult.NOT_RUN, _UNSIGNED)
        return
    coverage = examination.coverage = found[0]
    if len(found) > 1:
        examination.failed(CheckName.ONE_SIGNATURE, f"文件里有{len(found)}个签名，应当只有一个")
    else:
        examination.passed(CheckName.ONE_SIGNATURE, "只有一个签名")
    try:
        _check_container(examination, coverage)
    except (container.ContainerError, ValueError) as error:
        detail = str(error) if isinstance(error, container.ContainerError) else "签名范围不合规格"
        examination.failed(CheckName.SIGNATURE, detail)
    if flaw := coverage.flaw(data):
        examination.failed(CheckName.WHOLE_FILE, flaw)
    else:
        examination.passed(CheckName.WHOLE_FILE, "签名覆盖整个文件")


def _check_container(examination: _Examination, coverage: Coverage) -> None:
    if not coverage.lies_within(examination.data):
        raise container.ContainerError("签名范围超出文件，文件不完整")
    padded = examination.padded = coverage.container(examination.data)
    taken = container.take_apart(padded)
    examination.certificate, examination.facts = taken.certificate, describe(taken.certificate)
    digest = coverage.digest(examination.data)
    examination.content_changed = taken.digest != digest
    container.check(padded, taken, digest)
    examination.passed(CheckName.SIGNATURE, "文件内容与签名时一致")


def _check_form(examination: _Examination, pdf: pikepdf.Pdf) -> None:
    """Hold what the PDF's own objects say against what the bytes said."""
    entry = received.signature_entry(pdf)
    if examination.coverage is None:
        if entry is not None:
            raise received.UnreadableError("签名的写法不合规格")
        return
    if entry is None:
        examination.failed(CheckName.CERTIFICATION, "表单没有指向这个签名")
        return
    examination.signed_at = entry.signed_at
    flaw = entry.flaw or _disagreement(examination, entry)
    if flaw:
        examination.failed(CheckName.CERTIFICATION, flaw)
    else:
        examination.passed(CheckName.CERTIFICATION, "是支部的认证签名，不许签后改动")


def _disagreement(examination: _Examination, entry: received.SignatureEntry) -> str:
    coverage = examination.coverage
    if coverage is None or entry.byte_range != astuple(coverage) or entry.container != examination.padded:
        return "表单指向另一个签名"
    return "" if entry.signed_at else "签名没有写明时间"


def _check_certificate(examination: _Examination, trusted: Collection[bytes], today: date) -> None:
    certificate, facts, signed_at = examination.certificate, examination.facts, examination.signed_at
    if certificate is None or facts is None or signed_at is None or not examination.has_passed(CheckName.SIGNATURE):
        return
    examination.enrolled = certificate in trusted
    if weakness := weakness_of(x509.load_der_x509_certificate(certificate)):
        examination.failed(CheckName.CERTIFICATE, weakness)
    elif not facts.covers(signed_at.date(), signed_at):
        examination.failed(CheckName.CERTIFICATE, f"签名当日（{signed_at:%Y-%m-%d}）证书不在有效期内")
    elif not examination.enrolled:
        examination.failed(CheckName.CERTIFICATE, _stranger(facts, trusted))
    else:
        later = "；签名时间晚于本机日期，请核对双方日期" if signed_at.date() > today else ""
        examination.passed(CheckName.CERTIFICATE, f"证书已登记，签名当日有效{later}")


def _stranger(facts: CertificateFacts, trusted: Collection[bytes]) -> str:
    if any(describe(other).name == facts.name for other in trusted):
        return f"与已登记的“{facts.name}”同名，但证书不同，请当面或电话核对证书指纹"
    return "证书尚未登记，请当面或电话核对证书指纹后登记"


def _check_whose(examination: _Examination, payload: ReturnPayload) -> None:
    """A branch signs for itself alone. One that a CA issued names the company and says nothing of the branch."""
    facts = examination.facts
    if facts is None or facts.issuer != facts.name or payload.branch.name.startswith(facts.branch):
        return
    whose = f"证书属于“{facts.branch}”，报表却以“{payload.branch.name}”的名义填报"
    examination.failed(CheckName.CERTIFICATE, whose)


def _check_data(examination: _Examination, pdf: pikepdf.Pdf) -> None:
    data = received.attached_data(pdf)
    if data is None:
        examination.failed(CheckName.DATA_PRESENT, f"文件没有附带{received.DATA_NAME}")
        return
    examination.passed(CheckName.DATA_PRESENT, f"附带{received.DATA_NAME}，{len(data)}字节")
    try:
        payload = examination.payload = payloads.read_payload(data)
        if payload.draft and examination.coverage:
            raise payloads.PayloadError("数据标明是草稿，草稿不应签名")
        examination.passed(CheckName.DATA_SCHEMA, "数据符合报表格式")
        _check_whose(examination, payload)
    except payloads.NewerError as error:
        examination.note(CheckName.DATA_SCHEMA, CheckResult.NOT_RUN, str(error))
        examination.note(CheckName.PAGE, CheckResult.NOT_RUN, str(error))
    except payloads.PayloadError as error:
        examination.failed(CheckName.DATA_SCHEMA, str(error))


def _check_page(examination: _Examination, pdf: pikepdf.Pdf) -> None:
    """Lay the data out again and compare, unless something above already speaks against the file."""
    payload = examination.payload
    if payload is None or not examination.has_passed(*_INTACT, CheckName.DATA_SCHEMA):
        return
    try:
        again = build_return(payload)
    except LiangxinError as error:
        examination.note(CheckName.PAGE, CheckResult.NOT_RUN, str(error))
        return
    problems = _differences(examination, pdf, again)
    if problems:
        examination.failed(CheckName.PAGE, "；".join(problems))
    else:
        examination.passed(CheckName.PAGE, "页面与数据一致")


def _differences(examination: _Examination, pdf: pikepdf.Pdf, again: LaidOut) -> list[str]:
    """The cheap comparisons first: a page is drawn only when it is made of what such a page is made of."""
    composition.refuse_heavy(pdf)
    if strange := composition.strange_parts(pdf, again):
        return [strange]
    return compare.pages_equal(examination.data, again.pdf) or _false_mark(examination, pdf, again)


def _false_mark(examination: _Examination, pdf: pikepdf.Pdf, again: LaidOut) -> list[str]:
    """Draw the visible mark again from the certificate and the signature's time, and compare."""
    facts, entry = examination.facts, received.signature_entry(pdf)
    if facts is None or entry is None or entry.signed_at is None or not names_holder(entry.name, facts):
        return ["签名标记的姓名与证书不符"]
    left, bottom, right, top = again.mark_box
    expected = mark_pdf(facts, entry.name, entry.signed_at, right - left, top - bottom)
    return ["签名标记与签名不一致"] if compare.pages_equal(composition.mark_alone(pdf), expected) else []


def _verdict(examination: _Examination) -> Verdict:
    """The first thing that speaks against the file names the verdict; valid only if nothing does."""
    signed = examination.has_passed(CheckName.SIGNATURE)
    if signed and not examination.has_passed(CheckName.WHOLE_FILE, CheckName.ONE_SIGNATURE):
        return Verdict.CHANGED_AFTER_SIGNING
    if examination.has_failed(CheckName.READABLE):
        return Verdict.ALTERED if examination.content_changed else Verdict.UNREADABLE
    if examination.has_failed(CheckName.DATA_PRESENT):
        return Verdict.NOT_A_RETURN
    if examination.coverage is None:
        return Verdict.UNREADABLE if examination.has_failed(CheckName.DATA_SCHEMA) else Verdict.UNSIGNED
    return _of_intact(examination) if signed else Verdict.ALTERED


def _of_intact(examination: _Examination) -> Verdict:
    if not examination.has_passed(CheckName.CERTIFICATION) or examination.has_failed(CheckName.PAGE):
        return Verdict.ALTERED
    if not examination.has_passed(CheckName.READABLE, CheckName.DATA_PRESENT, CheckName.DATA_SCHEMA, CheckName.PAGE):
        return Verdict.UNREADABLE
    if not examination.has_passed(CheckName.CERTIFICATE):
        return Verdict.UNTRUSTED
    return Verdict.VALID if examination.has_passed(*CheckName) else Verdict.UNREADABLE


def _result(examination: _Examination, verdict: Verdict, file: str) -> VerifyResult:
    facts, payload = examination.facts, examination.payload
    return VerifyResult(
        file=file,
        verdict=verdict,
        signer=facts.name if facts else None,
        branch=payload.branch.name if payload else facts.branch if facts else None,
        fingerprint=facts.fingerprint if facts else None,
        trusted=examination.enrolled,
        signed_at=examination.signed_at,
        return_=ReturnIdentity.model_validate(payload.model_dump(include=set(ReturnIdentity.model_fields)))
        if payload
        else None,
        checks=tuple(examination.checks[name] for name in CheckName),
    )

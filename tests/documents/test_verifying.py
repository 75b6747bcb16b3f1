"""The verdict and its checks in the shape of `verify --json`."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from liangxin_desktop.documents import verifying
from liangxin_desktop.documents.identity import describe, new_identity
from liangxin_desktop.documents.signing import KeySigner, sign_return
from liangxin_desktop.documents.verifying import verify
from liangxin_desktop.domain.returns import ReturnPayload
from liangxin_desktop.domain.verdicts import CheckName, CheckResult, Verdict, VerifyResult
from liangxin_desktop.errors import RefusedError
from tests.documents.attacks_after import AFTER_SIGNING
from tests.documents.specimens import (
    BRANCH,
    SIGNED_AT,
    TODAY,
    company,
    forger,
    honest,
    judge,
    laid_out,
    payload,
    secretary,
    specimen,
)

_STEPS = ("_check_container", "_check_form", "_check_certificate", "_check_data", "_check_page")


def test_the_shape_of_verify_json() -> None:
    told = json.loads(judge(specimen()).model_dump_json())
    assert list(told) == [
        "file",
        "verdict",
        "signer",
        "branch",
        "fingerprint",
        "trusted",
        "signed_at",
        "return",
        "checks",
    ]
    assert told["file"] == "报表.pdf"
    assert told["verdict"] == "valid"
    assert told["signer"] == "陈国华"
    assert told["branch"] == BRANCH
    assert told["trusted"] is True
    assert told["signed_at"] == "2026-10-08T15:20:00+08:00"
    assert told["return"] == {
        "kind": "life",
        "period": "2026Q3",
        "number": payload(5).number,
        "revision": 0,
        "revises": None,
    }
    assert len(told["fingerprint"]) == 64
    assert told["fingerprint"] == told["fingerprint"].lower()
    assert [check["name"] for check in told["checks"]] == list(CheckName)
    assert all(list(check) == ["name", "result", "detail"] for check in told["checks"])


def test_the_names_that_others_rely_on() -> None:
    promised = {"signature", "whole-file-covered", "certificate", "data-present", "data-schema", "page-equals-data"}
    assert promised <= {name.value for name in CheckName}
    assert {verdict.value for verdict in Verdict} == {
        "valid",
        "untrusted",
        "altered",
        "changed-after-signing",
        "unsigned",
        "not-a-return",
        "unreadable",
    }


def test_a_result_survives_json() -> None:
    result = judge(specimen())
    assert VerifyResult.model_validate_json(result.model_dump_json()) == result


def test_what_is_not_known_is_null() -> None:
    told = json.loads(judge(b"").model_dump_json())
    assert told["trusted"] is False
    for key in ("signer", "branch", "fingerprint", "signed_at", "return"):
        assert told[key] is None
    assert {check["result"] for check in told["checks"]} == {"failed", "not-run"}


def test_a_correction_names_what_it_corrects() -> None:
    corrected = payload(5, revision=1, revises=payload(5).number, reason="漏记一次党课", number="HP-0217-01")
    page = verifying.build_return(corrected)
    result = judge(sign_return(page, KeySigner(secretary()), signed_at=SIGNED_AT))
    assert result.verdict is Verdict.VALID
    assert result.return_ is not None
    assert (result.return_.revision, result.return_.revises) == (1, payload(5).number)


def test_nobody_is_trusted_unasked() -> None:
    result = verify(specimen(), trusted=[], file="报表.pdf", today=TODAY)
    assert result.verdict is Verdict.UNTRUSTED
    assert not result.trusted
    assert result.signer == "陈国华"
    assert "核对证书指纹" in result.check(CheckName.CERTIFICATE).detail


def test_one_of_many_trusted_is_enough() -> None:
    assert judge(specimen(), company(), forger(), secretary()).verdict is Verdict.VALID


def test_a_certificate_that_expired_since_was_good_on_the_day() -> None:
    short = forger(start=SIGNED_AT - timedelta(days=2), days=3)
    result = verify(honest(5, short), trusted=[short.certificate], file="x.pdf", today=date(2036, 1, 1))
    assert result.verdict is Verdict.VALID


def test_a_day_to_come_is_told() -> None:
    result = verify(specimen(), trusted=[secretary().certificate], file="x.pdf", today=date(2026, 10, 7))
    assert result.verdict is Verdict.VALID
    assert "晚于本机日期" in result.check(CheckName.CERTIFICATE).detail


def test_an_enrolled_branch_signs_for_itself_alone() -> None:
    neighbour = new_identity("李四", "九号桥联合党支部", SIGNED_AT)
    result = verify(honest(1, neighbour), trusted=[neighbour.certificate], file="x.pdf", today=SIGNED_AT.date())
    assert (result.verdict, result.check(CheckName.CERTIFICATE).result) == (Verdict.UNTRUSTED, CheckResult.FAILED)
    assert "九号桥联合党支部" in result.check(CheckName.CERTIFICATE).detail
    for own in (secretary(), company()):
        control = verify(honest(1, own), trusted=[own.certificate], file="x.pdf", today=SIGNED_AT.date())
        assert control.verdict is Verdict.VALID


def test_a_broken_seal_is_trusted_by_nobody() -> None:
    """The certificate inside is enrolled, and still it vouches for nothing."""
    result = judge(AFTER_SIGNING["figure-changed"][1]())
    assert result.signer == "陈国华"
    assert not result.trusted
    assert result.check(CheckName.CERTIFICATE).result is CheckResult.NOT_RUN


def test_an_altered_return_still_says_which_it_is() -> None:
    result = judge(AFTER_SIGNING["figure-changed"][1]())
    assert result.return_ is not None
    assert result.return_.number == payload(5).number


def test_an_unsigned_return_is_read() -> None:
    result = judge(laid_out(5).pdf)
    assert result.verdict is Verdict.UNSIGNED
    assert result.check(CheckName.DATA_SCHEMA).result is CheckResult.PASSED
    assert result.check(CheckName.SIGNATURE).detail == result.check(CheckName.PAGE).detail == "文件没有签名"
    assert result.branch == BRANCH


def test_a_draft_is_unsigned() -> None:
    draft = verifying.build_return(payload(5, draft=True))
    assert judge(draft.pdf).verdict is Verdict.UNSIGNED


def test_no_page_is_drawn_of_a_file_whose_seal_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bytes] = []
    monkeypatch.setattr(verifying.compare, "pages_equal", lambda data, again: drawn.append(data) or [])
    judge(AFTER_SIGNING["figure-changed"][1]())
    judge(AFTER_SIGNING["one-line-feed"][1]())
    assert drawn == []
    judge(specimen())
    assert drawn  # control


@pytest.mark.parametrize("error", [RuntimeError, RecursionError, MemoryError, KeyError, OSError, UnicodeDecodeError])
def test_every_exception_means_unreadable(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def fail(_: ReturnPayload) -> None:
        raise error(*(("utf-8", b"", 0, 1, "x") if error is UnicodeDecodeError else ()))

    assert judge(specimen()).verdict is Verdict.VALID  # control
    monkeypatch.setattr(verifying, "build_return", fail)
    result = judge(specimen())
    assert result.verdict is Verdict.UNREADABLE
    assert result.check(CheckName.READABLE).result is CheckResult.FAILED


@pytest.mark.parametrize(
    "place",
    ["coverages", "_check_container", "_check_form", "_check_certificate", "_check_data", "_check_page", "_verdict"],
)
def test_no_step_can_be_skipped_by_failing(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Whichever step breaks off, or does nothing, the file is not accepted."""

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(verifying, place, fail)
    assert judge(specimen()).verdict is Verdict.UNREADABLE
    if place in _STEPS:
        monkeypatch.setattr(verifying, place, lambda *_: None)
        assert judge(specimen()).verdict is not Verdict.VALID


def test_a_return_that_cannot_be_laid_out_is_not_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: ReturnPayload) -> None:
        raise RefusedError("不能由本程序排版。", "请先升级程序。")

    monkeypatch.setattr(verifying, "build_return", refuse)
    result = judge(specimen())
    assert result.verdict is Verdict.UNREADABLE
    assert result.check(CheckName.PAGE).result is CheckResult.NOT_RUN
    assert "升级" in result.check(CheckName.PAGE).detail


def test_the_fingerprint_is_read_in_groups() -> None:
    printed = describe(secretary().certificate).printed_fingerprint
    assert printed.replace(" ", "").lower() == judge(specimen()).fingerprint

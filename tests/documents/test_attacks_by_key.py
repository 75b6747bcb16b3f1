"""What a key cannot do: no file of these is accepted, though every seal on them is unbroken."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.verdicts import CheckName, CheckResult, Verdict, VerifyResult
from tests.documents.attacks_by_key import BY_KEY, KeyAttack
from tests.documents.specimens import forge, judge, laid_out, secretary


def _judged(attack: KeyAttack) -> VerifyResult:
    signer = attack.signer()
    data = attack.file(signer)
    return judge(data, signer) if attack.enrolled else judge(data)


@pytest.mark.parametrize("name", BY_KEY)
def test_a_key_is_no_licence(name: str) -> None:
    attack = BY_KEY[name]
    result = _judged(attack)
    assert result.verdict is attack.verdict, result.checks
    assert result.check(attack.failed).result is not CheckResult.PASSED
    assert result.check(CheckName.SIGNATURE).result is CheckResult.PASSED
    assert result.check(CheckName.WHOLE_FILE).result is CheckResult.PASSED


def test_the_forgers_bench_makes_files_that_pass() -> None:
    """Control: the same bench, used honestly, gives a file that is accepted."""
    assert len(BY_KEY) >= 40
    assert judge(forge(laid_out(5), secretary())).verdict is Verdict.VALID


def test_a_stranger_of_the_same_name_is_called_one() -> None:
    result = _judged(BY_KEY["same-name"])
    assert "同名" in result.check(CheckName.CERTIFICATE).detail
    assert not result.trusted
    assert result.signer == "陈国华"


def test_an_untrusted_file_is_checked_to_the_end() -> None:
    result = _judged(BY_KEY["stranger"])
    others = [check for check in result.checks if check.name is not CheckName.CERTIFICATE]
    assert {check.result for check in others} == {CheckResult.PASSED}


@pytest.mark.parametrize("name", ["newer-layout", "newer-version"])
def test_a_newer_return_asks_for_an_update(name: str) -> None:
    page = _judged(BY_KEY[name]).check(CheckName.PAGE)
    assert page.result is CheckResult.NOT_RUN
    assert "升级" in page.detail

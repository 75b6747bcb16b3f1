from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.domain import identity_number
from liangxin_desktop.domain.people import Person

SAMPLE = "11010519491231002X"


def test_the_published_sample_is_accepted_in_any_case() -> None:
    assert identity_number.normalize("11010519491231002x") == SAMPLE
    assert identity_number.birth_date(SAMPLE) == date(1949, 12, 31)
    assert not identity_number.is_male(SAMPLE)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("110105491231002", "15位"),
        ("110105194912310020", "校验码"),
        ("11010518990230002X", "不存在"),
        ("1101051949123100", "18位"),
        ("１１０１０５１９４９１２３１００２Ｘ", "18位"),
        ("", "18位"),
    ],
)
def test_others_are_refused_with_the_reason(number: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        identity_number.normalize(number)


@given(st.dates(date(1800, 1, 1), date(1899, 12, 31)), st.integers(0, 999999), st.integers(0, 999), st.integers(0, 16))
def test_every_changed_digit_is_noticed(birth: date, area: int, serial: int, place: int) -> None:
    body = f"{area:06}{birth:%Y%m%d}{serial:03}"
    number = body + identity_number.check_digit(body)
    assert identity_number.normalize(number) == number
    changed = body[:place] + str((int(body[place]) + 1) % 10) + body[place + 1 :]
    with pytest.raises(ValueError, match=r"校验码|不存在"):
        identity_number.normalize(changed + number[17])


@pytest.mark.parametrize(
    ("field", "value", "reason"), [("birth_date", "1949-12-30", "出生日期"), ("sex", "male", "性别")]
)
def test_a_person_agrees_with_the_number(field: str, value: str, reason: str) -> None:
    fine = {"id": "a", "name": "样例", "id_number": SAMPLE, "birth_date": "1949-12-31", "sex": "female"}
    assert Person.model_validate(fine).id_number == SAMPLE
    with pytest.raises(ValueError, match=reason):
        Person.model_validate({**fine, field: value})


def test_masks_keep_the_first_three_and_last_four() -> None:
    assert identity_number.masked(SAMPLE) == "110***********002X"
    assert identity_number.masked("12345") == "*****"

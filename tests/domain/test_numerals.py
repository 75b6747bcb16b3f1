"""Numbers in Chinese."""

from __future__ import annotations

import pytest

from liangxin_desktop.domain.numerals import numeral


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_a_number_is_said_as_titles_say_it(number: int, said: str) -> None:
    assert numeral(number) == said

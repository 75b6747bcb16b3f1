"""The sample as told from days that differ in what they are close to."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.services.sample import sample_record

DAYS = [date(2026, 11, 23), date(2026, 1, 5), date(2024, 2, 29), date(2027, 5, 31)]

made = cache(sample_record)


@pytest.fixture(params=DAYS, ids=str)
def as_of(request: pytest.FixtureRequest) -> date:
    """The day the sample is told from."""
    return request.param


@pytest.fixture
def record(as_of: date) -> BranchRecord:
    """The sample as told from that day."""
    return made(as_of)


@pytest.fixture(params=[*DAYS, date(2026, 5, 20), date(2025, 10, 9)], ids=str)
def told(request: pytest.FixtureRequest) -> tuple[BranchRecord, date]:
    """A sample and the day it is told from, days about the change of the rules among them."""
    return made(request.param), request.param


@pytest.fixture
def usual() -> BranchRecord:
    """The sample as the pictures and the manual show it."""
    return made(DAYS[0])

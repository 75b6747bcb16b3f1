"""The sample's contacts: of every kind, from any day, nothing yet to come."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.contacts import ContactKind
from liangxin_desktop.domain.people import Role
from liangxin_desktop.services.sample import sample_record


@pytest.mark.parametrize("as_of", [date(2026, 11, 23), date(2028, 2, 29), date(2026, 1, 1)])
def test_every_kind_is_there_and_nothing_lies_ahead(as_of):
    record = sample_record(as_of)
    assert {one.kind for one in record.contacts} == set(ContactKind)
    assert len({one.id for one in record.contacts}) == len(record.contacts)
    roles = {person.id: person.role for person in record.people}
    (secretary,) = [one for one in record.contacts if one.kind is ContactKind.SECRETARY]
    assert roles[secretary.person] is Role.SECRETARY
    trainings = [training for one in record.contacts for training in one.trainings]
    assert trainings
    assert max(training.held_on for training in trainings) < as_of
    assert any(one.ended_by(as_of) for one in record.contacts)
    assert all(one.since < (one.until or as_of) for one in record.contacts if one.since)


def test_the_smallest_sample_has_them_too():
    assert len(sample_record(date(2026, 11, 23), people=8).contacts) == 8

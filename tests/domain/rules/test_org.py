"""Every `org.*` rule with its worked cases and boundary days."""

from datetime import date

import pytest

from tests.domain.builders import findings, members, record

AS_OF = "2026-11-23"


@pytest.mark.parametrize(("full", "broken"), [(2, True), (3, False)])
def test_org_too_small(full: int, *, broken: bool) -> None:
    found = findings("org.too-small", record(members(full, 5)), AS_OF)
    assert [one.severity for one in found] == ["error"] * broken


@pytest.mark.parametrize(("full", "probationary", "broken"), [(48, 2, False), (48, 3, True)])
def test_org_too_large(full: int, probationary: int, *, broken: bool) -> None:
    found = findings("org.too-large", record(members(full, probationary)), AS_OF)
    assert [one.severity for one in found] == ["warning"] * broken


@pytest.mark.parametrize(
    ("full", "probationary", "seats", "severity"),
    [
        (6, 3, 0, None),
        (6, 3, 1, None),
        (7, 0, 2, "error"),
        (7, 0, 3, None),
        (9, 0, 7, None),
        (9, 0, 8, "warning"),
        (7, 0, 0, "error"),
    ],
)
def test_org_committee_required(full: int, probationary: int, seats: int, severity: str | None) -> None:
    found = findings("org.committee-required", record(members(full, probationary, committee=seats)), AS_OF)
    assert [one.severity for one in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("formation", "units", "broken"), [("regional-joint", 5, False), ("industry-joint", 6, True), ("single", 9, False)]
)
def test_org_joint_units(formation: str, units: int, *, broken: bool) -> None:
    covered = [{"name": f"单位{number}"} for number in range(units)]
    found = findings("org.joint-units", record(branch={"formation": formation}, units=covered), AS_OF)
    assert [one.severity for one in found] == ["warning"] * broken


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [
        ("2025-12-14", None),
        ("2025-12-15", "due"),
        ("2025-12-16", "due"),
        ("2026-06-14", "due"),
        ("2026-06-15", "due"),
        ("2026-06-16", "overdue"),
    ],
)
def test_org_term(as_of: str, severity: str | None) -> None:
    found = findings("org.term", record(branch={"committee_elected_on": "2023-06-15"}), as_of)
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert all(one.due_on == date(2026, 6, 15) for one in found)


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [("2026-08-27", None), ("2026-08-28", "due"), ("2027-02-28", "due"), ("2027-03-01", "overdue")],
)
def test_org_term_of_a_leap_day(as_of: str, severity: str | None) -> None:
    """Elected on 29 February, the term ends on the 28th; six months before is counted from that day."""
    found = findings("org.term", record(branch={"committee_elected_on": "2024-02-29"}), as_of)
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_org_term_without_a_day_of_election() -> None:
    assert findings("org.term", record(), AS_OF) == []


@pytest.mark.parametrize("left_on", ["2026-11-23", "2026-11-24"])
def test_org_too_small_by_the_day_of_leaving(left_on: str) -> None:
    """`left_on` is the first day no longer in the branch."""
    people = [*members(2), {"id": "x", "name": "要走的人", "left_on": left_on}]
    assert bool(findings("org.too-small", record(people), AS_OF)) is (left_on == AS_OF)


@pytest.mark.parametrize("full_on", ["2026-11-22", "2026-11-23", "2026-11-24"])
def test_org_committee_required_by_the_day_of_full_membership(full_on: str) -> None:
    people = [*members(6), {"id": "x", "name": "新转正", "admitted_on": "2025-11-20", "full_on": full_on}]
    assert bool(findings("org.committee-required", record(people), AS_OF)) is (full_on <= AS_OF)


@pytest.mark.parametrize("admitted_on", ["2026-11-22", "2026-11-23", "2026-11-24"])
def test_org_too_large_by_the_day_of_admission(admitted_on: str) -> None:
    newcomer = {"id": "x", "name": "新党员", "stage": "probationary", "admitted_on": admitted_on}
    assert bool(findings("org.too-large", record([*members(50), newcomer]), AS_OF)) is (admitted_on <= AS_OF)


@pytest.mark.parametrize(("full_on", "broken"), [("2025-11-22", False), ("2025-11-23", False), ("2025-11-24", True)])
def test_org_secretary_standing(full_on: str, *, broken: bool) -> None:
    secretary = {"id": "s", "name": "书记", "role": "secretary", "admitted_on": "2024-01-01", "full_on": full_on}
    found = findings("org.secretary-standing", record([*members(3), secretary]), AS_OF)
    assert [(one.severity, one.subject.id) for one in found] == [("warning", "s")] * broken

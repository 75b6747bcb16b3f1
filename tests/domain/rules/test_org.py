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
    [("2025-12-14", None), ("2025-12-15", "due"), ("2026-06-15", "due"), ("2026-06-16", "overdue")],
)
def test_org_term(as_of: str, severity: str | None) -> None:
    found = findings("org.term", record(branch={"committee_elected_on": "2023-06-15"}), as_of)
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert all(one.due_on == date(2026, 6, 15) for one in found)


@pytest.mark.parametrize(("full_on", "broken"), [("2025-11-23", False), ("2025-11-24", True)])
def test_org_secretary_standing(full_on: str, *, broken: bool) -> None:
    secretary = {"id": "s", "name": "书记", "role": "secretary", "admitted_on": "2024-01-01", "full_on": full_on}
    found = findings("org.secretary-standing", record([*members(3), secretary]), AS_OF)
    assert [(one.severity, one.subject.id) for one in found] == [("warning", "s")] * broken

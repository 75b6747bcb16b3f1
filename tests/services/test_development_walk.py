"""Steps written down at random through the door that every page uses: what is forbidden is refused, nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin_desktop.domain.development import DevelopmentStep, StepDetails
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.services.development import way_of
from liangxin_desktop.services.development_entry import RuleRefusedError, steps_of, take_step
from tests.domain.pipeline.oracle import BORN, FULL, forbidden, next_taken


@pytest.fixture
def walked(workspace):
    with workspace.begin() as work:
        work.people.add_all([Person(id=one, name=f"党员{one}") for one in FULL])
        work.people.put(Person(id="x", name="林一帆", stage=Stage.APPLICANT, birth_date=BORN))
        work.commit()
    return workspace


def forget(workspace) -> None:
    with workspace.begin() as work:
        work.development.clear()
        work.overrides.clear()
        work.commit()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_door_refuses_what_is_forbidden_and_nothing_else(walked, data):
    forget(walked)
    taken: dict[int, tuple[date, dict[str, object]]] = {}
    for _ in range(data.draw(st.integers(8, 16))):
        number, day, said = data.draw(next_taken(taken))
        step = DevelopmentStep(person="x", step=number, done_on=day, details=StepDetails.model_validate(said))
        wrong = forbidden({**taken, number: (day, said)})
        if wrong:
            with pytest.raises(RuleRefusedError) as refused:
                take_step(walked, step)
            assert {one.code for one in refused.value.findings} == wrong
        else:
            take_step(walked, step)
            taken[number] = (day, said)
    assert {one.step: one.done_on for _, one in steps_of(walked, "x")} == {n: day for n, (day, _) in taken.items()}
    assert not [one for one in way_of(walked, "x").findings if one.severity == "error"]


def test_control_what_is_written_with_a_reason_is_kept_and_stays_in_sight(walked):
    step = DevelopmentStep(person="x", step=2, done_on=date(2026, 5, 12))
    take_step(walked, step, reason="原支部已办，材料待转")
    assert [(one.code, one.override is not None) for one in way_of(walked, "x").findings] == [("dev.order", True)]

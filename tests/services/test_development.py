"""The way to membership as the page shows it and as it is written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from liangxin_desktop.domain.development import Assessment, AssessmentKind, DevelopmentStep, StepDetails
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import development, development_entry, people, recycle_bin
from liangxin_desktop.services.development import Column, StepState, Way
from liangxin_desktop.services.development_entry import RuleRefusedError
from liangxin_desktop.services.sample import sample_record
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store import Cost, Store

NOW = datetime(2026, 11, 23, 12, 10)  # noqa: DTZ001 - times of the record are local and naive
TODAY = NOW.date()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("development") / "branch"
    quick = Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
    store, _ = Store.create(made, "demo", clock=lambda: NOW, cost=quick)
    with store.begin() as work:
        record = sample_record(TODAY)
        decided = {step.details.session for step in record.development} | {one.session for one in record.elections}
        sessions = tuple(one for one in record.sessions if one.id in decided)
        work.replace_record(record.model_copy(update={"sessions": sessions}))
        work.commit()
    store.close(backup=False)
    return made


@pytest.fixture
def workspace(folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(folder, tmp_path / "branch")
    store = Store.open(tmp_path / "branch", "demo", clock=lambda: NOW)
    yield Workspace(store, lambda: NOW)
    store.close(backup=False)


def way(workspace: Workspace, name: str) -> Way:
    found = [one for ways in development.board(workspace).columns.values() for one in ways if one.person.name == name]
    return found[0]


def step(person: Way, number: int, day: date | None = TODAY, **details: object) -> DevelopmentStep:
    return DevelopmentStep(
        person=person.person.id, step=number, done_on=day, details=StepDetails.model_validate(details)
    )


def test_the_board_shows_everybody_where_they_stand(workspace: Workspace) -> None:
    shown = development.board(workspace)
    assert {column: [one.person.name for one in ways] for column, ways in shown.columns.items()} == {
        Column.APPLICANT: ["林一帆", "顾明", "宋佳"],
        Column.ACTIVIST: ["周敏", "罗成", "何雨桐", "丁宁"],
        Column.TARGET: ["马骏", "谢婷"],
        Column.PROBATIONARY: ["陈立", "唐悦"],
        Column.CONVERTED: ["黄蕾"],
    }
    assert (shown.planned, shown.admitted) == (3, 1)


def test_a_target_is_held_up_by_the_training(workspace: Workspace) -> None:
    found = way(workspace, "马骏")
    assert (found.current_stage.number, found.current_stage.title) == (3, "发展对象的确定和考察")
    assert [line.state for line in found.steps[6:13]] == [*[StepState.DONE] * 4, StepState.UNDER_WAY] + [
        StepState.WAITING
    ] * 2
    assert [line.number for line in found.next] == [11]
    assert found.blocked is not None
    assert found.blocked.forecast is not None
    assert [lack.message for lack in found.blocked.forecast.lacks] == [
        "须先完成第11步“短期集中培训”",
        "集中培训差1天（或8学时）",
    ]
    assert found.pressing is None
    assert found.progress == 0.4
    assert not found.current_stage.is_done


def test_what_presses_and_what_is_owed_next(workspace: Workspace) -> None:
    assert [one.code for one in way(workspace, "周敏").findings] == ["dev.assessment"]
    assert way(workspace, "丁宁").assessment_due_on == date(2026, 12, 30)
    assert way(workspace, "陈立").probation_ends_on == date(2026, 12, 11)
    assert way(workspace, "黄蕾").converted_on == date(2026, 5, 12)
    assert way(workspace, "黄蕾").stages[0].is_done


def test_whoever_is_on_no_column_can_be_looked_up(workspace: Workspace) -> None:
    with workspace.begin() as work:
        old = next(one for one in work.people.all() if one.stage is Stage.FULL)
    found = development.way_of(workspace, old.id)
    assert (found.column, found.stage) == (None, Stage.FULL)
    with pytest.raises(RefusedError):
        development.way_of(workspace, "nobody")


def test_a_lawful_step_is_written_down(workspace: Workspace) -> None:
    found = way(workspace, "林一帆")
    changes = development_entry.take_step(workspace, step(found, 2))
    assert changes.touch("development")
    after = way(workspace, "林一帆")
    assert after.steps[1].done_on == TODAY
    assert after.findings == ()


def test_a_step_under_way_is_completed_in_its_place(workspace: Workspace) -> None:
    found = way(workspace, "马骏")
    before = development_entry.steps_of(workspace, found.person.id)
    development_entry.take_step(workspace, step(found, 11, days=3, hours=24))
    after = development_entry.steps_of(workspace, found.person.id)
    assert [key for key, _ in after] == [key for key, _ in before]
    assert way(workspace, "马骏").next[0].number == 12


def test_a_refused_step_says_why_and_from_when(workspace: Workspace) -> None:
    found = way(workspace, "罗成")
    development_entry.take_step(workspace, step(found, 6))
    with pytest.raises(RuleRefusedError) as refused:
        development_entry.take_step(workspace, step(found, 7))
    assert refused.value.earliest == date(2027, 1, 15)
    assert "到2027年1月15日才满1年" in refused.value.title
    assert "《中国共产党发展党员工作细则》（2026）第十三条" in refused.value.advice
    assert "最早可办日期：2027年1月15日" in refused.value.advice
    assert way(workspace, "罗成").steps[6].done_on is None


def test_with_a_reason_it_is_kept_and_the_reason_stays(workspace: Workspace) -> None:
    found = way(workspace, "马骏")
    with pytest.raises(RuleRefusedError, match="第12步"):
        development_entry.take_step(workspace, step(found, 12))
    changes = development_entry.take_step(workspace, step(found, 12), reason="培训在原单位参加，证明待转")
    assert changes.touch("development")
    assert changes.touch("overrides")
    after = way(workspace, "马骏")
    assert {one.code for one in after.findings} == {"dev.order", "dev.training"}
    aside = {one.code: one.override.reason for one in after.findings if one.override}
    assert aside == {"dev.order": "培训在原单位参加，证明待转"}
    assert after.pressing is not None
    assert "2天、16学时" in after.pressing.message, "what was had so far is told, and no more asked than a warning"


def test_a_correction_is_judged_with_what_follows_it(workspace: Workspace) -> None:
    found = way(workspace, "黄蕾")
    key, vote = next(
        (key, one) for key, one in development_entry.steps_of(workspace, found.person.id) if one.step == 15
    )
    later = vote.but(done_on=date(2025, 6, 2))
    with pytest.raises(RuleRefusedError) as refused:
        development_entry.take_step(workspace, later, key=key)
    assert {one.code for one in refused.value.findings} == {"dev.order", "dev.conversion-early"}
    development_entry.take_step(workspace, vote.but(note="更正说明"), key=key)
    assert dict(development_entry.steps_of(workspace, found.person.id))[key].note == "更正说明"
    changes = development_entry.remove_step(workspace, key)
    assert way(workspace, "黄蕾").findings[0].code == "dev.order"
    (binned,) = recycle_bin.taken_out(workspace, changes)
    assert (binned.kind, binned.title) == (
        "development",
        f"黄蕾　第15步“支部大会讨论接收”（{official_date(vote.done_on)}）",
    )
    recycle_bin.take_back(workspace, binned.id)
    assert way(workspace, "黄蕾").findings == ()
    entries = development_entry.steps_of(workspace, found.person.id)
    assert entries[-1][0] > key
    assert entries[-1][1] == vote.but(note="更正说明")
    with pytest.raises(RefusedError, match="已经没有了"):
        development_entry.remove_step(workspace, key)
    with pytest.raises(RefusedError, match="没有这一项"):
        recycle_bin.take_back(workspace, binned.id)


def test_days_to_come_and_strangers_are_refused(workspace: Workspace) -> None:
    found = way(workspace, "林一帆")
    with pytest.raises(RefusedError, match="还没有到"):
        development_entry.take_step(workspace, step(found, 2, date(2026, 11, 24)))
    with pytest.raises(RefusedError, match="没有这个人"):
        development_entry.take_step(workspace, DevelopmentStep(person="nobody", step=2))
    with pytest.raises(RefusedError, match="已经没有了"):
        development_entry.take_step(workspace, step(found, 2), key=10_000)


def test_an_assessment_answers_what_is_owed(workspace: Workspace) -> None:
    found = way(workspace, "周敏")
    made = Assessment(person=found.person.id, kind=AssessmentKind.ACTIVIST, done_on=TODAY, summary="表现良好。")
    assert development_entry.record_assessment(workspace, made).touch("assessments")
    after = way(workspace, "周敏")
    assert after.findings == ()
    assert after.assessment_due_on == date(2027, 5, 20)
    key, kept = development_entry.assessments_of(workspace, found.person.id)[-1]
    assert kept == made
    development_entry.record_assessment(workspace, made.but(summary="表现良好，发言偏少。"), key=key)
    assert development_entry.assessments_of(workspace, found.person.id)[-1][1].summary == "表现良好，发言偏少。"
    changes = development_entry.remove_assessment(workspace, key)
    assert [one.code for one in way(workspace, "周敏").findings] == ["dev.assessment"]
    (binned,) = recycle_bin.taken_out(workspace, changes)
    assert binned.title == "周敏　半年考察（2026年11月23日）"
    assert not recycle_bin.taken_out(workspace, recycle_bin.take_back(workspace, binned.id))
    assert way(workspace, "周敏").findings == ()
    with pytest.raises(RefusedError, match="考察意见"):
        development_entry.record_assessment(workspace, made.but(summary=" "))


def test_an_entry_comes_back_only_to_somebody_of_the_roster(workspace: Workspace) -> None:
    gone = Person(id="gone", name="误录人", stage=Stage.APPLICANT)
    development_entry.register_application(workspace, gone, TODAY)
    ((key, kept),) = development_entry.steps_of(workspace, "gone")
    (binned,) = recycle_bin.taken_out(workspace, development_entry.remove_step(workspace, key))
    (person,) = recycle_bin.taken_out(workspace, people.remove_person(workspace, "gone"))
    with pytest.raises(RefusedError, match="已不在名册里"):
        recycle_bin.take_back(workspace, binned.id)
    for one in (person, binned):
        recycle_bin.take_back(workspace, one.id)
    assert [step for _, step in development_entry.steps_of(workspace, "gone")] == [kept]


def test_an_application_is_registered_with_the_person(workspace: Workspace) -> None:
    person = Person(id="new", name="韩明月", stage=Stage.APPLICANT, birth_date=date(2008, 11, 24))
    with pytest.raises(RuleRefusedError) as refused:
        development_entry.register_application(workspace, person, TODAY)
    assert "2026年11月24日才满18周岁" in refused.value.title
    with workspace.begin() as work:
        assert work.people.get("new") is None
    older = person.but(birth_date=date(2008, 11, 23))
    changes = development_entry.register_application(workspace, older, TODAY, note="当面递交")
    assert changes.touch("people")
    assert way(workspace, "韩明月").column is Column.APPLICANT
    with pytest.raises(RefusedError, match="已登记过"):
        development_entry.register_application(workspace, older, TODAY)
    with pytest.raises(RefusedError, match="还没有到"):
        development_entry.register_application(workspace, older.but(id="other"), date(2026, 11, 24))

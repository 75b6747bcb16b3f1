"""What the forms of steps offer: who, how many working days, from what age."""

from __future__ import annotations

from datetime import date

from liangxin_desktop.domain.development import DevelopmentStep
from liangxin_desktop.domain.people import Person, Stage
from liangxin_desktop.services import development_form as form
from liangxin_desktop.services.workspace import Workspace, switch_rule

DAY = date(2026, 11, 20)


def test_full_members_of_the_day_may_be_named(workspace: Workspace) -> None:
    named = {one.person.id for one in form.full_members_on(workspace, DAY)}
    assert "p1" in named
    assert named.isdisjoint({"p19", "a1", "old"})
    assert len(named) == form.voters_due_on(workspace, DAY) == 18
    assert form.names_of(workspace)["p1"] == "陈国华"


def test_working_days_of_the_notice(workspace: Workspace) -> None:
    counted = form.posted(workspace, date(2026, 6, 8), date(2026, 6, 12), date(2026, 6, 15))
    assert (counted.days, counted.least, counted.provisional) == (5, 5, False)
    before = form.posted(workspace, date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 20))
    assert (before.days, before.least) == (5, None)
    assert form.posted(workspace, date(2031, 6, 2), date(2031, 6, 6), date(2031, 6, 9)).provisional


def test_age_and_training_are_asked_by_the_rules(workspace: Workspace) -> None:
    young = form.under_age(workspace, date(2008, 5, 20), date(2026, 5, 19))
    assert young is not None
    assert form.age_words(young).startswith("2026年5月20日才满18周岁（《中国共产党发展党员工作细则》（2026）第五条")
    assert form.under_age(workspace, date(2008, 5, 20), date(2026, 5, 20)) is None
    assert form.training_asked(workspace, DAY) == (3, 24)
    for code in ("dev.age", "dev.training"):
        switch_rule(workspace, code, enabled=False)
    assert form.under_age(workspace, date(2008, 5, 20), date(2026, 5, 19)) is None
    assert form.training_asked(workspace, DAY) is None


def test_who_may_apply(workspace: Workspace) -> None:
    with workspace.begin() as work:
        work.people.put(Person(id="n1", name="贺知秋", stage=Stage.APPLICANT))
        work.people.put(Person(id="n2", name="林小满", stage=Stage.APPLICANT))
        work.development.add(DevelopmentStep(person="n2", step=1, done_on=DAY))
        work.commit()
    assert "n1" in {one.id for one in form.may_apply(workspace)}
    assert {one.id for one in form.may_apply(workspace)}.isdisjoint({"n2", "p1", "old"})

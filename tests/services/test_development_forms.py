"""The forms of a person's way in the sample, against the exported archive; and how a person is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from liangxin_desktop.domain.development import DevelopmentStep
from liangxin_desktop.domain.leaving import LeavingKind
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.archive import export_archive
from liangxin_desktop.services.demo import PASSWORD
from liangxin_desktop.services.development_forms import assessment_form, development_form, probation_form
from liangxin_desktop.services.forms import print_form
from liangxin_desktop.services.leaving import Leaving
from liangxin_desktop.services.people import leave
from liangxin_desktop.services.workspace import Workspace, open_workspace
from tests.documents.papers import all_text

NOW = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001 - local, naive by design
Tree = dict[str, Any]


@pytest.fixture
def branch(demo_folder: Path) -> Iterator[Workspace]:
    workspace = open_workspace(demo_folder, PASSWORD, lambda: NOW)
    yield workspace
    workspace.store.close(backup=False)


@pytest.fixture
def archive(branch: Workspace, tmp_path: Path) -> Tree:
    export_archive(branch, tmp_path / "branch.json")
    tree: Tree = json.loads((tmp_path / "branch.json").read_text(encoding="utf-8"))
    return tree


def person_in(archive: Tree, name: str) -> Tree:
    (found,) = [one for one in archive["people"] if one["name"] == name]
    return found


@pytest.mark.parametrize("name", ["黄蕾", "马骏", "林一帆"])
def test_the_whole_way_is_that_of_the_archive(branch: Workspace, archive: Tree, name: str) -> None:
    person = person_in(archive, name)
    kept = {one["step"]: one for one in archive["development"] if one["person"] == person["id"]}
    form = development_form(branch, name)
    entries = [one for stage in form.stages for one in stage.entries]
    assert [one.number for one in entries] == list(range(1, 26))
    for one in entries:
        step = kept.get(one.number, {})
        assert (one.done_on.isoformat() if one.done_on else None) == step.get("done_on")
        assert one.note == (step.get("note") or "")
        assert one.files == len(step.get("attachments", ()))
    text = all_text(print_form(branch, "development", name).pdf)
    for step in kept.values():
        if step["done_on"]:
            assert official_date(date.fromisoformat(step["done_on"])) in text


def test_no_identity_number_and_no_telephone_is_printed(branch: Workspace, archive: Tree) -> None:
    person = person_in(archive, "黄蕾")
    assert person["phone"] or person["id_number"]
    for form in ("development", "assessment", "probation"):
        text = all_text(print_form(branch, form, "黄蕾").pdf)
        assert not any(person[kept] and person[kept] in text for kept in ("id_number", "phone"))


def test_assessments_are_those_of_the_archive_and_two_pages_at_least(branch: Workspace, archive: Tree) -> None:
    for name in ("周敏", "丁宁", "黄蕾"):
        ident = person_in(archive, name)["id"]
        kept = sorted(
            (one["done_on"], one["summary"])
            for one in archive["assessments"]
            if one["person"] == ident and one["kind"] == "activist"
        )
        pages = assessment_form(branch, name).pages
        assert [(one.done_on.isoformat(), one.summary) for one in pages if one.done_on] == kept
        assert len(pages) == max(len(kept), 2)


def test_probation_runs_from_the_vote_for_a_year(branch: Workspace, archive: Tree) -> None:
    ident = person_in(archive, "黄蕾")["id"]
    days = {one["step"]: one["done_on"] for one in archive["development"] if one["person"] == ident}
    form = probation_form(branch, "黄蕾")
    assert form.admitted_on
    assert form.ends_on
    assert form.admitted_on.isoformat() == days[15]
    assert form.ends_on == form.admitted_on.replace(year=form.admitted_on.year + 1) == form.full_on
    assert len(form.sponsors) == 2
    (term,) = form.terms
    assert [str(day) for day in (term.requested_on, term.voted_on, term.approved_on)] == [days[22], days[23], days[24]]
    assert term.result == "转为正式党员"


def test_an_extension_prints_both_rounds(branch: Workspace) -> None:
    form = probation_form(branch, "陈立")
    with branch.begin() as work:
        person = next(one for one in work.people.all() if one.name == "陈立")
        details = {"result": "extend", "extend_months": 6}
        step = {"person": person.id, "step": 23, "done_on": "2026-11-22", "details": details}
        work.development.add(DevelopmentStep.model_validate(step))
        work.commit()
    extended = probation_form(branch, person.id)
    assert (len(form.terms), len(extended.terms)) == (1, 2)
    assert extended.terms[0].result == "延长预备期6个月"


def test_every_form_says_where_the_person_came_from_and_how_they_left(branch: Workspace) -> None:
    with branch.begin() as work:
        person = next(one for one in work.people.all() if one.name == "陈立")
        came = person.but(joined_on=date(2026, 2, 3), joined_from="徐汇某公司党支部")
        work.people.put(came)
        work.commit()
    decided = {"by": "中共启明公司委员会", "decided_on": date(2026, 11, 20)}
    leave(branch, person.id, Leaving(LeavingKind.REVOKED, date(2026, 11, 22), **decided))
    for form in ("development", "assessment", "probation"):
        text = all_text(print_form(branch, form, "陈立").pdf)
        assert "2026年2月3日自徐汇某公司党支部转入" in text
        assert "2026年11月22日取消预备党员资格；依据：中共启明公司委员会，2026年11月20日" in text
        assert "离开情况" not in all_text(print_form(branch, form, "唐悦").pdf)


def test_materials_are_told_by_ticks_and_else_by_what_is_kept(branch: Workspace) -> None:
    with branch.begin() as work:
        person = next(one for one in work.people.all() if one.name == "黄蕾")
        for number, names in ((1, ["扫描件.pdf"]), (15, ["支部大会会议记录.pdf", "其他.jpg"])):
            key, step = next((key, one) for key, one in work.development.of_person(person.id) if one.step == number)
            files = tuple(work.attachments.put(name.encode(), name) for name in names)
            work.development.put(key, step.but(attachments=files, details=step.details.but(materials=None)))
        work.commit()
    told = {one.name: (one.state, one.files) for one in development_form(branch, "黄蕾").materials}
    assert told["入党申请书"] == ("扫描", 1)
    assert told["支部大会记录和决议"] == ("扫描", 1)
    assert told["表决票和票决情况"] == ("缺", 0)
    assert told["支委会审查记录"] == ("扫描", 0)  # as it was ticked
    assert {one.state for one in development_form(branch, "林一帆").materials} == {"", "原件"}


def test_a_person_is_named_by_id_or_by_a_name_of_one_alone(branch: Workspace) -> None:
    with branch.begin() as work:
        first = next(one for one in work.people.all() if one.name == "马骏")
        work.people.put(Person(id="another", name="马骏", stage="applicant"))  # type: ignore[arg-type]
        work.commit()
    assert development_form(branch, first.id).head.name == "马骏"
    with pytest.raises(RefusedError, match="有2个人叫“马骏”") as caught:
        development_form(branch, "马骏")
    assert first.id in caught.value.advice
    with pytest.raises(RefusedError, match="没有发展党员的记录"):
        development_form(branch, "another")


@pytest.mark.parametrize(
    ("form", "subject", "why"),
    [
        ("development", None, "没有指明打印谁的表"),
        ("development", "查无此人", "名册里没有“查无此人”"),
        ("assessment", "林一帆", "还没有列为入党积极分子"),
        ("probation", "马骏", "还没有被接收为预备党员"),
        ("lunch", None, "没有“lunch”这种表"),
    ],
)
def test_what_cannot_be_printed_is_refused(branch: Workspace, form: str, subject: str | None, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        print_form(branch, form, subject)


def test_the_file_is_named_after_form_and_person(branch: Workspace) -> None:
    assert print_form(branch, "probation", "黄蕾").file_name == "预备党员教育考察登记表-黄蕾-2026年11月23日.pdf"

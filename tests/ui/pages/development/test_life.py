"""One person from the application to full membership, written down in the window as the years go by."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from liangxin_desktop.domain.development import Conclusion, VoteResult
from liangxin_desktop.domain.sessions import Session, SessionKind, SessionStatus, Vote
from liangxin_desktop.services.development import Column, Way
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.ui.pages.development.page import DevelopmentPage
from tests.ui.pages.driving import shown

COMMITTEE = SessionKind.COMMITTEE_MEETING
CTRL = Qt.KeyboardModifier.ControlModifier


class Life:
    """Drives the page for one person."""

    def __init__(self, qtbot, page: DevelopmentPage, moment) -> None:
        self.qtbot, self.page, self.moment = qtbot, page, moment

    @property
    def form(self):
        return self.page.panel.front().fields

    @property
    def way(self) -> Way:
        assert self.page.panel.way is not None
        return self.page.panel.way

    def on(self, day: date) -> None:
        self.moment.move(day)
        self.page.refresh(None)

    def line(self, name: str) -> QLineEdit:
        return self.form.field(name).control

    def type(self, name: str, text: str) -> None:
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        line.insert(text)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)

    def name(self, field: str, *initials: str) -> None:
        for line, letters in zip(self.line(field).lines, initials, strict=False):
            line.setFocus()
            self.qtbot.keyClicks(line, letters)
            line.editingFinished.emit()

    def begin(self, day: date, number: int) -> None:
        self.on(day)
        timeline = self.page.panel.overview.timeline
        timeline.choose(number)
        self.qtbot.keyClick(timeline, Qt.Key.Key_Return)

    def keep(self) -> None:
        self.qtbot.keyClick(self.page, Qt.Key.Key_S, CTRL)

    def take(self, day: date, *numbers: int) -> None:
        for number in numbers:
            self.begin(day, number)
            self.keep()
            assert self.way.steps[number - 1].done_on == day, self.page.panel.step_form.refusal.accessibleName()

    def decide(self, day: date, number: int, kind: SessionKind, **more: object) -> None:
        """Record a session, and choose it in the form of the step that it decided."""
        held = hold(self.page._workspace, f"step-{number}", kind, day, **more)
        self.begin(day, number)
        field = self.line("session")
        field.choice.setFocus()
        while field.choice.value() != held.id:
            self.qtbot.keyClick(field.choice, Qt.Key.Key_Down)
        field.choice.activated.emit(field.choice.currentIndex())
        assert self.form.day.value() == day

    def linked(self, number: int) -> str | None:
        return self.way.steps[number - 1].record.details.session

    def assess(self, day: date) -> None:
        self.on(day)
        self.page.panel.overview.actions_row.assess.click()
        self.form.field("summary").control.setPlainText("思想端正，工作积极，发言偏少。")
        self.keep()
        assert self.way.assessments[-1].done_on == day


def hold(workspace: Workspace, name: str, kind: SessionKind, day: date, **more: object) -> Session:
    starts_at = datetime(day.year, day.month, day.day, 14, 0)  # noqa: DTZ001 - times of the record are local and naive
    held = Session(id=name, kind=kind, status=SessionStatus.FINAL, starts_at=starts_at, **more)
    with workspace.begin() as work:
        work.sessions.put(held)
        work.commit()
    return held


@pytest.fixture
def life(qtbot, workspace: Workspace, moment) -> Life:
    page = DevelopmentPage(Workspace(workspace.store, moment))
    moment.move(date(2025, 1, 6))
    shown(qtbot, page)
    return Life(qtbot, page, moment)


def apply(life: Life) -> None:
    life.qtbot.keyClick(life.page, Qt.Key.Key_N, CTRL)
    life.type("name", "林秋实")
    life.type("birth_date", "19980512")
    life.form.field("unit").control.setText("启明软件有限公司")
    life.keep()
    assert life.way.person.name == "林秋实"
    assert life.way.column is Column.APPLICANT


def become_activist(life: Life) -> None:
    life.take(date(2025, 1, 20), 2)
    life.decide(date(2025, 3, 10), 3, COMMITTEE, topic="讨论确定林秋实为入党积极分子")
    life.keep()
    assert life.linked(3) == "step-3"
    life.take(date(2025, 3, 10), 4)
    life.begin(date(2025, 3, 14), 5)
    life.name("cultivators", "lwj")
    life.keep()
    assert life.way.steps[4].record.details.cultivators == ("p2",)
    life.assess(date(2025, 9, 5))
    life.assess(date(2026, 3, 1))


def become_target(life: Life) -> None:
    life.take(date(2026, 3, 5), 6)
    life.begin(date(2026, 3, 9), 7)
    life.keep()
    assert "2026年3月10日才满1年" in life.page.panel.step_form.refusal.accessibleName()
    life.page.panel.step_form.leave()
    life.decide(date(2026, 3, 10), 7, COMMITTEE)
    life.keep()
    life.begin(date(2026, 6, 15), 8)
    life.type("consent_on", "2026-06-05")
    life.type("publicity_from", "2026-06-08")
    life.type("publicity_to", "2026-06-12")
    assert life.form.about() == "公示 5 个工作日，已满 5 个"
    life.keep()
    assert life.way.column is Column.TARGET


def be_reviewed(life: Life) -> None:
    life.begin(date(2026, 6, 16), 9)
    life.name("sponsors", "lwj", "wht")
    life.keep()
    life.begin(date(2026, 6, 20), 10)
    life.form.field("conclusion").control.set_value(Conclusion.QUALIFIED)
    life.keep()
    life.begin(date(2026, 6, 22), 11)
    life.form.day.clear()
    for days, hours in (("2", "16"), ("1", "8")):
        adder = life.form.field("adder").control
        life.qtbot.keyClicks(adder.days, days)
        life.qtbot.keyClicks(adder.hours, hours)
        adder.button.click()
    assert "已够" in life.form.about()
    life.keep()
    assert life.way.steps[10].done_on is None
    assert life.way.steps[10].record.details.hours == 24
    life.begin(date(2026, 6, 25), 11)
    life.type("done_on", "2026-06-25")
    life.keep()
    life.decide(date(2026, 7, 1), 12, COMMITTEE)
    life.keep()
    life.begin(date(2026, 7, 5), 13)
    life.form.field("conclusion").control.set_value(Conclusion.QUALIFIED)
    life.keep()
    life.take(date(2026, 7, 6), 14)


def be_admitted(life: Life) -> None:
    vote = Vote(
        matter="接收林秋实为预备党员",
        person=life.way.person.id,
        due=18,
        present=16,
        in_favour=15,
        abstain=1,
        written_for=1,
    )
    life.decide(date(2026, 7, 10), 15, SessionKind.MEMBER_MEETING, votes=(vote,))
    assert life.line("in_favour").value_or_none() == 15
    assert life.form.field("due").aside.text() == "名册 18 人"
    life.keep()
    assert life.way.steps[14].record.details.written_for == 1
    life.take(date(2026, 7, 20), 16)
    life.take(date(2026, 7, 30), 17)
    assert life.way.column is Column.PROBATIONARY
    life.take(date(2026, 8, 5), 18, 19, 20)


def be_converted(life: Life) -> None:
    life.assess(date(2027, 1, 8))
    life.take(date(2027, 7, 1), 21, 22)
    life.on(date(2027, 7, 9))
    overview = life.page.panel.overview
    overview.timeline.choose(23)
    assert not overview.actions_row.primary.isEnabled()
    assert "2027年7月10日" in overview.actions_row.primary.toolTip()
    vote = Vote(matter="同意林秋实转正", person=life.way.person.id, due=19, present=17, in_favour=17)
    life.decide(date(2027, 7, 10), 23, SessionKind.MEMBER_MEETING, votes=(vote,))
    life.form.field("result").control.set_value(VoteResult.CONVERT)
    life.keep()
    life.take(date(2027, 8, 1), 24)
    life.take(date(2027, 8, 10), 25)


def test_a_whole_life_from_application_to_full_membership(life):
    apply(life)
    become_activist(life)
    become_target(life)
    be_reviewed(life)
    be_admitted(life)
    be_converted(life)
    assert life.way.column is Column.CONVERTED
    assert life.way.findings == ()
    assert life.way.progress == 1
    assert [life.linked(number) for number in (3, 7, 12, 15, 23)] == [f"step-{n}" for n in (3, 7, 12, 15, 23)]
    assert life.page.left_side.board.cards(Column.CONVERTED).rows.rowCount() == 1

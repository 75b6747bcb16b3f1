"""What sessions are asked for: only those that answer are read."""

from __future__ import annotations

from datetime import date

import pytest

from liangxin_desktop.domain.sessions import Action, Attachment, Session, SessionKind, SessionStatus
from liangxin_desktop.store.store import Store


def final(id_: str, day: str, **more: object) -> Session:
    more.setdefault("kind", SessionKind.THEME_DAY)
    return Session(id=id_, status=SessionStatus.FINAL, starts_at=f"{day}T09:00", **more)


@pytest.fixture
def filled(rich: Store) -> Store:
    """The rich record, and sessions that differ in one thing each."""
    with rich.begin() as work:
        work.sessions.add_all(
            [
                final("plan", "2026-07-01", topic="50%的计划", place="A座_2楼", tags=("廉政",), prompt="t2"),
                final("open", "2026-07-02", actions=(Action(what="补办手续"), Action(what="走访"))),
                final("done", "2026-07-03", actions=(Action(what="补办证件", done_on="2026-07-04"),)),
                final("blank", "2026-07-04", actions=(Action(what="  "),)),
                final("file", "2026-07-05", attachments=(Attachment(sha256="f" * 64, name="签到表.PDF"),)),
                Session(
                    id="draft",
                    kind=SessionKind.LECTURE,
                    starts_at="2026-07-06T09:00",
                    actions=(Action(what="补办"),),
                    prompt="t1",
                ),
            ]
        )
        work.commit()
    return rich


def ids(sessions: list[Session]) -> list[str]:
    return [one.id for one in sessions]


def test_open_actions_are_of_finished_records_newest_first(filled: Store) -> None:
    with filled.begin() as work:
        assert ids(work.sessions.with_open_actions()) == ["open", "s9"]
        assert len(work.sessions.with_open_actions()[0].actions) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("计划", ["plan"]),
        ("%", ["plan"]),
        ("_", ["plan"]),
        ("a座", ["plan"]),
        ("廉", ["plan"]),
        ("活动室", ["s9"]),
        ("无", []),
    ],
)
def test_text_is_sought_in_topic_place_and_tags(filled: Store, text: str, found: list[str]) -> None:
    with filled.begin() as work:
        assert ids(work.sessions.with_text(text, (), (), 8)) == found


def test_kinds_and_the_most_are_kept_to(filled: Store) -> None:
    with filled.begin() as work:
        assert ids(work.sessions.with_text("无", [SessionKind.THEME_DAY], (), 2)) == ["file", "blank"]
        assert ids(work.sessions.with_text("无", (), ["g2"], 8)) == ["s9"]
        assert ids(work.sessions.with_text("2026-07-0", (), (), 8))[-1] == "plan"


def test_actions_and_attachments_are_found(filled: Store) -> None:
    with filled.begin() as work:
        assert ids(work.sessions.with_action("补办", 8)) == ["draft", "done", "open"]
        assert ids(work.sessions.with_attachment("签到表.pdf", 8)) == ["file"]
        assert work.sessions.with_action("补", 1)[0].actions[0].what == "补办"
        assert work.sessions.latest_topics(1) == [("plan", "50%的计划")]


def test_themes_used_are_those_of_the_days(filled: Store) -> None:
    with filled.begin() as work:
        assert work.sessions.prompts_used(date(2026, 7, 1), date(2026, 7, 31)) == {"t1", "t2"}
        assert work.sessions.prompts_used(date(2026, 7, 2), date(2026, 7, 5)) == set()


def test_the_days_of_self_checks_are_told_without_them(filled: Store) -> None:
    with filled.begin() as work:
        assert work.room_checks.days() == [check.checked_on for _, check in work.room_checks.all()]
        assert len(work.room_checks.days()) == 2


def test_who_and_which_group_is_named(filled: Store) -> None:
    with filled.begin() as work:
        named = {person for person in ("p0", "p1", "p2", "p3", "p9") if work.sessions.name_person(person)}
        assert named == {"p0", "p1", "p2", "p3"}
        assert work.sessions.name_group("g2")
        assert not work.sessions.name_group("g1")

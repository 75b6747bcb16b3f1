"""行动: what was agreed and is not done is offered to the next session, until it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.sessions import Action, Session, SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.people import roster_of
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

FOLLOWED_UP_BY = (SessionKind.COMMITTEE_MEETING, SessionKind.MEMBER_MEETING, SessionKind.GROUP_MEETING)
"""The kinds of sessions that look after what earlier ones left undone."""


@dataclass(frozen=True)
class OpenAction:
    """An action not done: the session that agreed it, its place there (from 0), and who is to do it."""

    session_id: str
    place: int
    session_title: str
    held_on: date
    action: Action
    who: str


def open_actions(workspace: Workspace, session: Session) -> tuple[OpenAction, ...]:
    """What sessions before this one left undone, of any age: those of its own kind and group first, then newest first.

    What was agreed again in the same words for the same person is told once, by the latest session; what this session
    already carries is left out. Nothing for kinds that do not follow up.
    """
    if session.kind not in FOLLOWED_UP_BY:
        return ()
    with workspace.begin() as work:
        found, roster = work.sessions.with_open_actions(), roster_of(work)
    earlier = [one for one in found if one.id != session.id and one.starts_at <= session.starts_at]
    carried = {_words(action) for action in session.actions}
    left = [found for found in _each_once(earlier) if _words(found[2]) not in carried]
    left.sort(key=lambda found: (found[0].kind, found[0].group) != (session.kind, session.group))
    return tuple(
        OpenAction(one.id, place, _title(one), one.held_on, action, roster.name(action.who))
        for one, place, action in left
    )


def agreed_action(workspace: Workspace, session_id: str, place: int) -> OpenAction:
    """One action of a session, by its place there. RefusedError where there is none."""
    with workspace.begin() as work:
        session = _need(work, session_id, place)
        action = session.actions[place]
        return OpenAction(session.id, place, _title(session), session.held_on, action, roster_of(work).name(action.who))


def mark_action_done(workspace: Workspace, session_id: str, place: int, done_on: date | None) -> Changes:
    """Enter when an agreed action was done, or with None that it was not; a finished record stays finished.

    The same action, where earlier sessions had it before it was carried along, is done with it. RefusedError for a day
    yet to come or before the session, or where there is no such action.
    """
    with workspace.begin() as work:
        session = _need(work, session_id, place)
        if done_on is not None:
            _refuse_impossible(session, done_on, workspace.today)
        work.sessions.put(_with_mark(session, place, done_on))
        if done_on is not None:
            settle(work, session, session.actions[place].but(done_on=done_on))
        return work.commit()


def settle(work: UnitOfWork, session: Session, *done: Action) -> None:
    """What is done here is done in the earlier finished records from which it was carried along."""
    days = {_words(one): one.done_on for one in done if one.done_on is not None and one.what.strip()}
    if not days:
        return
    for earlier in work.sessions.with_open_actions():
        if earlier.id == session.id or earlier.starts_at > session.starts_at:
            continue
        actions = tuple(_settled(one, days) for one in earlier.actions)
        if actions != earlier.actions:
            work.sessions.put(earlier.but(actions=actions))


def _need(work: UnitOfWork, session_id: str, place: int) -> Session:
    session = work.sessions.get(session_id)
    if session is None or not 0 <= place < len(session.actions):
        raise RefusedError("没有这一项行动。", "可能刚被改动，请刷新后再试。")
    return session


def _settled(action: Action, days: Mapping[tuple[str, str | None], date]) -> Action:
    if action.done_on is not None or _words(action) not in days:
        return action
    settled: Action = action.but(done_on=days[_words(action)])
    return settled


def _each_once(sessions: Iterable[Session]) -> Iterator[tuple[Session, int, Action]]:
    told: set[tuple[str, str | None]] = set()
    for session in sessions:
        for place, action in enumerate(session.actions):
            if action.done_on is None and action.what.strip() and _words(action) not in told:
                told.add(_words(action))
                yield session, place, action


def _words(action: Action) -> tuple[str, str | None]:
    return "".join(action.what.split()), action.who or None


def _with_mark(session: Session, place: int, done_on: date | None) -> Session:
    actions = [*session.actions]
    actions[place] = actions[place].but(done_on=done_on)
    marked: Session = session.but(actions=tuple(actions))
    return marked


def _refuse_impossible(session: Session, done_on: date, today: date) -> None:
    if done_on > today:
        raise RefusedError("办结日期还没有到。", f"请填写今天（{today}）或之前的日期。")
    if done_on < session.held_on:
        raise RefusedError("办结日期早于商定它的会议。", f"请填写{session.held_on}或之后的日期。")


def _title(session: Session) -> str:
    return f"{session.held_on} {label('session_kind', session.kind)}"

"""The sample's elections: the first committee when the branch was set up, and one anew before each term was over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from liangxin_desktop.domain.elections import Candidate, Election, ElectionKind
from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.services.sample.diary import on_or_before, working_days_after
from liangxin_desktop.services.sample.people import election_days
from liangxin_desktop.services.sample.sessions import Scene
from liangxin_desktop.services.sample.setting import chance, texts

_BEFORE = {"applied_on": 70, "replied_on": 56, "nominated_on": 45, "proposed_on": 35, "approved_on": 21}
"""How many days before the vote each step was done."""
_REPORTED, _CONFIRMED = 3, 12
_SEATS = (Role.SECRETARY, Role.DEPUTY, Role.ORGANIZATION, Role.PUBLICITY, Role.DISCIPLINE)
_FIRST_NUMBER = 11
_RENEWED = (Role.DEPUTY, Role.DISCIPLINE)
"""The seats that the first committee filled with others than those of today."""
_LARGE = 20


def elections(scene: Scene, sessions: Sequence[Session]) -> tuple[Election, ...]:
    """Every election with its counts, the present committee's the last; each took place in its recorded session."""
    days = election_days(scene.setting)
    meetings = [one for one in sessions if one.kind is SessionKind.MEMBER_MEETING]
    held = {one.held_on: one for one in meetings if not any(vote.person for vote in one.votes)}
    return tuple(
        _election(scene, held[day], number, ElectionKind.FOUNDING if day == days[0] else ElectionKind.TERM)
        for number, day in enumerate(days, 1)
    )


def _election(scene: Scene, session: Session, number: int, kind: ElectionKind) -> Election:
    day, attendance = session.held_on, scene.roster.attendance(session)
    present = attendance.voters_present
    founding = kind is ElectionKind.FOUNDING
    asked = {name: None if founding else on_or_before(day - timedelta(days=n)) for name, n in _BEFORE.items()}
    reported, confirmed = working_days_after(day, _REPORTED), working_days_after(day, _CONFIRMED)
    values = {
        "id": f"e{number}",
        "kind": kind,
        "term_number": number,
        "seats": len(_SEATS),
        "document": texts("branch")["approved"].format(year=day.year, number=number + _FIRST_NUMBER),
        "held_on": day,
        "offices_on": day,
        "reported_on": reported if reported <= scene.setting.as_of else None,
        "confirmed_on": confirmed if confirmed <= scene.setting.as_of else None,
        "session": session.id,
        "due": attendance.voters_due,
        **dict.fromkeys(("present", "issued", "returned", "valid"), present),
        "candidates": tuple(_candidates(scene, day, present, kind)),
    }
    return Election.model_validate(asked | values)


def _candidates(scene: Scene, day: date, present: int, kind: ElectionKind) -> Iterator[Candidate]:
    """One more than a fifth asks for; each ballot names as many as there are seats."""
    seated, beaten = _stood(scene, day, _RENEWED if kind is ElectionKind.FOUNDING else ())
    lost, most = 0, 2 if present >= _LARGE else 1
    for role in _SEATS:
        missed = chance("election", day, role).randint(0, most) if lost < present // 4 else 0
        lost += missed
        votes = {"in_favour": present - missed, "against": missed, "abstain": 0}
        yield Candidate(person=seated[role], **votes, elected=True, role=role)
    yield Candidate(person=beaten, in_favour=lost, against=present - lost, abstain=0)


def _stood(scene: Scene, day: date, renewed: Sequence[Role]) -> tuple[dict[Role, str], str]:
    """Who was elected to each seat, and who was not: those of today unless the seat was renewed or they came later."""
    members = scene.roster.full_members(day)
    able, spare = {one.person.id for one in members}, [one.person.id for one in members if one.person.role is None]
    today = {one.role: one.id for one in scene.cast.people if one.role}
    others = [role for role in _SEATS if role in renewed or today[role] not in able]
    replaced = dict(zip(others, spare[:-1], strict=False))
    left = spare[len(replaced) :][: len(_RENEWED) + 1]
    beaten = [today[role] for role in renewed if role in replaced and today[role] in able][:1] or left
    return today | replaced, beaten[-1]

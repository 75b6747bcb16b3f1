"""The whole sample, put together."""

from __future__ import annotations

from datetime import date
from functools import partial

from liangxin_desktop.domain.people import Role
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.services.sample.contacts import contacts
from liangxin_desktop.services.sample.development import (
    Looked,
    Timeline,
    assessments_of,
    steps_of,
    timelines,
    with_sessions,
)
from liangxin_desktop.services.sample.elections import elections
from liangxin_desktop.services.sample.people import MENTORS, Cast, candidate_ids, cast
from liangxin_desktop.services.sample.pictures import with_pictures, with_sheets
from liangxin_desktop.services.sample.register import register_entries, register_facts
from liangxin_desktop.services.sample.room import check_days, room_checks
from liangxin_desktop.services.sample.sessions import Scene, sessions, vote_of_members
from liangxin_desktop.services.sample.setting import Setting
from liangxin_desktop.services.sample.venue import preset_checks

Watched = dict[str, tuple[Timeline, Looked]]


def sample_record(as_of: date, *, years: int = 2, people: int = 31) -> BranchRecord:
    """An invented branch as told from a day: at least `years` whole years of records, `people` members on that day.

    The same arguments always give the same record. Raises RefusedError for a size or a day that makes no sense.
    """
    setting = Setting(as_of, years, people)
    lines = timelines(setting)
    everyone = cast(setting, lines)
    watched = _watched(setting, everyone, lines)
    scene = _scene(setting, everyone, watched)
    names = {person.id: person.name for person in everyone.people}
    held = sessions(scene)
    taken = (
        step
        for line, looked in watched.values()
        for step in steps_of(setting, line, looked, partial(vote_of_members, scene, matter="", person=looked.person))
    )
    record = BranchRecord(
        branch=everyone.branch,
        groups=everyone.groups,
        people=everyone.people,
        sessions=with_sheets(held, names, everyone.branch.name),
        development=tuple(with_sessions(taken, held, names)),
        assessments=tuple(one for line, looked in watched.values() for one in assessments_of(setting, line, looked)),
        units=everyone.units,
        contacts=contacts(setting, everyone.people),
        elections=elections(scene, held),
        room_facts=register_facts(),
    )
    days = tuple(check_days(setting))
    register = register_entries(setting, record, days)
    checks = with_pictures(room_checks(setting, _owner(everyone), register))
    others = preset_checks(days, _owner(everyone))
    return record.model_copy(update={"room_checks": checks, "room_entries": register, "preset_checks": others})


def _scene(setting: Setting, everyone: Cast, watched: Watched) -> Scene:
    dated = [step for line, looked in watched.values() for step in steps_of(setting, line, looked)]
    return Scene(setting, everyone, Roster(everyone.people, dated), watched)


def _watched(setting: Setting, everyone: Cast, lines: tuple[Timeline, ...]) -> Watched:
    """Everyone on the way with the two members of old who look after them."""
    ids = candidate_ids(setting, lines)
    mentors = [person for person in everyone.people[:MENTORS] if person.id not in ids.values()]
    found: Watched = {}
    for index, line in enumerate(lines):
        first, second = mentors[(2 * index + 7) % len(mentors)], mentors[(2 * index + 8) % len(mentors)]
        looked = Looked(ids[line.name], (first.id, second.id), (first.name, second.name))
        found[looked.person] = (line, looked)
    return found


def _owner(everyone: Cast) -> str:
    return next(person.id for person in everyone.people if person.role is Role.ORGANIZATION)

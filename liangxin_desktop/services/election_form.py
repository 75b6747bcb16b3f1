"""What 选举结果报告单 says: an election of the record, or the course under way."""

from __future__ import annotations

from liangxin_desktop.domain.election_course import Course
from liangxin_desktop.domain.election_form import CandidateLine, ElectionForm
from liangxin_desktop.domain.elections import Candidate, Election
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services.elections import course, draft, list_elections, title_of
from liangxin_desktop.services.people import roster_of
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace

_OF_THE_RESULT = ("hold", "count", "nominate", "offices")
_COUNTED = ("due", "present", "issued", "returned", "valid", "seats")
_SAME = ("held_on", *_COUNTED, "applied_on", "replied_on", "proposed_on", "approved_on", "offices_on", "reported_on")


def election_form(workspace: Workspace, election_id: str | None) -> ElectionForm:
    """The report of an election by its id; without one, of the course under way, else of the latest election."""
    election = _election(workspace, election_id)
    judged = course(workspace, election)
    with workspace.begin() as work:
        branch, roster = work.branch.get(), roster_of(work)
        session = work.sessions.get(election.session) if election.session else None
    said = [one.sentence for one in judged.judged if not one.good and one.step in _OF_THE_RESULT]
    return ElectionForm(
        branch=branch.name if branch else "",
        superior=branch.superior if branch else "",
        title=title_of(election.but(held_on=None)),
        place=(session.place if session else None) or "",
        host=roster.name(session.host) if session else "",
        voters=judged.voters,
        candidates=tuple(_line(roster, one) for one in election.candidates),
        document=election.document or "",
        findings=tuple(said),
        complete=_is_complete(election, judged),
        note=election.note or "",
        printed_on=workspace.today,
        **{name: getattr(election, name) for name in _SAME},
    )


def _election(workspace: Workspace, election_id: str | None) -> Election:
    under_way, kept = draft(workspace), list_elections(workspace).lines
    known = {line.election.id: line.election for line in reversed(kept)}
    if under_way is not None:
        known[under_way.election.id] = under_way.election
    if election_id is None and not known:
        raise RefusedError("还没有选举记录。", "请先在支部概况里办理换届，或登记历届选举。")
    if election_id is None:
        return under_way.election if under_way else kept[0].election
    if election_id not in known:
        raise RefusedError(f"没有编号为“{election_id}”的选举记录。", "请核对编号；不写编号时打印最近一次选举。")
    return known[election_id]


def _is_complete(election: Election, judged: Course) -> bool:
    counts = all(getattr(election, name) is not None for name in _COUNTED)
    return counts and bool(election.elected) and not judged.state("count").lacks


def _line(roster: Roster, one: Candidate) -> CandidateLine:
    person = roster.standings[one.person].person
    return CandidateLine(
        name=person.name,
        sex=label("sex", person.sex),
        birth_date=person.birth_date,
        in_favour=one.in_favour,
        against=one.against,
        abstain=one.abstain,
        elected=one.elected,
        role=label("role", one.role),
    )

"""What the form of a session offers and says: usual reasons and tags, and a sentence on each motion as it is typed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from liangxin_desktop.domain.roster import Attendance
from liangxin_desktop.domain.sessions import Session, Vote
from liangxin_desktop.paths import resources
from liangxin_desktop.services.sessions import marks
from liangxin_desktop.services.workspace import Workspace

_VOTE_RULE = "life.vote"


@dataclass(frozen=True)
class MotionJudgement:
    """What is to be said of one motion: `good` is None where it is neither right nor wrong yet."""

    good: bool | None
    sentence: str


def leave_reasons() -> tuple[str, ...]:
    """The usual reasons of leave, the most usual first."""
    return tuple(_wording()["leave_reasons"])


def usual_tags() -> tuple[str, ...]:
    """The tags that the form suggests."""
    return tuple(_wording()["tags"])


def judge_motions(workspace: Workspace, session: Session) -> tuple[MotionJudgement, ...]:
    """A judgement of each motion, in order, as if the session were finished: `life.vote`, then whether it adds up."""
    return tuple(_judged(workspace, session.but(votes=(motion,)), motion) for motion in session.votes)


def _judged(workspace: Workspace, session: Session, motion: Vote) -> MotionJudgement:
    words = _wording()["motion"]
    if not _cast(motion) and not motion.written_for:
        return MotionJudgement(None, words["unfilled"])
    found = marks(workspace, session)
    broken = next((one.message for one in found.findings if one.code == _VOTE_RULE), None)
    if broken is not None:
        return MotionJudgement(False, broken)
    if odd := _miscount(motion, found.attendance, words):
        return MotionJudgement(False, odd)
    return MotionJudgement(True, words["carried"]) if motion.passed else MotionJudgement(None, words["rejected"])


def _miscount(motion: Vote, attendance: Attendance, words: dict[str, str]) -> str:
    """Where the counts disagree with the roster, the attendance or each other; empty where they agree."""
    if motion.due is not None and motion.due != attendance.voters_due:
        return words["other_due"].format(roster=attendance.voters_due, due=motion.due)
    if motion.present is None:
        return ""
    if motion.present != attendance.voters_present:
        return words["other_present"].format(roster=attendance.voters_present, present=motion.present)
    if _cast(motion) != motion.present:
        return words["miscounted"].format(total=_cast(motion), present=motion.present)
    return ""


def _cast(motion: Vote) -> int:
    """The votes given in the room."""
    return motion.in_favour + motion.against + motion.abstain + motion.invalid


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads((resources() / "wording" / "session_form.toml").read_text(encoding="utf-8"))

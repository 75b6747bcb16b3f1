"""换届 as a guided course: the data of its steps, the checks of an election, the course as it stands."""

from liangxin_desktop.domain.election_course.checks import CourseGround, Judged
from liangxin_desktop.domain.election_course.course import (
    FINISH,
    Course,
    StepState,
    course_of,
    elected_by_votes,
    voters_on,
)
from liangxin_desktop.domain.election_course.table import CourseStep, CourseTable

__all__ = [
    "FINISH",
    "Course",
    "CourseGround",
    "CourseStep",
    "CourseTable",
    "Judged",
    "StepState",
    "course_of",
    "elected_by_votes",
    "voters_on",
]

"""One small branch in the archive's shape, with something in every list. The people are invented."""

from __future__ import annotations

import hashlib
from typing import Any

PHOTO = b"a photo, or what stands for one\n"
PHOTO_SHA = hashlib.sha256(PHOTO).hexdigest()


def sample_tree() -> dict[str, Any]:
    """A fresh copy of the archive's JSON value; it is good as it stands."""
    photo = {"sha256": PHOTO_SHA, "name": "现场照片.jpg"}
    return {
        "format": "liangxin-branch-archive",
        "version": 1,
        "branch": {
            "name": "蓝鲸软件联合党支部",
            "unit_kind": "mixed",
            "formation": "regional-joint",
            "affiliation": "block",
            "established_on": "2019-03-01",
            "term_years": 3,
            "theme_day": 25,
            "yearly_quota": {"2026": 3},
        },
        "groups": [{"id": "g1", "name": "第一党小组", "leader": "p2"}],
        "people": [
            {
                "id": "p1",
                "name": "韩明月",
                "sex": "female",
                "birth_date": "1949-12-31",
                "id_number": "11010519491231002X",
                "group": "g1",
                "role": "secretary",
                "stage": "full",
                "admitted_on": "1975-07-01",
                "full_on": "1976-07-01",
                "votes": True,
            },
            {"id": "p2", "name": "买买提·吐尔逊", "stage": "activist"},
        ],
        "sessions": [_session(photo)],
        "development": [
            {"person": "p2", "step": 1, "done_on": "2025-01-06", "details": {}, "note": None, "attachments": [photo]},
            {"person": "p2", "step": 15, "details": {"due": 3, "present": 3, "for": 2, "written_for": 0}},
        ],
        "assessments": [{"person": "p2", "kind": "activist", "done_on": "2025-12-01", "by": ["p1"], "summary": "好"}],
        "room_checks": [{"checked_on": "2026-06-30", "items": {"room": {"status": "met", "attachments": [photo]}}}],
        "units": [{"name": "蓝鲸软件有限公司", "employees": 60, "members": 5, "has_organization": True}],
        "overrides": [{"code": "life.quorum", "subject": "s1", "period": None, "reason": "见会议说明", "by": "书记"}],
    }


def _session(photo: dict[str, str]) -> dict[str, Any]:
    return {
        "id": "s1",
        "kind": "member-meeting",
        "status": "final",
        "starts_at": "2026-06-08T14:00",
        "ends_at": "2026-06-08T15:30",
        "host": "p1",
        "recorder": "p2",
        "topic": "学习条例",
        "actions": [{"what": "整理资料", "who": "p2", "due_on": "2026-07-01"}],
        "present": ["p1"],
        "leave": [{"person": "p2", "reason": "出差"}],
        "votes": [{"matter": "同意", "secret": False, "due": 2, "present": 2, "for": 2, "passed": True}],
        "tags": ["integrity"],
        "hours": 1.5,
        "entered_at": "2026-06-08T16:00",
        "prompt": "t1",
        "attachments": [photo],
        "amendments": [{"at": "2026-03-09T10:00", "reason": "补记表决"}],
    }

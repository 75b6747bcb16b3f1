"""选举结果报告单 from the record: the course under way first, else the latest election."""

from __future__ import annotations

import pytest

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import elections
from liangxin_desktop.services.election_form import election_form
from liangxin_desktop.services.forms import print_form
from liangxin_desktop.services.workspace import Workspace
from tests.services.test_elections import election


def test_there_is_nothing_to_print_before_an_election(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="还没有选举记录"):
        election_form(workspace, None)
    with pytest.raises(RefusedError, match="没有编号为“x”"):
        election_form(workspace, "x")


def test_the_course_under_way_comes_first(workspace: Workspace) -> None:
    elections.finish_course(workspace, election())
    assert election_form(workspace, None).title == "第三届换届选举"
    under_way = elections.begin_course(workspace).election
    elections.keep_course(workspace, under_way)
    assert election_form(workspace, None).title == "第四届换届选举"
    assert election_form(workspace, "e2").title == "第三届换届选举"


def test_the_report_says_what_the_record_knows(workspace: Workspace) -> None:
    elections.finish_course(workspace, election())
    form = election_form(workspace, "e2")
    assert (form.voters, form.place, form.host) == (18, "园区党员活动室", "陈国华")
    assert [(one.name, one.in_favour, one.role) for one in form.candidates][::5] == [
        ("陈国华", 16, "书记"),
        ("郑丽娜", 7, ""),
    ]
    assert form.complete
    assert form.findings == ()
    assert print_form(workspace, "election", "e2").file_name == "选举结果报告单-第三届换届选举-2026年11月18日.pdf"

"""组织生活记录 on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liangxin_desktop.documents.fonts import refuse_undrawable
from liangxin_desktop.documents.names import fitted, set_names
from liangxin_desktop.documents.pages import (
    BODY,
    HEADING,
    PORTRAIT,
    SMALL,
    TEXT_WIDTH,
    TITLE,
    Block,
    Paper,
    paginate,
    print_pages,
)
from liangxin_desktop.documents.phrases import rate, time_span
from liangxin_desktop.documents.tables import CELL, CELL_CENTRED, HEAD, PADDING_X, Cell, Row, Table, head_row, text_row
from liangxin_desktop.documents.text import Align, Lines, Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.forms import AbsenceLine, ActionLine, SessionRecordForm, VoteLine
from liangxin_desktop.domain.periods import official_date

_LABEL = 62.0
_VALUE = TEXT_WIDTH / 2 - _LABEL
_PARTICULARS = (_LABEL, _VALUE, _LABEL, _VALUE)
_VOTE_COLUMNS = (TEXT_WIDTH - 310.0, 58.0, 58.0, 50.0, 34.0, 34.0, 34.0, 42.0)
_ACTION_COLUMNS = (34.0, TEXT_WIDTH - 294.0, 76.0, 92.0, 92.0)
_CELL = Style(12, 18)
_NAMES = Style(11, 18)
_NUMBER = replace(SMALL, size=10.5, leading=16, align=Align.CENTRE)
_SIGN = Style(12, 44)


def session_record_pdf(form: SessionRecordForm) -> bytes:
    """The record as PDF/A-3b, signed in ink by host and recorder. The same form gives the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable(session_texts(form))
    paper = Paper(
        title=f"{words().session.title}（{form.title}，{official_date(form.starts_at.date())}）",
        foot=lambda page, count: session_foot(form, page, count),
        made_on=form.entered_on or form.starts_at.date(),
        draft=words().paper.draft if form.draft else "",
    )
    return print_pages(paper, paginate(session_blocks(form), PORTRAIT.text_height))


def session_blocks(form: SessionRecordForm) -> list[Block]:
    """The record as blocks, from its title to the list of attachments."""
    say = words().session
    return [
        set_text(say.title, TITLE, TEXT_WIDTH, keep=True),
        set_text(_number(form), _NUMBER, TEXT_WIDTH, keep=True),
        _particulars(form),
        *_section(say.discussion, form.discussion),
        *_section(say.consensus, form.consensus),
        *_votes(form.votes),
        *_actions(form.actions),
        _signatures(),
        *_attachments(form.attachments),
    ]


def session_texts(form: SessionRecordForm) -> dict[str, str]:
    """Every text of the record, by the place it stands in."""
    return {
        "支部名称": form.branch,
        "会议名称": form.title,
        "地点": form.place,
        "主持人": form.host,
        "记录人": form.recorder,
        "出席名单": "".join(form.present),
        "缺席名单": "".join(one.name + one.reason for one in form.absent),
        "列席": form.guests,
        "议题": form.topic,
        "讨论": form.discussion,
        "共识": form.consensus,
        "行动": "".join(one.what + one.who for one in form.actions),
        "表决事项": "".join(one.matter for one in form.votes),
        "附件名称": "".join(form.attachments),
    }


def _number(form: SessionRecordForm) -> str:
    say = words().session
    number = say.number.format(year=form.year, number=form.number) if form.number else ""
    return "　".join(part for part in (number, say.late_entry if form.late_entry else "") if part)


def session_foot(form: SessionRecordForm, page: int, count: int) -> str:
    """The foot of a page of the record: branch and number, page n of m, when it was held and entered."""
    say = words().session
    number = say.number.format(year=form.year, number=form.number) if form.number else ""
    title = say.foot.format(branch=form.branch, form=say.title, number=number).strip()
    days = [say.held_on.format(day=official_date(form.starts_at.date()))]
    if form.entered_on:
        days.append(say.entered_on.format(day=official_date(form.entered_on)))
    if form.late_entry:
        days.append(say.late_entry)
    return words().paper.form_foot.format(form=title, page=page, pages=count) + "\n" + "　".join(days)


def _particulars(form: SessionRecordForm) -> Table:
    say = words().session
    came = len(form.present)
    people = say.people_rate.format(count=came, rate=rate(came, form.due)) if form.due else _people(came)
    rows = (
        _two(say.kind, form.title, say.time, time_span(form.starts_at, form.ends_at)),
        _two(say.place, form.place, say.host, form.host),
        _two(say.due, _people(form.due), say.present, people),
        _two(say.recorder, form.recorder, say.guests, form.guests.strip() or say.nothing),
        _wide(say.absent, _listed([_absence(one) for one in form.absent])),
        _wide(say.attendance, _listed(form.present)),
        _wide(say.topic, set_text(form.topic.strip() or say.not_recorded, _CELL, _wide_room())),
    )
    return Table(_PARTICULARS, rows, before=8)


def _people(count: int) -> str:
    return words().session.people.format(count=count)


def _absence(one: AbsenceLine) -> str:
    return words().session.absence.format(name=one.name, reason=one.reason) if one.reason else one.name


def _wide_room() -> float:
    return TEXT_WIDTH - _LABEL - 2 * PADDING_X


def _listed(names: tuple[str, ...] | list[str]) -> Lines:
    return set_names(names or [words().session.nothing], _NAMES, _wide_room())


def _label(text: str) -> Cell:
    return Cell(set_text(text, HEAD, _LABEL - 2 * PADDING_X), label=True)


def _two(first: str, said: str, second: str, answer: str) -> Row:
    room = _VALUE - 2 * PADDING_X
    values = [Cell(set_text(value.strip() or words().paper.none, _CELL, room)) for value in (said, answer)]
    return Row((_label(first), values[0], _label(second), values[1]))


def _wide(label: str, content: Lines) -> Row:
    return Row((_label(label), Cell(content, span=3)))


def _heading(text: str) -> Lines:
    return set_text(text, HEADING, TEXT_WIDTH, before=8, keep=True)


def _section(heading: str, text: str) -> Iterator[Block]:
    yield _heading(heading)
    yield set_text(text.strip() or words().session.not_recorded, BODY, TEXT_WIDTH)


def _votes(votes: tuple[VoteLine, ...]) -> Iterator[Block]:
    if not votes:
        return
    say = words().session
    yield _heading(say.votes)
    yield Table(_VOTE_COLUMNS, tuple(map(_vote_row, votes)), (head_row(say.votes_columns, _VOTE_COLUMNS),))


def _vote_row(vote: VoteLine) -> Row:
    say, none = words().session, words().paper.none
    in_favour = str(vote.in_favour + vote.written_for)
    if vote.written_for:
        in_favour += "\n" + say.written.format(count=vote.written_for)
    cells = (
        vote.matter + (say.secret if vote.secret else ""),
        none if vote.due is None else str(vote.due),
        none if vote.present is None else str(vote.present),
        in_favour,
        str(vote.against),
        str(vote.abstain),
        str(vote.invalid),
        say.passed if vote.passed else say.rejected,
    )
    return text_row(cells, _VOTE_COLUMNS, [CELL] + [CELL_CENTRED] * (len(cells) - 1))


def _actions(actions: tuple[ActionLine, ...]) -> Iterator[Block]:
    say = words().session
    yield _heading(say.actions)
    if not actions:
        yield set_text(say.not_recorded, BODY, TEXT_WIDTH, keep=True)
        return
    rows = tuple(_action_row(number, action) for number, action in enumerate(actions, 1))
    yield Table(_ACTION_COLUMNS, rows, (head_row(say.actions_columns, _ACTION_COLUMNS),), keep=True)


def _action_row(number: int, action: ActionLine) -> Row:
    who = fitted(action.who, CELL_CENTRED, _ACTION_COLUMNS[2] - 2 * PADDING_X)
    days = [official_date(day) if day else "" for day in (action.due_on, action.done_on)]
    cells = (str(number), action.what, action.who, *days)
    return text_row(cells, _ACTION_COLUMNS, (CELL_CENTRED, CELL, who, CELL_CENTRED, CELL_CENTRED))


def _signatures() -> Table:
    say = words().session
    half = TEXT_WIDTH / 2
    cells = tuple(Cell(set_text(text, _SIGN, half)) for text in (say.host_signs, say.recorder_signs))
    return Table((half, half), (Row(cells),), before=12, keep=True, ruled=False)


def _attachments(names: tuple[str, ...]) -> Iterator[Block]:
    if names:
        listed = words().paper.list_mark.join(names)
        yield set_text(words().session.attachments.format(count=len(names), names=listed), SMALL, TEXT_WIDTH, before=6)

"""选举结果报告单 on paper: the counts, each candidate's votes, and room to sign and to approve."""

from __future__ import annotations

from collections.abc import Sequence

from liangxin_desktop.documents.fonts import refuse_undrawable
from liangxin_desktop.documents.names import fitted
from liangxin_desktop.documents.pages import (
    PORTRAIT,
    SMALL,
    SUBTITLE,
    TEXT_WIDTH,
    TITLE,
    Block,
    Paper,
    paginate,
    print_pages,
)
from liangxin_desktop.documents.person_head import FOUR, InkRoom, day, pair, signing
from liangxin_desktop.documents.phrases import rate
from liangxin_desktop.documents.tables import CELL, CELL_CENTRED, HEAD, PADDING_X, Cell, Row, Table, head_row
from liangxin_desktop.documents.text import Style, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.election_form import CandidateLine, ElectionForm

_COUNTS = (TEXT_WIDTH / 8,) * 8
_DAYS = (TEXT_WIDTH / 6,) * 6
_CANDIDATES = (30.0, 74.0, 30.0, 70.0, 38.0, 38.0, 38.0, 50.0, TEXT_WIDTH - 368.0)
_SIGN = Style(10.5, 30)
_QUARTER = TEXT_WIDTH / 4
_APPROVAL_ROOM = 38.0
_LEAST, _BLANK_LINES = 14.0, 6
_GAP = 6.0


def election_form_pdf(form: ElectionForm) -> bytes:
    """The report of an election's result as PDF/A-3b. The same form gives the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable(_texts(form))
    title = words().election.title
    said = f"{form.branch}　{title}　{form.title}"
    paper = Paper(
        title=f"{form.branch}{title}（{form.title}）",
        foot=lambda page, count: words().paper.form_foot.format(form=said, page=page, pages=count),
        made_on=form.printed_on,
    )
    return print_pages(paper, paginate(_blocks(form), PORTRAIT.text_height))


def _texts(form: ElectionForm) -> dict[str, str]:
    say = words().election
    said = {say.branch: form.branch, say.superior: form.superior, say.place: form.place, say.host: form.host}
    names = "".join(one.name for one in form.candidates)
    return {**said, say.candidates: names, say.document: form.document, say.note: form.note}


def _blocks(form: ElectionForm) -> list[Block]:
    say = words().election
    return [
        set_text(say.title, TITLE, TEXT_WIDTH, keep=True),
        set_text(form.title, SUBTITLE, TEXT_WIDTH, keep=True),
        _head(form),
        _counts(form),
        _candidates(form),
        _days(form),
        *_signatures(),
    ]


def _head(form: ElectionForm) -> Table:
    say = words().election
    rows = (
        pair(say.branch, form.branch, say.superior, form.superior),
        pair(say.held_on, day(form.held_on), say.host, form.host),
        pair(say.place, form.place, say.seats, _seats(form)),
    )
    return Table(FOUR, rows, before=_GAP)


def _seats(form: ElectionForm) -> str:
    return f"{_count(form.seats)} / {len(form.candidates)}" if form.candidates else _count(form.seats)


def _counts(form: ElectionForm) -> Table:
    say = words().election
    share = rate(form.present, form.due) if form.due and form.present is not None else ""
    spoilt = form.returned - form.valid if form.returned is not None and form.valid is not None else None
    due = [_count(form.voters), _count(form.due), _count(form.present), share]
    ballots = [_count(one) for one in (form.issued, form.returned, form.valid, spoilt)]
    return Table(_COUNTS, (_row([*due, *ballots], _COUNTS),), (head_row(say.counts_columns, _COUNTS),), before=_GAP)


def _candidates(form: ElectionForm) -> Table:
    """A line for each; lines to write on where nobody is named yet."""
    head = head_row(words().election.candidates_columns, _CANDIDATES)
    rows = [_candidate(number, one) for number, one in enumerate(form.candidates, 1)]
    blank = [_row([""] * len(_CANDIDATES), _CANDIDATES)] * _BLANK_LINES
    return Table(_CANDIDATES, tuple(rows or blank), (head,), before=_GAP)


def _candidate(number: int, one: CandidateLine) -> Row:
    say, birth = words().election, one.birth_date
    month = say.month.format(year=birth.year, month=birth.month) if birth else ""
    votes = [_count(count) for count in (one.in_favour, one.against, one.abstain)]
    result = say.elected if one.elected else say.not_elected
    return _row([str(number), one.name, one.sex, month, *votes, result, one.role if one.elected else ""], _CANDIDATES)


def _row(texts: Sequence[str], columns: Sequence[float]) -> Row:
    """Texts in the middle of their columns, with room for ink where there is none."""
    return Row(tuple(Cell(_in(text, width)) for text, width in zip(texts, columns, strict=True)))


def _in(text: str, column: float) -> InkRoom:
    width = column - 2 * PADDING_X
    return InkRoom(set_text(text, fitted(text, CELL_CENTRED, width), width), _LEAST, width, ruled=False)


def _days(form: ElectionForm) -> Table:
    say = words().election
    dated = (form.applied_on, form.replied_on, form.proposed_on, form.approved_on, form.offices_on, form.reported_on)
    rows = [_row([one.isoformat() if one else "" for one in dated], _DAYS)]
    found = "\n".join(form.findings) or (say.no_findings if form.complete else say.incomplete)
    said = ((say.document, form.document), (say.findings, found), (say.note, form.note))
    rows += [_said(name, text) for name, text in said if text]
    return Table(_DAYS, tuple(rows), (head_row(say.days_columns, _DAYS),), before=_GAP)


def _said(name: str, text: str) -> Row:
    width = sum(_DAYS[1:]) - 2 * PADDING_X
    label = Cell(set_text(name, HEAD, _DAYS[0] - 2 * PADDING_X), label=True)
    return Row((label, Cell(set_text(text, CELL, width), span=len(_DAYS) - 1)))


def _signatures() -> list[Block]:
    """All on one page, the approvals with the signatures."""
    say = words().election
    signers = Row(tuple(Cell(set_text(text, _SIGN, _QUARTER)) for text in say.signers))
    return [
        set_text(say.statement, SMALL, TEXT_WIDTH, before=_GAP, keep=True),
        Table((_QUARTER,) * len(say.signers), (signers,), before=2, keep=True, ruled=False),
        Table(FOUR, (signing(say.branch_opinion, _APPROVAL_ROOM, say.branch_seal),), before=2, keep=True),
        Table(FOUR, (signing(say.superior_opinion, _APPROVAL_ROOM, say.superior_seal),)),
    ]


def _count(number: int | None) -> str:
    return "" if number is None else str(number)

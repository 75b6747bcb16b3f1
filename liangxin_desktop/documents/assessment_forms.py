"""入党积极分子培养教育考察登记表 and 预备党员教育考察登记表 on paper: each assessment on a page, with room for ink."""

from __future__ import annotations

from collections.abc import Sequence

from liangxin_desktop.documents.development_form import vote_lines
from liangxin_desktop.documents.fonts import refuse_undrawable
from liangxin_desktop.documents.pages import PORTRAIT, TEXT_WIDTH, Block, Placed, paginate
from liangxin_desktop.documents.person_head import (
    CENTRED,
    FOUR,
    InkRoom,
    day,
    head_blocks,
    head_texts,
    heading,
    pair,
    print_form,
    signing,
    wide,
)
from liangxin_desktop.documents.tables import PADDING_X, Cell, Row, Table, head_row
from liangxin_desktop.documents.text import set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.development_forms import AssessmentForm, AssessmentPage, ProbationForm, TermLine
from liangxin_desktop.domain.periods import official_date

_CULTIVATOR_COLUMNS = (110.0, TEXT_WIDTH - 230.0, 120.0)
_LEAST_CULTIVATORS = 2
_SUMMARY_ROOM, _OPINION_ROOM, _SIGN_ROOM, _TRAINING_ROOM = 300.0, 110.0, 44.0, 250.0
_RESULT_ROOM = 84.0


def assessment_form_pdf(form: AssessmentForm) -> bytes:
    """The activist's form as PDF/A-3b. The same form gives the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable({**head_texts(form.head), "培养联系人": "".join(form.cultivators), **_page_texts(form.pages)})
    say = words().assessment_form
    first: list[Block] = [
        *head_blocks(say.title, form.head),
        Table(FOUR, (pair(say.activist_on, day(form.activist_on), say.filed_on, day(form.filed_on)),)),
        heading(say.cultivators),
        _cultivators(form),
        Table(FOUR, (wide(say.training, "", _TRAINING_ROOM, ruled=True),), before=12),
    ]
    return print_form(say.title, form.head, [*_paged(first), *_assessments(say.assessment, form.pages)])


def _cultivators(form: AssessmentForm) -> Table:
    names = [*form.cultivators, *[""] * (_LEAST_CULTIVATORS - len(form.cultivators))]
    widths = [width - 2 * PADDING_X for width in _CULTIVATOR_COLUMNS]
    rows = [[Cell(InkRoom(set_text(name, CENTRED, widths[0]), 22, widths[0], ruled=False))] for name in names]
    blanks = [Cell(set_text("", CENTRED, width)) for width in widths[1:]]
    head = head_row(words().assessment_form.cultivators_columns, _CULTIVATOR_COLUMNS)
    return Table(_CULTIVATOR_COLUMNS, tuple(Row((*row, *blanks)) for row in rows), (head,))


def probation_form_pdf(form: ProbationForm) -> bytes:
    """The probationary member's form as PDF/A-3b. The same form gives the same bytes.

    Raises RefusedError naming every character that no bundled font has, and where it stands.
    """
    refuse_undrawable({**head_texts(form.head), "入党介绍人": "".join(form.sponsors), **_page_texts(form.pages)})
    say = words().probation_form
    first = [*head_blocks(say.title, form.head), _probation(form), *_opinions()]
    pages = [*_paged(first), *_assessments(say.assessment, form.pages), *_paged(_conversion(form))]
    return print_form(say.title, form.head, pages)


def _probation(form: ProbationForm) -> Table:
    say = words().probation_form
    ends_on = official_date(form.ends_on) if form.ends_on else ""
    span = say.span.format(first=official_date(form.admitted_on), last=ends_on) if form.admitted_on else ""
    rows = (
        pair(say.admitted_on, day(form.admitted_on), say.approved_on, day(form.approved_on)),
        pair(say.oath_on, day(form.oath_on), words().person_head.group, form.head.group),
        wide(say.term, span),
        wide(say.sponsors, words().paper.list_mark.join(form.sponsors)),
    )
    return Table(FOUR, rows)


def _opinions() -> list[Block]:
    return [Table(FOUR, (wide(words().assessment_form.training, "", _TRAINING_ROOM, ruled=True),), before=12)]


def _conversion(form: ProbationForm) -> list[Block]:
    """How each term ended, and room for the opinions and for what the superior committee decides."""
    say = words().probation_form
    several = len(form.terms) > 1
    blocks: list[Block] = [heading(say.conversion, before=0)]
    for number, term in enumerate(form.terms, 1):
        if several:
            blocks.append(heading(say.nth_term.format(number=number), before=6))
        blocks.append(Table(FOUR, _term_rows(term)))
    rows = (
        wide(say.full_on, day(form.full_on)),
        signing(say.sponsors_opinion, _RESULT_ROOM, say.sign_day),
        signing(say.branch_opinion, _OPINION_ROOM, say.seal_day),
        signing(say.superior_opinion, _OPINION_ROOM, say.seal_day),
    )
    return [*blocks, Table(FOUR, rows)]


def _term_rows(term: TermLine) -> tuple[Row, ...]:
    say = words().probation_form
    votes = "\n".join(vote_lines(term.vote)) if term.vote else ""
    return (
        pair(say.requested_on, day(term.requested_on), say.voted_on, day(term.voted_on)),
        wide(say.vote, votes, 40),
        pair(say.result, term.result, say.approved, day(term.approved_on)),
    )


def _page_texts(pages: Sequence[AssessmentPage]) -> dict[str, str]:
    return {f"第{number}次考察": one.summary + "".join(one.by) for number, one in enumerate(pages, 1)}


def _assessments(title: str, pages: Sequence[AssessmentPage]) -> list[list[Placed]]:
    return [page for number, one in enumerate(pages, 1) for page in _paged(_assessment(title, number, one))]


def _assessment(title: str, number: int, page: AssessmentPage) -> list[Block]:
    say = words().assessment_form
    rows = (
        pair(say.done_on, day(page.done_on), say.by, words().paper.list_mark.join(page.by)),
        wide(say.summary, page.summary.strip(), _SUMMARY_ROOM, ruled=not page.summary.strip()),
        wide(say.by_signs, "", _SIGN_ROOM),
        signing(say.opinion, _OPINION_ROOM, say.opinion_signs),
    )
    return [heading(title.format(number=number), before=0), Table(FOUR, rows, before=4)]


def _paged(blocks: Sequence[Block]) -> list[list[Placed]]:
    return paginate(blocks, PORTRAIT.text_height)

"""Lays out a return from its payload alone: the page, the attached data, and the place of the electronic mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from liangxin_desktop.documents import annual_return, development_return, life_return, room_return
from liangxin_desktop.documents.fonts import Face, refuse_undrawable
from liangxin_desktop.documents.laid_out import LaidOut
from liangxin_desktop.documents.pages import (
    BODY,
    HEADING,
    LANDSCAPE,
    PLAIN,
    PORTRAIT,
    SUBTITLE,
    TITLE,
    Block,
    Paper,
    Placed,
    Sheet,
    paginate,
    print_pages,
)
from liangxin_desktop.documents.signature_block import Signatory, SignatureBlock
from liangxin_desktop.documents.tables import PADDING_X, Cell, Row, Table
from liangxin_desktop.documents.text import Align, Lines, Span, set_text
from liangxin_desktop.documents.wording import words
from liangxin_desktop.domain.findings import Finding, SetAside
from liangxin_desktop.domain.periods import Period, official_date
from liangxin_desktop.domain.returns import LAYOUT, ReturnKind, ReturnPayload
from liangxin_desktop.errors import RefusedError

_WIDE = 0.56
_GROUP = 4
_FOOT_DIGITS = 16
_KEPT_LINES = 2


@dataclass(frozen=True, slots=True)
class _Form:
    """One kind of return: title, sections, texts by the place they stand in, paper, whether who filled it in signs."""

    title: Callable[[], str]
    sections: Callable[[ReturnPayload], list[Block]]
    texts: Callable[[ReturnPayload], dict[str, str]]
    sheet: Sheet = PORTRAIT
    filled_in: bool = False
    findings_heading: Callable[[ReturnPayload], str] = lambda _: words().returns.findings_heading

    @property
    def width(self) -> float:
        """The measure of the text, in points."""
        return self.sheet.text_width


_FORMS: Mapping[ReturnKind, _Form] = {
    ReturnKind.LIFE: _Form(lambda: words().life.title, life_return.sections, life_return.texts),
    ReturnKind.DEVELOPMENT: _Form(
        lambda: words().development.title,
        development_return.sections,
        development_return.texts,
        LANDSCAPE,
        filled_in=True,
    ),
    ReturnKind.ROOM: _Form(
        lambda: words().room.title, room_return.sections, room_return.texts, LANDSCAPE, filled_in=True
    ),
    ReturnKind.ANNUAL: _Form(
        annual_return.title,
        annual_return.sections,
        annual_return.texts,
        findings_heading=annual_return.findings_heading,
    ),
}


def build_return(payload: ReturnPayload) -> LaidOut:
    """The unsigned PDF/A-3b with `return.json` attached. The same payload gives the same bytes.

    Raises RefusedError where this program cannot lay out the kind or the layout's number, or where the bundled fonts
    lack a character: it names each and the place it stands in. Incomplete data is refused as well.
    """
    form = _FORMS.get(payload.kind)
    if form is None or not 1 <= payload.layout <= LAYOUT:
        raise RefusedError(f"报表“{payload.number}”不能由本程序排版。", "它可能出自更新的版本，请先升级程序。")
    _refuse_unprintable(form, payload)
    pages = paginate(_blocks(form, payload), form.sheet.text_height)
    paper = Paper(
        title=f"{form.title()}（{Period.parse(payload.period).title}）",
        foot=lambda page, count: _foot(payload, page, count),
        made_on=payload.compiled_on,
        draft=words().paper.draft if payload.draft else "",
        data=payload.to_bytes(),
        sheet=form.sheet,
    )
    return LaidOut(print_pages(paper, pages), len(pages) - 1, _mark_box(form.sheet, pages[-1][-1]))


def _refuse_unprintable(form: _Form, payload: ReturnPayload) -> None:
    try:
        Period.parse(payload.period)
        places = {**_texts(payload), **form.texts(payload)}
    except ValueError as error:
        raise RefusedError(f"报表“{payload.number}”的数据残缺，无法排版。", "请向填报支部重新索取。") from error
    refuse_undrawable(places)


def _foot(payload: ReturnPayload, page: int, count: int) -> str:
    digest = _grouped(payload.sha256[:_FOOT_DIGITS], _GROUP)
    return words().paper.return_foot.format(number=payload.number, page=page, pages=count, digest=digest)


def _grouped(digits: str, size: int) -> str:
    return " ".join(digits[i : i + size] for i in range(0, len(digits), size))


def _mark_box(sheet: Sheet, signatures: Placed) -> tuple[float, float, float, float]:
    block = signatures.block
    if not isinstance(block, SignatureBlock):
        raise TypeError("a return ends with its signatures")
    return block.mark_box(sheet.left, sheet.y(signatures.top))


def _texts(payload: ReturnPayload) -> dict[str, str]:
    branch = payload.branch
    places = {
        "编号": f"{payload.number}{payload.revises or ''}",
        "填报支部": branch.name,
        "上级党组织": branch.superior,
        "更正原因": payload.reason or "",
        "补充说明": payload.notes,
    }
    for number, finding in enumerate(payload.findings, 1):
        set_aside = finding.override
        said = f"{set_aside.reason}{set_aside.by or ''}" if set_aside else ""
        places[f"需要说明的情况第{number}条"] = f"{finding.message}{finding.basis}{said}"
    return places


def _blocks(form: _Form, payload: ReturnPayload) -> list[Block]:
    title = set_text(form.title(), TITLE, form.width, keep=True)
    period = set_text(Period.parse(payload.period).title, SUBTITLE, form.width, keep=True)
    return [
        title,
        period,
        _particulars(payload, form.width),
        *form.sections(payload),
        *_explanations(form, payload),
        _signatures(form, payload),
    ]


def _particulars(payload: ReturnPayload, width: float) -> Table:
    """Who reports, when, to whom, and whether for the first time: two columns without rules."""
    say = words().returns
    day = official_date(payload.compiled_on)
    nature = say.revision.format(count=payload.revision) if payload.revision else say.first
    columns = (width * _WIDE, width - width * _WIDE)
    rows = [
        _pair([Span(say.branch), Span(payload.branch.name, Face.SONG_BOLD)], say.compiled_on + day, columns),
        _pair([Span(say.superior + payload.branch.superior)], say.nature + nature, columns),
    ]
    if payload.revises:
        rows.append(_line(say.revises + payload.revises, width))
    if payload.reason:
        rows.append(_line(say.reason + payload.reason, width))
    return Table(columns, tuple(rows), before=10, ruled=False)


def _pair(left: list[Span], right: str, columns: tuple[float, float]) -> Row:
    at_right = replace(PLAIN, align=Align.RIGHT)
    return Row((Cell(set_text(left, PLAIN, columns[0] - 2 * PADDING_X)), Cell(set_text(right, at_right, columns[1]))))


def _line(text: str, width: float) -> Row:
    return Row((Cell(set_text(text, PLAIN, width), span=2),))


def _explanations(form: _Form, payload: ReturnPayload) -> Iterator[Block]:
    """需要说明的情况. Its last lines keep with the signatures, so that these never stand on a page alone."""
    say, width = words().returns, form.width
    yield set_text(form.findings_heading(payload), HEADING, width, before=10, keep=True)
    blocks = [set_text(_sentence(n, one), BODY, width) for n, one in enumerate(payload.findings, 1)]
    if payload.notes.strip():
        blocks.append(set_text(payload.notes.strip(), BODY, width))
    *others, last = blocks or [set_text(say.nothing, BODY, width)]
    yield from others
    yield from _kept(last)


def _kept(block: Lines) -> Iterator[Lines]:
    """The block with its last two lines held to what follows."""
    if len(block.lines) > 2 * _KEPT_LINES:
        head, block = block.cut(len(block.lines) - _KEPT_LINES)
        yield head
    yield replace(block, keep=True)


def _sentence(number: int, finding: Finding) -> list[Span]:
    """One finding with its ground; what was set aside is struck through, and the reason follows."""
    say = words().returns
    said = finding.message.rstrip("。") + say.basis.format(basis=finding.basis)
    mark, _, _ = say.finding.partition("{message}")
    spans = [Span(mark.format(number=number)), Span(said, struck=finding.override is not None)]
    if finding.override:
        spans.append(Span(_set_aside(finding.override)))
    return [*spans, Span(say.full_stop)]


def _set_aside(override: SetAside) -> str:
    say = words().returns
    day = official_date(override.at.date()) if override.at else ""
    ways = {(True, True): say.set_aside_by_at, (True, False): say.set_aside_by, (False, True): say.set_aside_at}
    way = ways.get((bool(override.by), bool(day)), say.set_aside)
    return way.format(reason=override.reason.strip().rstrip("。"), by=override.by, at=day)


def _signatures(form: _Form, payload: ReturnPayload) -> SignatureBlock:
    say = words().returns
    filled_in = (Signatory(say.filled_in, "", say.sign_day),) if form.filled_in else ()
    return SignatureBlock(
        signatories=(
            *filled_in,
            Signatory(say.branch_signs, say.branch_seal, say.sign_day),
            Signatory(say.street_signs, say.street_seal, say.sign_day),
        ),
        code=f"{payload.number} {payload.sha256}",
        fine_print=(say.audit.format(seq=payload.audit.seq), _grouped(payload.audit.sha256, 8), say.caution),
        width=form.width,
    )

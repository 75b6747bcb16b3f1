"""The files kept beside the sample: sign-in sheets and a few drawn pictures of rooms. Nothing real is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

from liangxin_desktop.domain.periods import official_date
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.room import RoomCheck
from liangxin_desktop.domain.sessions import Attachment, Session, SessionKind
from liangxin_desktop.paths import resources
from liangxin_desktop.services.sample.setting import chance, texts

_SHEET_NAME, _SCENE_NAME = "签到表.png", "活动照片.jpg"
_SHEETS, _SCENES = 6, 2
_SHEET_SIZE, _SCENE_SIZE = (720, 1000), (640, 420)
_COLUMNS, _ON_A_WIDE_GRID = 4, 52
_INK, _PAPER, _LINE = 40, 255, 150
_SIGNED = (SessionKind.MEMBER_MEETING, SessionKind.THEME_DAY, SessionKind.LECTURE)
_WALLS = ("#EFE9DF", "#E6EBEE", "#EDEAE4", "#E9EDE6")
_CLOTHES = ("#5B6B7A", "#7A5B4F", "#4F6B5B", "#6A5A7A", "#8A7B5C", "#40505E")


def with_sheets(sessions: tuple[Session, ...], names: Mapping[str, str], branch: str) -> tuple[Session, ...]:
    """The sessions, the last ones of the whole branch with their sign-in sheets, the last theme days with pictures."""
    signed = [session.id for session in sessions if session.kind in _SIGNED][-_SHEETS:]
    pictured = [session.id for session in sessions if session.kind is SessionKind.THEME_DAY][-_SCENES:]
    found = []
    for session in sessions:
        kept = [_kept(_sheet_of(session, names, branch), _SHEET_NAME)] if session.id in signed else []
        kept += [_kept(_scene(session.topic or ""), _SCENE_NAME)] if session.id in pictured else []
        found.append(session.model_copy(update={"attachments": tuple(kept)}) if kept else session)
    return tuple(found)


def with_pictures(checks: tuple[RoomCheck, ...]) -> tuple[RoomCheck, ...]:
    """The self-checks, the last one with its pictures."""
    if not checks:
        return checks
    last = checks[-1]
    pictures = {
        item: getattr(last.items, item).model_copy(update={"attachments": tuple(map(scene_file, names))})
        for item, names in texts("room")["pictures"].items()
    }
    return (*checks[:-1], last.model_copy(update={"items": last.items.model_copy(update=pictures)}))


def sample_attachments(record: BranchRecord) -> dict[str, bytes]:
    """The files that a record made by `sample_record` names, by their SHA-256."""
    names = {person.id: person.name for person in record.people}
    drawn = [_scene(name) for names_of_item in texts("room")["pictures"].values() for name in names_of_item]
    drawn += [_scene(file.name) for entry in record.room_entries for file in entry.attachments]
    for session in record.sessions:
        for attachment in session.attachments:
            is_sheet = attachment.name == _SHEET_NAME
            drawn.append(_sheet_of(session, names, record.branch.name) if is_sheet else _scene(session.topic or ""))
    return {hashlib.sha256(data).hexdigest(): data for data in drawn}


def scene_file(name: str) -> Attachment:
    """A drawn picture under that name."""
    return _kept(_scene(name), name)


def _kept(data: bytes, name: str) -> Attachment:
    return Attachment(sha256=hashlib.sha256(data).hexdigest(), name=name)


def _sheet_of(session: Session, names: Mapping[str, str], branch: str) -> bytes:
    title = f"{branch}　{official_date(session.held_on)}"
    return _sheet(title, session.topic or "", tuple(names[person] for person in session.present))


@cache
def _sheet(title: str, topic: str, names: tuple[str, ...]) -> bytes:
    """A sign-in sheet as a scanner gives it: printed head, names by hand, 16 greys."""
    image = Image.new("L", _SHEET_SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    fonts = resources() / "fonts"
    printed = {size: ImageFont.truetype(fonts / "NotoSansSC-Regular.ttf", size) for size in (34, 20)}
    draw.text((_SHEET_SIZE[0] / 2, 60), "签 到 表", font=printed[34], fill=_INK, anchor="mm")
    draw.text((60, 110), title, font=printed[20], fill=_INK)
    draw.text((60, 142), topic, font=printed[20], fill=_INK)
    _signatures(draw, names, chance("sheet", title))
    return _bytes(image.quantize(16), "PNG", optimize=True)


def _signatures(draw: ImageDraw.ImageDraw, names: tuple[str, ...], luck: Random) -> None:
    """The names by hand in a grid that fills no more than the page."""
    columns = _COLUMNS if len(names) <= _ON_A_WIDE_GRID else 2 * _COLUMNS
    cell = (_SHEET_SIZE[0] - 120) / columns
    row = min(56.0, (_SHEET_SIZE[1] - 250) / -(-len(names) // columns))
    for index, name in enumerate(names):
        left, top = 60 + index % columns * cell, 190 + index // columns * row
        size = int(min(26, row * 0.6, (cell - 16) / len(name)))
        draw.rectangle((left, top, left + cell, top + row), outline=_LINE)
        place = (left + 10 + luck.randint(-4, 4), top + row / 2 + luck.randint(-3, 3))
        draw.text(place, name, font=_by_hand(size), fill=luck.randint(40, 90), anchor="lm")


@cache
def _by_hand(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(resources() / "fonts" / "LXGWWenKai-Regular.ttf", size)


@cache
def _scene(subject: str) -> bytes:
    """A plainly drawn room with a board, tables and people, its colours and places by the subject."""
    luck = chance("scene", subject)
    width, height = _SCENE_SIZE
    image = Image.new("RGB", _SCENE_SIZE, luck.choice(_WALLS))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 0.62, width, height), fill="#CFC6B8")
    boards = luck.randint(1, 3)
    for index in range(boards):
        left = width * (0.12 + index * 0.78 / boards)
        draw.rectangle((left, 60, left + width * 0.62 / boards, 190), fill="#F8F6F2", outline="#B5ACA0", width=3)
        draw.rectangle((left + 14, 74, left + width * 0.62 / boards - 14, 92), fill="#A5433C")
        for line in range(4):
            draw.line((left + 14, 112 + 18 * line, left + width * 0.5 / boards, 112 + 18 * line), "#A9A197", 3)
    count = luck.randint(5, 8)
    places = [60 + (width - 120) * index // (count - 1) + luck.randint(-14, 14) for index in range(count)]
    _people(draw, [(place, luck.choice(_CLOTHES)) for place in places], height)
    draw.rounded_rectangle((60, height - 90, width - 60, height - 50), 8, fill="#8C6F54")
    return _bytes(image, "JPEG", quality=72)


def _people(draw: ImageDraw.ImageDraw, places: Iterable[tuple[int, str]], height: int) -> None:
    for x, clothes in sorted(places):
        draw.ellipse((x - 16, height - 208, x + 16, height - 172), fill="#E3C3A3")
        draw.pieslice((x - 17, height - 212, x + 17, height - 176), 180, 360, fill="#3A322C")
        draw.rounded_rectangle((x - 28, height - 170, x + 28, height - 80), 14, fill=clothes)


def _bytes(image: Image.Image, form: str, **options: object) -> bytes:
    stream = BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()

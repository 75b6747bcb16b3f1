"""联系人: the secretary and those whom the 要点 names around the branch, each with the training taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.contacts import Contact, ContactKind, Training
from liangxin_desktop.domain.nouns import new_id
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.roster import Roster
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.services import pinyin
from liangxin_desktop.services.people import roster_of
from liangxin_desktop.services.recycle_bin import recycle
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace
from liangxin_desktop.store.unit_of_work import UnitOfWork

TRAINED = (ContactKind.SECRETARY, ContactKind.RESERVE)
"""Those of whom 书记轮训 is asked."""


@dataclass(frozen=True)
class ContactLine:
    """One contact as the list shows it: `name` as the roster has it now, and the training of this year and the last.

    The secretary whom the roster names is offered before anything was written of them: then `is_kept` is False.
    """

    contact: Contact
    name: str
    is_current: bool
    is_kept: bool
    last: Training | None
    hours: float
    initials: frozenset[str]

    @property
    def key(self) -> str:
        """The contact's id; empty for the secretary who is only offered."""
        return self.contact.id if self.is_kept else ""


@dataclass(frozen=True)
class ContactBook:
    """All contacts as of today: by kind, those of today first, then the former, newest first."""

    lines: tuple[ContactLine, ...]
    year: int

    def of(self, kind: ContactKind, *, current: bool = True) -> tuple[ContactLine, ...]:
        """Those of one kind who are so today, or who were."""
        return tuple(one for one in self.lines if one.contact.kind is kind and one.is_current is current)


def list_contacts(workspace: Workspace) -> ContactBook:
    """Every contact, and the secretary whom the roster names, as of today."""
    with workspace.begin() as work:
        return contact_book(work.contacts.all(), roster_of(work), workspace.today)


def contact_book(contacts: Sequence[Contact], roster: Roster, today: date) -> ContactBook:
    """The contacts against the roster: whoever is the secretary, whether written of or not, stands first."""
    secretary = roster.secretary(today)
    kept = [_line(one, roster, today, is_kept=True) for one in contacts]
    offered = []
    if secretary and not any(one.is_current and one.contact.kind is ContactKind.SECRETARY for one in kept):
        offered = [_line(_offered(secretary.person), roster, today, is_kept=False)]
    return ContactBook(tuple(sorted([*offered, *kept], key=_order)), today.year)


def get_contact(workspace: Workspace, contact_id: str) -> Contact:
    """One contact."""
    with workspace.begin() as work:
        return _need(work, contact_id)


def contact_problems(contact: Contact) -> dict[str, str]:
    """What is wrong with it, a sentence for each field."""
    since, until = contact.since, contact.until
    return {"until": "结束日期不能早于起始日期。"} if since and until and until < since else {}


def put_contact(workspace: Workspace, contact: Contact) -> Changes:
    """Keep a contact, new or changed. Somebody of the roster is kept under the name that stands there.

    Raises RefusedError where its days contradict each other, or somebody is entered a second time for the same thing.
    """
    if problems := contact_problems(contact):
        raise RefusedError(f"没有保存：{''.join(problems.values())}", "请核对日期。")
    with workspace.begin() as work:
        _refuse_twice(work, contact, workspace.today)
        person = work.people.get(contact.person) if contact.person else None
        work.contacts.put(contact.but(name=person.name) if person else contact)
        return work.commit()


def remove_contact(workspace: Workspace, contact_id: str) -> Changes:
    """Put a contact, with the trainings, into the recycle bin."""
    with workspace.begin() as work:
        contact = _need(work, contact_id)
        recycle(work, "contacts", contact, f"{label('contact_kind', contact.kind)} {contact.name}", workspace.now)
        work.contacts.remove(contact_id)
        return work.commit()


def training_problems(training: Training, today: date) -> dict[str, str]:
    """What is wrong with it, a sentence for each field."""
    return {"held_on": "培训日期还没有到，参加以后再登记。"} if training.held_on > today else {}


def add_training(workspace: Workspace, contact: Contact, training: Training) -> Changes:
    """Write a training down; the contact itself is kept with it where it was only offered so far.

    Raises RefusedError for a day yet to come, and for what is written down already.
    """
    if problems := training_problems(training, workspace.today):
        raise RefusedError(f"没有登记：{''.join(problems.values())}", "请核对日期。")
    with workspace.begin() as work:
        kept = work.contacts.get(contact.id) or contact
        if any((one.name, one.held_on) == (training.name, training.held_on) for one in kept.trainings):
            raise RefusedError(f"这一天的“{training.name}”已经登记过。", "请核对名称和日期。")
        work.contacts.put(kept.but(trainings=(*kept.trainings, training)))
        return work.commit()


def remove_training(workspace: Workspace, contact_id: str, training: Training) -> Changes:
    """Strike a training out; the audit log keeps what was written."""
    with workspace.begin() as work:
        contact = _need(work, contact_id)
        if training not in contact.trainings:
            raise RefusedError(f"“{contact.name}”没有这次培训。", "可能刚被删除，请刷新。")
        work.contacts.put(contact.but(trainings=tuple(one for one in contact.trainings if one != training)))
        return work.commit()


def trainings_held(workspace: Workspace) -> tuple[str, ...]:
    """Every training's name in the record, the most usual first: what a new one is mostly called."""
    with workspace.begin() as work:
        names = [one.name for contact in work.contacts.all() for one in contact.trainings]
    return tuple(sorted(dict.fromkeys(names), key=names.count, reverse=True))


def _offered(person: Person) -> Contact:
    return Contact(
        id=new_id(),
        kind=ContactKind.SECRETARY,
        name=person.name,
        person=person.id,
        unit=person.unit,
        position=person.position,
        phone=person.phone,
    )


def _line(contact: Contact, roster: Roster, today: date, *, is_kept: bool) -> ContactLine:
    name = roster.name(contact.person) if contact.person else contact.name
    newest = contact.newest_first
    return ContactLine(
        contact=contact,
        name=name,
        is_current=_is_current(contact, roster, today),
        is_kept=is_kept,
        last=newest[0] if newest else None,
        hours=contact.hours_in(today.year),
        initials=pinyin.initials(name),
    )


def _is_current(contact: Contact, roster: Roster, today: date) -> bool:
    """Who the secretary is says the roster, where it names one; whoever left the branch is no candidate for it."""
    secretary = roster.secretary(today) if contact.kind is ContactKind.SECRETARY else None
    if secretary is not None:
        return contact.person == secretary.person.id
    here = roster.standings.get(contact.person or "")
    gone = here is not None and here.person.left_on is not None and here.person.left_on <= today
    return not contact.ended_by(today) and not (gone and contact.kind in TRAINED)


def _order(line: ContactLine) -> tuple[int, bool, int]:
    until = None if line.is_current else line.contact.until
    return list(ContactKind).index(line.contact.kind), not line.is_current, -until.toordinal() if until else 0


def _refuse_twice(work: UnitOfWork, contact: Contact, today: date) -> None:
    """Somebody of the roster, or a name of nobody there, stands in each kind once at a time."""
    for other in _others(work, contact):
        same = other.person == contact.person if contact.person else other.name == contact.name
        if same and not other.ended_by(today) and not contact.ended_by(today):
            kind = label("contact_kind", contact.kind)
            raise RefusedError(f"“{contact.name}”已登记为{kind}。", "请在原来那一条上修改，或先写明它的结束日期。")


def _others(work: UnitOfWork, contact: Contact) -> Iterator[Contact]:
    return (one for one in work.contacts.all() if one.kind is contact.kind and one.id != contact.id)


def _need(work: UnitOfWork, contact_id: str) -> Contact:
    contact = work.contacts.get(contact_id)
    if contact is None:
        raise RefusedError("没有这位联系人。", "可能刚被删除，可在“设置与备份”的回收站里取回。")
    return contact

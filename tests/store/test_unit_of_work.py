"""Saving and reading nouns: whole, in order, all or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from liangxin_desktop.domain.branch import Branch, Group
from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.ledger import ReturnEntry, ReturnStatus
from liangxin_desktop.domain.people import Person
from liangxin_desktop.domain.record import BranchRecord
from liangxin_desktop.domain.sessions import Session, SessionKind
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.store.certificates import SigningIdentity, TrustedCertificate
from liangxin_desktop.store.shapes import RECORD
from liangxin_desktop.store.store import Store
from tests.store.conftest import FIRST, LAST, PASSWORD, clock, rich_record


def test_every_field_of_the_rich_record_is_set_somewhere() -> None:
    """A control: a field that the record leaves out would be lost without the round trip noticing."""
    seen: set[tuple[str, str]] = set()

    def note(value: object) -> None:
        for name in getattr(type(value), "model_fields", ()):
            one = getattr(value, name)
            if one not in (None, (), "", {}, type(value).model_fields[name].default):
                seen.add((type(value).__name__, name))
            for inner in one if isinstance(one, tuple) else (one,):
                note(inner)

    record = rich_record()
    note(record)
    whole = {(type(one).__name__, name) for one in _nouns(record) for name in type(one).model_fields}
    assert whole
    assert whole - seen == {("RoomItems", name) for name in ("website", "journal", "materials")}


def _nouns(value: object) -> list[object]:
    inner = [getattr(value, name) for name in getattr(type(value), "model_fields", ())]
    flat = [one for item in inner for one in (item if isinstance(item, tuple) else (item,))]
    here = [value] if inner else []
    return here + [noun for one in flat for noun in _nouns(one)]


def test_the_record_comes_back_equal_and_in_order(rich: Store, folder: object) -> None:
    with rich.begin() as work:
        loaded = work.load_record()
    assert loaded == rich_record()
    assert loaded.model_dump_json() == rich_record().model_dump_json()
    assert BranchRecord.model_validate(loaded.model_dump()) == loaded


def test_the_record_comes_back_after_opening_again(rich: Store) -> None:
    rich.close(backup=False)
    again = Store.open(rich.folder, PASSWORD, clock=clock)
    with again.begin() as work:
        assert work.load_record() == rich_record()
    again.close(backup=False)


def test_replacing_a_record_leaves_nothing_of_the_old_one(rich: Store) -> None:
    other = BranchRecord(branch=Branch(name="新支部"), people=(Person(id="p2", name="赵六"),))
    with rich.begin() as work:
        work.replace_record(other)
        work.commit()
        assert work.load_record() == other
        for shape in RECORD:
            for part in shape.parts.values():
                count = work._connection.exec_driver_sql(f"SELECT count(*) FROM {part.table.name}").scalar()  # noqa: S608  (our names)
                assert count == 0


def test_since_leaves_out_only_older_sessions(rich: Store) -> None:
    with rich.begin() as work:
        loaded = work.load_record(since=date(2026, 1, 1))
    assert [session.id for session in loaded.sessions] == ["s9", "s1"]
    assert loaded.but(sessions=rich_record().sessions) == rich_record()


def test_sessions_by_time(rich: Store) -> None:
    with rich.begin() as work:
        assert [one.id for one in work.sessions.between(FIRST, LAST)] == ["s9", "s1"]
        assert [one.id for one in work.sessions.between(date(2026, 6, 25), date(2026, 6, 25))] == ["s1"]
        assert work.sessions.between(FIRST, LAST)[0] == rich_record().sessions[0]
        assert work.sessions.between(date(1990, 1, 1), date(1990, 1, 2)) == []
        assert [one.id for one in work.sessions.drafts()] == ["s1"]


def test_the_number_of_queries_does_not_grow_with_the_sessions(rich: Store) -> None:
    asked: list[str] = []
    with rich.begin() as work:
        event.listen(work._connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
        work.branch.get()
        asked.clear()
        work.sessions.all()
        few = len(asked)
        start = datetime.fromisoformat("2020-01-01T09:00")
        many = [Session(id=f"m{n}", kind=SessionKind.OTHER, starts_at=start, tags=("x",)) for n in range(50)]
        work.sessions.add_all(many)
        asked.clear()
        assert len(work.sessions.all()) == 53
        assert len(asked) == few == 9


def fail_after(do: Callable[[Person], None], person: Person) -> None:
    do(person)
    raise ZeroDivisionError


def test_what_is_not_committed_is_rolled_back(store: Store) -> None:
    with store.begin() as work:
        work.people.put(Person(id="a", name="甲"))
    work = store.begin()
    with pytest.raises(ZeroDivisionError), work:
        fail_after(work.people.put, Person(id="b", name="乙"))
    with store.begin() as work:
        assert work.people.all() == []
        assert work.audit.head().seq == 1


def test_a_write_returns_what_it_changed(store: Store) -> None:
    with store.begin() as work:
        work.people.put(Person(id="a", name="甲"))
        key = work.units.add(rich_record().units[0])
        work.settings.put("theme", "light")
        changes = work.commit()
        assert changes == Changes.of([("people", "a"), ("units", str(key)), ("settings", "theme")])
        work.people.put(Person(id="a", name="甲"))
        work.settings.put("theme", "light")
        work.units.put(key, rich_record().units[0])
        assert not work.commit()


def test_a_changed_noun_keeps_its_place(rich: Store) -> None:
    with rich.begin() as work:
        before = work.people.all()
        changed = before[1].but(name="改名")
        work.people.put(changed)
        session = work.sessions.get("s9")
        assert session is not None
        work.sessions.put(session.but(present=("p1",), votes=(), tags=("new",)))
        work.commit()
    with rich.begin() as work:
        assert work.people.all() == [before[0], changed, *before[2:]]
        assert [one.id for one in work.sessions.all()] == ["s9", "s1", "s5"]
        assert work.sessions.get("s9") == session.but(present=("p1",), votes=(), tags=("new",))


def test_keyed_nouns(rich: Store) -> None:
    with rich.begin() as work:
        (first, _), (second, other) = work.overrides.all()
        work.overrides.remove(first)
        work.overrides.put(second, other.but(reason="另有说明"))
        third = work.overrides.add(other)
        assert third > second
        assert work.overrides.get(first) is None
        assert [key for key, _ in work.overrides.all()] == [second, third]
        with pytest.raises(KeyError):
            work.overrides.put(999, other)
        work.overrides.remove(third)
        assert work.overrides.add(other) > third
        assert [step.step for _, step in work.development.of_person("p0")] == [23, 24, 1]
        assert [one.kind for _, one in work.assessments.of_person("p3")] == ["activist", "probationary"]
        assert work.assessments.of_person("p0") == []


def test_removing_takes_the_parts_along(rich: Store) -> None:
    with rich.begin() as work:
        work.sessions.remove("s9")
        work.sessions.remove("nobody")
        assert work.commit() == Changes.of([("sessions", "s9")])
        assert work.sessions.get("s9") is None
        assert work._connection.exec_driver_sql("SELECT count(*) FROM session_votes").scalar() == 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda work: work.people.remove("p1"),
        lambda work: work.groups.remove("g1"),
        lambda work: work.groups.put(Group(id="g3", name="组", leader="nobody")),
        lambda work: work.people.put(Person(id="x", name="某", group="nowhere")),
        lambda work: work.sessions.put(rich_record().sessions[0].but(host="nobody")),
        lambda work: work.sessions.put(rich_record().sessions[1].but(absent=("nobody",))),
        lambda work: work.development.add(rich_record().development[0].but(details={"sponsors": ["nobody"]})),
        lambda work: work.assessments.add(rich_record().assessments[0].but(by=("nobody",))),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(shared: Store, spoil: Callable[..., None]) -> None:
    with shared.begin() as work:
        spoil(work)
        with pytest.raises(RefusedError, match=r"引用了不存在的(人员|党小组)"):
            work.commit()
    with shared.begin() as work:
        assert work.load_record() == rich_record()
        work.settings.put("refused", work.settings.get("refused", 0) + 1)
        assert work.commit()


def test_references_may_come_in_any_order(store: Store) -> None:
    with store.begin() as work:
        work.groups.put(Group(id="g", name="组", leader="p"))
        work.people.put(Person(id="p", name="甲", group="g"))
        assert work.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people SET sex = 'unknown' WHERE id = 'p2'",
        "UPDATE people SET stage = NULL WHERE id = 'p2'",
        "UPDATE people SET birth_date = '1949-02-30' WHERE id = 'p2'",
        "UPDATE people SET birth_date = '1949-2-3' WHERE id = 'p2'",
        "UPDATE people SET full_on = '1969-01-01' WHERE id = 'p2'",
        "UPDATE people SET votes = 2 WHERE id = 'p2'",
        "UPDATE people SET name = '' WHERE id = 'p2'",
        "UPDATE sessions SET kind = 'party' WHERE id = 's9'",
        "UPDATE sessions SET starts_at = '2026-06-08 14:00:00' WHERE id = 's9'",
        "UPDATE sessions SET starts_at = '2026-06-31T14:00' WHERE id = 's9'",
        "UPDATE sessions SET ends_at = '2026-06-08T13:00' WHERE id = 's9'",
        "UPDATE sessions SET \"group\" = 'g1' WHERE id = 's1'",
        "UPDATE sessions SET hours = -1 WHERE id = 's9'",
        "UPDATE sessions SET hours = 'long' WHERE id = 's9'",
        "UPDATE session_votes SET due = -1 WHERE place = 0",
        "UPDATE session_votes SET due = 'many' WHERE place = 0",
        "UPDATE session_attachments SET sha256 = 'abc' WHERE place = 0",
        "UPDATE development SET step = 26",
        "UPDATE development SET details = '{'",
        "UPDATE development_people SET part = 'friends'",
        "UPDATE room_items SET status = 'fine'",
        "UPDATE room_items SET item = 'cellar'",
        "UPDATE branch SET term_years = 9",
        "UPDATE branch SET key = 2",
        "UPDATE branch_quotas SET year = '26'",
        "UPDATE settings SET value = 'x'",
        "UPDATE audit SET actor = 'nobody' WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 1",
    ],
)
def test_the_schema_holds_by_itself(shared: Store, statement: str) -> None:
    with shared.begin() as work:
        work.settings.put("name", 1)
        with pytest.raises(IntegrityError):
            work._connection.exec_driver_sql(statement)


def test_settings(store: Store) -> None:
    with store.begin() as work:
        assert work.settings.get("reminders", 15) == 15
        work.settings.put("reminders", {"days": [15, 30], "on": True, "文": None})
        work.commit()
    with store.begin() as work:
        assert work.settings.get("reminders") == {"days": [15, 30], "on": True, "文": None}
        assert work.settings.all() == {"reminders": {"days": [15, 30], "on": True, "文": None}}


def test_the_ledger_refuses_a_number_twice(store: Store) -> None:
    entry = ReturnEntry(
        number="HP-2026Q3-L-0",
        kind="life",
        period="2026Q3",
        sha256="a" * 64,
        file_sha256="b" * 64,
        signed_at="2026-10-08T10:00",
        compiled_on="2026-10-08",
    )
    corrected = entry.but(number="HP-2026Q3-L-1", revision=1, revises=entry.number, reason="补一次")
    with store.begin() as work:
        work.returns.add(entry)
        work.returns.add(corrected)
        with pytest.raises(RefusedError, match="已经登记过"):
            work.returns.add(entry)
        work.returns.put(entry.but(status=ReturnStatus.DELIVERED, delivered_by="王五"))
        work.commit()
    with store.begin() as work:
        assert [one.number for one in work.returns.all()] == [entry.number, corrected.number]
        assert work.returns.get(entry.number) == entry.but(status="delivered", delivered_by="王五")
        assert work.returns.get(corrected.number) == corrected


def test_identities_keep_their_key_out_of_the_audit_log(store: Store) -> None:
    marker = b"PRIVATE-KEY-MARKER"
    first = SigningIdentity(fingerprint="1" * 64, certificate=b"c", private_key=marker, created_at=clock())
    second = SigningIdentity(
        fingerprint="2" * 64, certificate=b"d", private_key=marker, created_at=clock(), predecessor="1" * 64
    )
    with store.begin() as work:
        assert work.identities.current() is None
        work.identities.add(first)
        work.identities.add(second)
        work.trusted.add(TrustedCertificate(fingerprint="3" * 64, name="街道", certificate=b"e"))
        work.commit()
        assert work.identities.current() == second
        assert work.identities.all() == [first, second]
        assert [one.name for one in work.trusted.all()] == ["街道"]
        text = "".join(f"{entry.before}{entry.after}" for entry in work.audit.entries())
        assert "PRIVATE" not in text
        assert "PRIVATE" not in repr(first) + str(first)
        work.trusted.remove("3" * 64)
        assert work.trusted.all() == []


def test_another_thread_waits_its_turn(store: Store) -> None:
    seen: list[int] = []
    writing = threading.Event()

    def write() -> None:
        with store.begin() as work:
            writing.set()
            for number in range(20):
                work.people.put(Person(id=f"t{number}", name="线程"))
            work.commit()

    thread = threading.Thread(target=write)
    thread.start()
    writing.wait()
    with store.begin() as work:
        seen.append(len(work.people.all()))
    thread.join()
    assert seen == [20]


def test_many_threads_lose_nothing(store: Store) -> None:
    def write(name: int) -> None:
        for number in range(10):
            with store.begin() as work:
                work.people.put(Person(id=f"{name}-{number}", name="线程"))
                work.commit()

    threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.begin() as work:
        assert len(work.people.all()) == 40
        assert work.audit.verify() == []


def test_a_second_unit_of_work_in_the_same_thread_is_our_mistake(store: Store) -> None:
    with store.begin(), pytest.raises(RuntimeError), store.begin():
        pass


def test_an_empty_store_has_no_record(make: Callable[[str], Store]) -> None:
    with make("empty").begin() as work:
        assert work.branch.get() is None
        with pytest.raises(RefusedError, match="还没有支部信息"):
            work.load_record()

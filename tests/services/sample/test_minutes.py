"""The sample's texts: each is filled in, of a readable length, and none repeats another."""

from __future__ import annotations

import re
from collections import defaultdict

from liangxin_desktop.domain.sessions import SessionKind
from liangxin_desktop.services.sample.setting import texts

LEFT_OPEN = re.compile(r"[{}]|None|TODO|lorem", re.IGNORECASE)


def all_texts(record):
    for session in record.sessions:
        yield from (session.topic, session.discussion, session.consensus, session.place, session.guests or "")
        yield from (action.what for action in session.actions)
        yield from (vote.matter for vote in session.votes)
    yield from (step.note for step in record.development)
    yield from (assessment.summary for assessment in record.assessments)
    for check in record.room_checks:
        for name in type(check.items).model_fields:
            yield getattr(check.items, name).description


def test_every_placeholder_is_filled(record):
    found = list(all_texts(record))
    assert len(found) > 1000
    assert not [text for text in found if LEFT_OPEN.search(text)]


def test_discussions_have_a_readable_length_and_speakers(record):
    names = {person.id: person.name for person in record.people}
    for session in record.sessions:
        assert 80 <= len(session.discussion) <= 300
        speakers = [person for person in session.present if names[person] in session.discussion]
        assert len(speakers) >= 2, session.discussion


def test_no_discussion_repeats_another(record):
    said = [session.discussion for session in record.sessions]
    assert len(set(said)) == len(said)


def test_no_discussion_nearly_repeats_another_of_its_kind(usual):
    pairs_of = defaultdict(list)
    for session in usual.sessions:
        pairs_of[session.kind].append(set(zip(session.discussion, session.discussion[1:], strict=False)))
    for kind, texts_of_kind in pairs_of.items():
        for index, one in enumerate(texts_of_kind):
            assert all(len(one & other) < 0.85 * len(one | other) for other in texts_of_kind[:index]), kind


def test_there_are_many_themes(usual):
    topics = defaultdict(set)
    for session in usual.sessions:
        topics[session.kind].add(session.topic)
    assert len(topics[SessionKind.GROUP_MEETING]) >= 14
    assert len(topics[SessionKind.COMMITTEE_MEETING]) >= 12
    assert len(topics[SessionKind.THEME_DAY]) >= 12
    assert len(topics[SessionKind.LECTURE]) >= 6


def test_themes_are_whole():
    groups = texts("group")["theme"] + texts("committee")["theme"] + texts("theme_day")["theme"]
    assert len(groups) > 30
    for theme in groups:
        assert len(theme["points"]) >= 5
        assert all("{who}" in point for point in theme["points"])
        assert all("days" in task for task in theme["do"])

"""A changed return is noticed: no attack file is accepted, every honest file is."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from datetime import timedelta

import pytest
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from liangxin_desktop.documents.coverage import coverages
from liangxin_desktop.domain.verdicts import CheckName, CheckResult, Verdict
from tests.documents.attacks_after import AFTER_SIGNING
from tests.documents.specimens import SIGNED_AT, company, forger, honest, judge, secretary, specimen


def _accepted(files: Iterable[bytes]) -> int:
    return sum(judge(data).verdict is Verdict.VALID for data in files)


@pytest.mark.parametrize("name", AFTER_SIGNING)
def test_a_change_after_signing_is_named(name: str) -> None:
    verdict, attack = AFTER_SIGNING[name]
    result = judge(attack())
    assert result.verdict is verdict, result.checks
    assert {check.name for check in result.checks} == set(CheckName)
    assert any(check.result is CheckResult.FAILED for check in result.checks) or verdict is Verdict.UNSIGNED
    assert all(check.detail for check in result.checks)


def test_the_same_harness_accepts_what_was_not_attacked() -> None:
    """Control: the one file among the attacks that nobody touched is found, and only that one."""
    files = [attack() for _, attack in AFTER_SIGNING.values()]
    assert len({*files}) == len(files) >= 40
    assert specimen() not in files
    assert _accepted([*files[:5], specimen()]) == 1


def test_a_lenient_verifier_is_fooled() -> None:
    """Control: these attacks are worth refusing; a library's plain “valid” accepts some of them."""
    fooled = [
        name for name in ("words-behind", "update-of-metadata", "unsigned-attribute", "other-s") if _leniently(name)
    ]
    assert "words-behind" in fooled
    assert len(fooled) >= 3


def _leniently(name: str) -> bool:
    reader = PdfFileReader(io.BytesIO(AFTER_SIGNING[name][1]()))
    context = ValidationContext(trust_roots=[asn1_x509.Certificate.load(secretary().certificate)], moment=SIGNED_AT)
    status = validate_pdf_signature(reader.embedded_signatures[0], context)
    return bool(status.intact and status.valid and status.trusted)


def test_no_flipped_bit_is_accepted() -> None:
    """100 bits anywhere, 60 in the signature's own place, which no signature covers."""
    chance = random.Random(20261123)
    first, last = coverages(specimen())[0].gap
    places = [chance.randrange(len(specimen())) for _ in range(100)]
    places += [chance.randrange(first, last) for _ in range(60)]
    flipped = [_flip(place, chance.randrange(8)) for place in places]
    assert _accepted(flipped) == 0
    assert _accepted([_flip(place, None) for place in places[:3]]) == 3  # control: the same, nothing flipped


def _flip(place: int, bit: int | None) -> bytes:
    data = bytearray(specimen())
    data[place] ^= 0 if bit is None else 1 << bit
    return bytes(data)


def test_every_honest_file_is_accepted() -> None:
    """20 of 20: different returns, several people, both kinds of key, any hour and zone."""
    people = [secretary(), secretary("欧阳国华"), company(), forger(name="𠮷田", days=1000)]
    results = []
    for number in range(20):
        person = people[number % len(people)]
        data = honest(number, person, signed_at=SIGNED_AT + timedelta(hours=7 * number))
        results.append(judge(data, *people))
    assert [result.verdict for result in results] == [Verdict.VALID] * 20
    assert {check.result for result in results for check in result.checks} == {CheckResult.PASSED}

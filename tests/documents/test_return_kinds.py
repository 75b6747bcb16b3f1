"""What holds for a return of every kind: the same bytes each time, sound to other programs, no changed bit accepted."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from liangxin_desktop.documents.returns import build_return
from liangxin_desktop.documents.signing import KeySigner, sign_return
from liangxin_desktop.domain.returns import ReturnKind, ReturnPayload
from liangxin_desktop.domain.verdicts import Verdict
from liangxin_desktop.services.returns import return_kinds
from tests.conftest import tool
from tests.documents.annual_papers import annual_payload
from tests.documents.papers import development_payload, life_payload, opened, page_texts, room_payload
from tests.documents.specimens import SIGNED_AT, judge, secretary

_MADE: dict[ReturnKind, Callable[[], ReturnPayload]] = {
    ReturnKind.LIFE: life_payload,
    ReturnKind.DEVELOPMENT: development_payload,
    ReturnKind.ROOM: room_payload,
    ReturnKind.ANNUAL: annual_payload,
}
_FLIPS = 12

every_kind = pytest.mark.parametrize("kind", list(_MADE))


@cache
def _signed(kind: ReturnKind) -> bytes:
    return sign_return(build_return(_MADE[kind]()), KeySigner(secretary()), signed_at=SIGNED_AT, role="党支部书记")


def test_every_kind_that_can_be_compiled_is_among_them() -> None:
    assert set(_MADE) == set(return_kinds())


@every_kind
def test_the_same_payload_gives_the_same_bytes(kind: ReturnKind) -> None:
    assert build_return(_MADE[kind]()).pdf == build_return(_MADE[kind]()).pdf


@every_kind
def test_an_honest_return_is_valid_and_a_changed_one_is_not(kind: ReturnKind) -> None:
    signed = _signed(kind)
    assert judge(signed).verdict is Verdict.VALID
    for place in range(1000, len(signed), len(signed) // _FLIPS):
        flipped = bytearray(signed)
        flipped[place] ^= 1
        assert judge(bytes(flipped)).verdict not in (Verdict.VALID, Verdict.UNTRUSTED)
    for spoiled in (signed[:-1], signed + b"\n", signed + b"%%EOF\n"):
        assert judge(spoiled).verdict not in (Verdict.VALID, Verdict.UNTRUSTED)


@every_kind
def test_other_programs_find_it_sound(kind: ReturnKind, tmp_path: Path) -> None:
    file = tmp_path / "return.pdf"
    file.write_bytes(_signed(kind))
    text = subprocess.run([tool("pdftotext"), "-raw", file, "-"], check=True, capture_output=True, text=True).stdout
    for theirs, ours in zip(text.split("\f"), page_texts(build_return(_MADE[kind]()).pdf), strict=False):
        assert not Counter("".join(ours.split())) - Counter("".join(theirs.split()))
    fonts = subprocess.run([tool("pdffonts"), file], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(row.split()[-5] == "yes" for row in fonts)
    assert subprocess.run([tool("qpdf"), "--check", file], check=False, capture_output=True).returncode == 0
    signature = subprocess.run([tool("pdfsig"), file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in signature
    assert "Total document signed" in signature
    with opened(file.read_bytes()) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")

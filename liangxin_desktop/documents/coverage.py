"""Which bytes of a file a signature says that it covers, read from the bytes alone, before any PDF is parsed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_NUMBER = rb"\s+(\d{1,10})"
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})" + _NUMBER * 3 + rb"\s*\]")
_CANONICAL_GAP = re.compile(rb"<[0-9A-F]+>")
_ENTRY = b"/Contents "
_LARGEST_GAP = 100_000  # a container holds one certificate and one signature


@dataclass(frozen=True, slots=True)
class Coverage:
    """Two stretches of the file, `start` + `length` and `resume` + `rest`, with the container as hex between them."""

    start: int
    length: int
    resume: int
    rest: int

    @property
    def gap(self) -> tuple[int, int]:
        """Where the container's hex string begins and ends, its angle brackets included."""
        return self.start + self.length, self.resume

    def lies_within(self, data: bytes) -> bool:
        """Whether the stretches are in order and inside the file."""
        first, last = self.gap
        return first < last and self.resume + self.rest <= len(data)

    def digest(self, data: bytes) -> bytes:
        """SHA-256 over the two stretches."""
        view, first = memoryview(data), self.gap[0]
        hasher = hashlib.sha256(view[self.start : first])
        hasher.update(view[self.resume : self.resume + self.rest])
        return hasher.digest()

    def container(self, data: bytes) -> bytes:
        """The octets in the gap, padding included. Raises ValueError unless they are few, and hex in angle brackets."""
        first, last = self.gap
        if last - first > _LARGEST_GAP:
            raise ValueError("too large")
        text = data[first:last]
        if not (text.startswith(b"<") and text.endswith(b">")):
            raise ValueError("no container")
        return bytes.fromhex(text[1:-1].decode("ascii"))

    def flaw(self, data: bytes) -> str:
        """Why the signature does not cover the whole file save its own container, in Chinese; empty when it does."""
        first, last = self.gap
        if self.start != 0:
            return "文件开头不在签名范围内"
        left = len(data) - self.resume - self.rest
        if left:
            return f"文件末尾有{left}字节不在签名范围内" if left > 0 else "签名范围超出文件末尾，文件不完整"
        named = data[:first].endswith(_ENTRY)
        if not named or (last - first) % 2 or not _CANONICAL_GAP.fullmatch(data, first, last):
            return "签名范围的空缺处不只是签名本身"
        return ""


def coverages(data: bytes) -> list[Coverage]:
    """What every signature in the file says that it covers, in the order in which they stand."""
    return [Coverage(*(int(number) for number in match.groups())) for match in _BYTE_RANGE.finditer(data)]

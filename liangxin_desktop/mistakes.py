"""What may be written down of a mistake of ours: its kind and its places in code, never values, which hold names."""

from __future__ import annotations

import traceback
from types import TracebackType


def anonymous(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of the mistake and the places it passed through, one a line."""
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([kind.__name__, *places])

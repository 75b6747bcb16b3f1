"""PySide6 6.12 drops a reference of None that it does not own, each time a model of ours answers None.

From Python 3.12 on None has no count to lose (PEP 683). Before, the count runs out after some hours of painting tables,
and the interpreter aborts with "deallocating None". So there None gets more references than anyone can drop.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 48


def keep_none() -> None:
    """Make None outlive every reference dropped by mistake; nothing to do from Python 3.12 on."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) >= _PLENTY:
        return
    count = ctypes.c_ssize_t.from_address(id(None))
    if abs(count.value - sys.getrefcount(None)) <= 1:
        count.value += _PLENTY

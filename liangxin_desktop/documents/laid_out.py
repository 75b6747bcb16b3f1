"""A form laid out and not yet signed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LaidOut:
    """An unsigned PDF, and the place kept free in it for the visible mark of the electronic signature.

    `mark_page` counts from 0. `mark_box` is (left, bottom, right, top) in points, from the page's lower left corner;
    nothing is printed inside it.
    """

    pdf: bytes
    mark_page: int
    mark_box: tuple[float, float, float, float]

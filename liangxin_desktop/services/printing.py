"""A printed form on its way to a file that somebody carries away or sends to a printer."""

from __future__ import annotations

from pathlib import Path

from liangxin_desktop.files import write_whole
from liangxin_desktop.services.forms import PrintedForm


def write_form(form: PrintedForm, path: Path) -> Path:
    """Write the form, whole or not at all, and say where. Raises LiangxinError when the place refuses."""
    target = path if path.suffix.casefold() == ".pdf" else path.with_name(f"{path.name}.pdf")
    write_whole(target, form.pdf)
    return target

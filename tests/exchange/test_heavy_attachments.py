"""The heaviest files that may pass the first look stay within 512 MB, each in a process of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.exchange.strangers import office, pdf_bomb, pdf_of_numbers, png_claiming

if sys.platform != "linux":
    pytest.skip("the peak of memory is told in kilobytes on Linux alone", allow_module_level=True)

_CHILD = """
import sys
from pathlib import Path
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.attachments import judge, read_incoming
path = Path(sys.argv[1])
try:
    judge(read_incoming(path), path.name)
    verdict = "taken"
except RefusedError:
    verdict = "refused"
status = Path("/proc/self/status").read_text().splitlines()  # ru_maxrss would count the parent's peak as well
print(verdict, next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")))
"""


def _plain(kind: str, mode: str, side: int, **options: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, (side, side)).save(target, kind, **options)
    return target.getvalue()


HEAVY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "large.jpg": ("taken", lambda: _plain("JPEG", "RGB", 13_000)),
    "layered.jpg": ("taken", lambda: _plain("JPEG", "RGB", 7_000, progressive=True, subsampling=0)),
    "glass.png": ("taken", lambda: _plain("PNG", "RGBA", 5_470)),
    "web.webp": ("taken", lambda: _plain("WEBP", "RGB", 4_470)),
    "huge.png": ("refused", lambda: png_claiming(60_000, 60_000)),
    "table.pdf": ("refused", lambda: pdf_bomb(b"/XRef", 300)),
    "numbers.pdf": ("taken", lambda: pdf_of_numbers(5.8)),
    "packed.docx": ("refused", lambda: office(more={f"word/media/{n}.bmp": bytes(30_000_000) for n in range(5)})),
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_file_stays_within_bounds(name: str, tmp_path: Path) -> None:
    expected, make = HEAVY[name]
    (tmp_path / name).write_bytes(make())
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        timeout=120,
    )
    verdict, megabytes = run.stdout.split()
    assert verdict == expected
    assert 10 < int(megabytes) < 512

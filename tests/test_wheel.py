"""What is installed finds everything that the source tree has beside it."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_carries_resources_and_migrations(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = [path.relative_to(ROOT / "resources").as_posix() for path in (ROOT / "resources").rglob("*")]
    files = [name for name in resources if (ROOT / "resources" / name).is_file()]
    assert len(files) > 60
    assert [name for name in files if f"liangxin_desktop/_resources/{name}" not in names] == []
    scripts = sorted((ROOT / "liangxin_desktop" / "store" / "migrations" / "versions").glob("0*"))
    assert len(scripts) > 1
    assert [path.name for path in scripts if path.relative_to(ROOT).as_posix() not in names] == []
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]

"""How long a new password is, and where a command's comes from: a file, the environment, or the terminal."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.files import read_bounded

PASSWORD_VARIABLE = "LIANGXIN_PASSWORD"  # noqa: S105 - the name of a variable
_LARGEST_FILE = 10_000
SHORTEST = 4


def flaw_of_new(password: str) -> str:
    """Why this can't be a store's new password, in Chinese; empty when it can. What is set already stays good."""
    return "" if len(password) >= SHORTEST else f"口令至少{SHORTEST}个字符。"


def need_new(password: str) -> None:
    """Raise RefusedError for what can't be a store's new password."""
    if flaw := flaw_of_new(password):
        raise RefusedError(flaw, "请设一个自己记得住、别人猜不到的口令。")


def password_of(asked: argparse.Namespace, *, new: bool = False) -> str:
    """The store's password. Raises RefusedError where there is nobody to ask. A new one is asked for twice."""
    if asked.password_file:
        return first_line(asked.password_file)
    if (given := os.environ.get(PASSWORD_VARIABLE)) is not None:
        return given
    if not sys.stdin.isatty():
        raise RefusedError("没有给出口令。", f"请用 --password-file 文件，或环境变量 {PASSWORD_VARIABLE}。")
    password = getpass.getpass("新口令：" if new else "口令：")
    if new and getpass.getpass("再输一次：") != password:
        raise RefusedError("两次输入的口令不一样。", "请再试一次。")
    return password


def passphrase_of(path: Path | None) -> str:
    """The passphrase of a `.p12`: from a file, else asked on the terminal."""
    if path:
        return first_line(path)
    if not sys.stdin.isatty():
        raise RefusedError("没有给出 .p12 的口令。", "请用 --passphrase-file 指明口令所在的文件。")
    return getpass.getpass(".p12 的口令：")


def first_line(path: Path) -> str:
    """The first line of a small text file, without its end."""
    try:
        lines = read_bounded(path, _LARGEST_FILE).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise RefusedError(f"口令文件“{path}”不是 UTF-8 文本。", "请另存为 UTF-8。") from error
    return lines[0] if lines else ""

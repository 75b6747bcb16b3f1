"""The command line: reads what was asked, asks for the password, and turns every failure into one Chinese line.

Exit status: 0 done and all good, 1 done and something is not good, 2 could not be done and nothing was changed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from liangxin_desktop import __version__
from liangxin_desktop.errors import LiangxinError

DONE, NOT_GOOD, NOT_DONE = 0, 1, 2


_IN_CHINESE = (
    (r"the following arguments are required: (.+)", r"还缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument ([^:]+): invalid choice: (\S+) \(choose from (.+)\)", r"没有 \2 这个\1，可用的是 \3"),
    (r"argument ([^:]+): expected .+", r"\1 后面还要写内容"),
    (r"argument ([^:]+): (.+)", r"\1 \2"),
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _IN_CHINESE:
            message, count = re.subn(f"^{pattern}$", chinese, message)
            if count:
                break
        self.exit(NOT_DONE, f"命令写法有误：{message}。用 {self.prog} --help 查看用法。\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without one, open the window."""
    _speak_utf8()
    try:
        asked = _parser().parse_args(arguments)
        return _run(asked)
    except LiangxinError as error:
        _say_why(str(error))
    except KeyboardInterrupt:
        _say_why("已中断，未作改动。")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:  # noqa: BLE001 - our own mistake: logged, and no traceback reaches the user
        from liangxin_desktop.app import log_mistake

        _say_why(f"程序出错，未能完成。详情记在 {log_mistake(error)}，请把它交给维护人员。")
    return NOT_DONE


def _run(asked: argparse.Namespace) -> int:
    from liangxin_desktop import app

    app.keep_files_private()
    app.keep_log()
    module, function = asked.run.split(":")
    run: Callable[[argparse.Namespace], int] = getattr(importlib.import_module(module), function)
    return run(asked)


def _say_why(text: str) -> None:
    sys.stderr.write(" ".join(text.split()) + "\n")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应为 2026-06-08 这样") from None
    if not 1900 <= day.year <= 2200:
        raise argparse.ArgumentTypeError(f"“{text}”的年份应在1900到2200之间")
    return day


def _path(text: str) -> Path:
    """A file or folder. A blank one, as of a script's unset variable, is not the folder one happens to be in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("写的位置是空的")
    return Path(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"“{text}”应为1到1000的整数")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    everywhere = _everywhere()
    parser = _Parser(prog="liangxin-desktop", description="两新支部工作台：支部的记录、到期的事和签名报表，只在本机。")
    _common(parser, default=None)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--quit-when-ready", action="store_true", help="工作台显示并可操作后即退出（用于测速）")
    parser.add_argument("--self-test", action="store_true", help="不用屏幕，把每一页画一遍，说明验证了什么")
    parser.set_defaults(run="liangxin_desktop.app:open_window")
    commands = parser.add_subparsers(metavar="命令", parser_class=_Parser)
    for name, (run, help_text, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text, parents=[everywhere])
        command.set_defaults(run=run if ":" in run else f"liangxin_desktop.commands:{run}")
        arguments(command)
    return parser


def _everywhere() -> _Parser:
    """Options that stand before or after the command."""
    parser = _Parser(add_help=False)
    _common(parser, default=argparse.SUPPRESS)
    return parser


def _common(parser: argparse.ArgumentParser, *, default: object) -> None:
    parser.add_argument("--data", type=_path, metavar="DIR", default=default, help="数据文件夹")
    parser.add_argument("--password-file", type=_path, metavar="FILE", default=default, help="口令所在的文件")


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=_path, metavar="DIR")
    command.add_argument("--as-of", type=_day, metavar="DATE", help="从哪一天说起（今天）")
    command.add_argument("--years", type=_count, default=2, metavar="N", help="几年的记录（2）")
    command.add_argument("--people", type=_count, default=31, metavar="N", help="多少名党员（31）")


def _init(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", required=True, help="支部名称")
    command.add_argument("--superior", default="", help="上级党组织")


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=_path, metavar="FILE", help=".json 或 .lxz 档案，或 .xlsx 名册、覆盖单位表")
    command.add_argument("--dry-run", action="store_true", help="只说会怎样，不作改动")
    command.add_argument("--skip-bad-rows", action="store_true", help="跳过有错的行，导入其余各行")


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=_path, metavar="FILE", help=".json、.lxz 或 .xlsx")
    command.add_argument("--whole-numbers", action="store_true", help=".xlsx 中身份证号和电话不遮盖")
    command.add_argument("--units", action="store_true", help=".xlsx 写覆盖单位，不写名册和组织生活清单")


def _check(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", type=_day, metavar="DATE")
    command.add_argument("--since", type=_day, metavar="DATE")
    _json(command)


def _return(command: argparse.ArgumentParser) -> None:
    kinds = "life（组织生活季度报表）、development（发展党员情况报表）、room（阵地六有自查表）或 annual（年度综合报表）"
    command.add_argument("kind", metavar="KIND", help=kinds)
    command.add_argument("period", metavar="PERIOD", help="例如 2026Q3；annual 写年份 2026")
    command.add_argument("--out", type=_path, default=Path(), metavar="DIR")
    command.add_argument("--as-of", type=_day, metavar="DATE")
    command.add_argument("--note", default="", metavar="TEXT", help="情况说明，随表上报")
    command.add_argument("--revises", metavar="NUMBER", help="更正哪一份")
    command.add_argument("--reason", metavar="TEXT", help="更正的原因")
    command.add_argument("--unsigned", action="store_true", help="只出草稿，不签名")


def _print(command: argparse.ArgumentParser) -> None:
    forms = (
        "session、session-book、month-plan、room、model-room、roster、branch、election、"
        "development、assessment 或 probation"
    )
    command.add_argument("form", metavar="FORM", help=forms)
    subject = "会议编号；session-book 写年份，month-plan 写月份（2026-12）；room 可写另一标准；"
    subject += "development（全程纪实表）、assessment（积极分子）、probation（预备党员考察登记表）写姓名或编号；"
    subject += "election 写选举编号，不写则是正在办理的或最近的一次"
    command.add_argument("id", nargs="?", metavar="ID", help=subject)
    command.add_argument("--out", type=_path, default=Path(), metavar="DIR")


def _verify(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=_path, metavar="FILE")
    command.add_argument("--trust", type=_path, action="append", default=[], metavar="CERT")
    command.add_argument("--as-of", type=_day, metavar="DATE", help=argparse.SUPPRESS)
    _json(command)


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=_path, metavar="FILE")


def _restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=_path, metavar="FILE")
    command.add_argument("--replace", action="store_true", help="替换现有记录，原记录另存在旁边")


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="输出一份 JSON")


def _identity(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(metavar="动作", required=True, dest="action", parser_class=_Parser)
    everywhere = _everywhere()
    _json(actions.add_parser("show", help="姓名、指纹、有效期", parents=[everywhere]))
    actions.add_parser("new", help="新建签名证书", parents=[everywhere])
    taken = actions.add_parser("import", help="导入 CA 签发的 .p12", parents=[everywhere])
    taken.add_argument("file", type=_path, metavar="FILE")
    taken.add_argument("--passphrase-file", type=_path, metavar="FILE", help=".p12 的口令所在的文件")
    given = actions.add_parser("export-cert", help="导出证书，交街道登记", parents=[everywhere])
    given.add_argument("file", type=_path, metavar="FILE")


_COMMANDS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "demo": ("demo", "做一个样例支部，连同签名报表", _demo),
    "init": ("init", "新建一个空的支部", _init),
    "import": ("import_file", "导入档案、名册或覆盖单位", _import),
    "export": ("export_file", "导出整个支部，或名册和组织生活清单", _export),
    "check": ("check", "按规定检查，列出问题", _check),
    "return": ("make_return", "生成并签名一份报表", _return),
    "print": ("print_form", "把一种表打印成 PDF", _print),
    "verify": ("verify", "核验收到的报表", _verify),
    "backup": ("backup", "备份全部内容，并验证", _backup),
    "restore": ("restore", "从备份恢复", _restore),
    "doctor": ("doctor", "检查数据是否完好", _json),
    "identity": ("identity", "签名证书", _identity),
}


if __name__ == "__main__":
    sys.exit(main())

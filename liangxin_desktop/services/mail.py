"""An e-mail draft that carries a signed return: opened by the mail program, looked at, and sent by the user."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

from liangxin_desktop.domain.changes import Changes
from liangxin_desktop.domain.ledger import ReturnEntry, ReturnStatus
from liangxin_desktop.domain.periods import Period
from liangxin_desktop.errors import RefusedError
from liangxin_desktop.files import safe_name, write_whole
from liangxin_desktop.services.returns import SignedReturn, signed_pages
from liangxin_desktop.services.wording import label
from liangxin_desktop.services.workspace import Workspace

BY_MAIL = "邮件"
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_BODY = "附件为{title}（{period}），已电子签名，可用核验功能核对。\n报表编号：{number}\n\n本邮件正文不含个人信息。\n"


def return_mail(signed: SignedReturn, *, to: str = "") -> bytes:
    """The draft as the bytes of an `.eml`: unsent, no personal data in subject or body, the return attached.

    `to` is one plain address or empty. Raises RefusedError for anything else.
    """
    entry = signed.entry
    title, period = label("return_kind", entry.kind), Period.parse(entry.period).title
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = f"{title} {period}{f'（更正{entry.revision}）' if entry.revision else ''}"
    if address := _one_address(to):
        message["To"] = address
    message.set_content(_BODY.format(title=title, period=period, number=_plain(entry.number)), cte="base64")
    message.add_attachment(signed.pdf, maintype="application", subtype="pdf", filename=_plain_name(entry))
    return _with_full_name(bytes(message), _plain_name(entry), signed.file_name)


def write_mail(workspace: Workspace, number: str, folder: Path, *, to: str = "") -> Path:
    """Write the draft of a signed return into a folder; it counts as handed in only once it was sent."""
    signed = signed_pages(workspace, number)
    path = folder / safe_name(number, ".eml")
    write_whole(path, return_mail(signed, to=to))
    return path


def mark_sent(workspace: Workspace, number: str) -> Changes:
    """The user says that the mail has left: the ledger keeps it as handed in by mail."""
    entry = signed_pages(workspace, number).entry
    with workspace.begin() as work:
        work.returns.put(entry.but(status=ReturnStatus.DELIVERED, delivered_by=BY_MAIL))
        return work.commit()


def _one_address(text: str) -> str:
    text = text.strip()
    if text and not _ADDRESS.fullmatch(text):
        raise RefusedError("收件人地址的写法不对。", "请只填一个邮箱地址，如 dangjian@example.com，或先留空。")
    return text


def _plain_name(entry: ReturnEntry) -> str:
    """A name in ASCII for mail programs that know no other: life-2026Q3-00.pdf."""
    return f"{entry.kind.value}-{entry.period}-{entry.revision:02}.pdf"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _with_full_name(message: bytes, plain: str, full: str) -> bytes:
    """The same message with the attachment's full name beside the plain one (RFC 2231)."""
    before = f'filename="{plain}"'.encode()
    after = before + b";\r\n filename*=utf-8''" + quote(full, safe="").encode()
    return message.replace(before, after, 1)

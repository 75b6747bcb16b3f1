"""Files judged by what they hold: each hostile one is refused by name, and the same when harmless is taken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from liangxin_desktop.errors import RefusedError
from liangxin_desktop.exchange.attachments import LARGEST_FILE, ending_of, judge, read_incoming
from liangxin_desktop.exchange.pdf_files import is_first_page_modest
from liangxin_desktop.exchange.unfit import UnfitError
from tests.exchange.strangers import MACROS, office, pdf, pdf_bomb, photo, picture, png_claiming

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
LINK = b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60)
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(40)
HOSTILE = {
    "an empty file": (b"", "a.jpg", "空文件"),
    "a program called pdf": (b"MZ" + bytes(200), "通知.pdf", "是程序"),
    "a program of Linux": (b"\x7fELF" + bytes(200), "a.txt", "是程序"),
    "a shortcut": (LINK, "照片.jpg.lnk", "快捷方式"),
    "a script": (b"#!/bin/sh\nrm -rf ~\n", "a.txt", "脚本"),
    "a script by its name": (b"del *.*\r\n", "a.bat", "格式不支持"),
    "a vector drawing": (b'<?xml version="1.0"?><svg onload="x()"/>', "a.jpg", "矢量图"),
    "a vector drawing called text": ("\ufeff<SVG/>".encode(), "a.txt", "矢量图"),
    "a web page": (b"<!DOCTYPE html><script>x()</script>", "a.pdf", "网页"),
    "text with NUL": (b"abc\x00def", "a.txt", "不是纯文本"),
    "noise": (bytes(range(128, 256)) * 9, "a.txt", "不是纯文本"),
    "noise called docx": (b"\x01\x02\x03", "a.docx", "格式不支持"),
    "an old document": (b"\xd0\xcf\x11\xe0" + bytes(600), "a.doc", "旧格式"),
    "a picture of an iPhone": (HEIC, "IMG_1.HEIC", "HEIC"),
    "a huge picture": (png_claiming(60_000, 60_000), "a.png", "太大"),
    "half a picture": (photo()[:1500], "a.jpg", "损坏"),
    "an archive": (office().replace(b"[Content_Types].xml", b"[Content_Typos].xml"), "a.zip", "压缩包"),
    "half a document": (office()[:-100], "a.docx", "不完整"),
    "a spoiled document": (office().replace(b"PK\x03\x04", b"PK\x03\x03")[:4] + office()[4:80], "a.docx", "格式不支持"),
    "a document with macros": (office(MACROS), "a.docx", "宏"),
    "macros within": (office(more={"word/vbaProject.bin": b"x"}), "a.docx", "宏或嵌入的程序"),
    "a program within": (office(more={"word/embeddings/oleObject1.bin": b"x"}), "a.docx", "嵌入的程序"),
    "entities": (office(more={"word/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a.docx", "自定义实体"),
    "wide entities": (office(more={"word/x.xml": "<!DOCTYPE a []><a/>".encode("utf-16")}), "a.docx", "自定义实体"),
    "a template from outside": (office(relation="attachedTemplate"), "a.docx", "外部的模板"),
    "a bomb of a document": (office(more={"word/media/a.bmp": bytes(60_000_000)}), "a.docx", "压缩炸弹"),
    "a presentation": (office("application/x-other"), "a.pptx", "不是文档"),
    "half a PDF": (pdf()[:-40], "a.pdf", "末尾缺失"),
    "a PDF of nothing": (b"%PDF-1.7\n%%EOF", "a.pdf", "损坏"),
    "a PDF behind something": (b"%PDX" + pdf(), "a.pdf", "格式不支持"),
    "a PDF whose table is astray": (pdf(packed=False).replace(b"startxref\n", b"startxref\n9"), "a.pdf", "损坏"),
    "a PDF that runs a script": (pdf(script="JavaScript"), "a.pdf", "脚本或动作"),
    "a PDF with named scripts": (pdf(script="Names"), "a.pdf", "脚本或动作"),
    "a PDF that starts a program": (pdf(script="Launch"), "a.pdf", "脚本或动作"),
    "a PDF with a password": (pdf(password="p"), "a.pdf", "密码"),
    "an older PDF with a password": (pdf(packed=False, password="p"), "a.pdf", "密码"),
    "a PDF with a bomb for its table": (pdf_bomb(b"/XRef", 40), "a.pdf", "压缩炸弹"),
    "the same, written otherwise": (pdf_bomb(b"/X#52ef", 40), "a.pdf", "压缩炸弹"),
    "a PDF with a bomb of objects": (pdf_bomb(b"/ObjStm", 40), "a.pdf", "压缩炸弹"),
}
HARMLESS = {
    "照片.jpg": (photo(), "照片.jpg"),
    "照片": (photo(), "照片.jpg"),
    "相片.PDF": (photo(), "相片.jpg"),
    "签到表.PNG": (picture("PNG", mode="1"), "签到表.png"),
    "文件.pdf": (pdf(), "文件.pdf"),
    "旧式.pdf": (pdf(packed=False), "旧式.pdf"),
    "转到第一页.pdf": (pdf(script="GoTo"), "转到第一页.pdf"),
    "小.pdf": (pdf_bomb(b"/XRef", 1), "小.pdf"),
    "通知": (pdf(), "通知.pdf"),
    "合同.docx": (office(), "合同.docx"),
    "有图.docx": (office(more={"word/media/a.bmp": bytes(90_000)}), "有图.docx"),
    "统计.xlsx": (office(SHEET, {"xl/printerSettings/printerSettings1.bin": b"x"}), "统计.xlsx"),
    "说明.txt": ("第一行\r\n第二行".encode(), "说明.txt"),
    "国标.txt": ("学习笔记".encode("gb18030"), "国标.txt"),
    "宽.txt": ("学习笔记".encode("utf-16"), "宽.txt"),
    "gpj.\u202e照片.jpg": (photo(), "gpj._照片.jpg"),
    "../../etc/passwd": (photo(), "_.._etc_passwd.jpg"),
    "长" * 90 + ".jpg": (photo(), "长" * 56 + ".jpg"),
    "\udcff.jpg": (photo(), "_.jpg"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_by_name(kind: str) -> None:
    data, name, reason = HOSTILE[kind]
    with pytest.raises(RefusedError, match=reason) as caught:
        judge(data, name)
    assert caught.value.title.startswith(f"“{name}”没有添加：")
    assert caught.value.title.count("。") == 1
    with pytest.raises(UnfitError, match=reason):
        ending_of(data, name)


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_files_are_kept_under_a_name_that_tells_their_kind(name: str) -> None:
    data, kept_as = HARMLESS[name]
    judged = judge(data, name)
    assert judged.name == kept_as
    assert judged.data == data or judged.name.endswith((".jpg", ".png"))


def test_an_original_is_kept_only_on_request() -> None:
    data = photo(size=(2600, 1300))
    assert judge(data, "a.jpeg", original=True).data == data
    assert len(judge(data, "a.jpeg").data) < len(data)
    with pytest.raises(RefusedError, match="损坏"):
        judge(data[:1500], "a.jpg", original=True)


def test_only_plain_files_of_modest_size_are_read(tmp_path: Path) -> None:
    large, plain = tmp_path / "大.jpg", tmp_path / "小.txt"
    with large.open("wb") as stream:
        stream.truncate(300_000_000)
    plain.write_bytes(b"x")
    assert read_incoming(plain) == b"x"
    with pytest.raises(RefusedError, match=r"“大\.jpg”没有添加：超过50 MB"):
        read_incoming(large)
    with pytest.raises(RefusedError, match="是文件夹"):
        read_incoming(tmp_path)
    with pytest.raises(RefusedError, match="位置不存在"):
        read_incoming(tmp_path / "没有.jpg")
    os.truncate(large, LARGEST_FILE)
    assert len(read_incoming(large)) == LARGEST_FILE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_does_not_hold_up_the_program(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(RefusedError, match="不是普通文件"):
        read_incoming(tmp_path / "a.pdf")


def test_a_first_page_is_drawn_only_within_bounds() -> None:
    import io

    import pikepdf

    assert is_first_page_modest(pdf())
    with pikepdf.open(io.BytesIO(pdf())) as bomb:
        bomb.pages[0].Contents = bomb.make_stream(b" " * 60_000_000)
        out = io.BytesIO()
        bomb.save(out)
    assert not is_first_page_modest(out.getvalue())
    with pikepdf.open(io.BytesIO(pdf())) as wide:
        image = wide.make_stream(b"x", Subtype=pikepdf.Name.Image, Width=60_000, Height=60_000)
        wide.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=image))
        out = io.BytesIO()
        wide.save(out)
    assert not is_first_page_modest(out.getvalue())

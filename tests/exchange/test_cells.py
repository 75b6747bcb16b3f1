"""One cell as one field: what is forgiven, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from liangxin_desktop.domain.people import Role, Stage
from liangxin_desktop.exchange.cells import readers
from tests.exchange.sheets import SAMPLE_ID


def _value(field: str, value: Any) -> Any:
    """What becomes of one cell: the value, or the reason why it is refused."""
    try:
        return readers(uses_1904=False)[field](value)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"), (" 张 三 ", "张三"), ("张\n三", "张三"), ("欧阳 明月", "欧阳明月"),
        ("买买提·吐尔逊", "买买提·吐尔逊"),
        ("买买提 • 吐尔逊", "买买提·吐尔逊"), ("古丽．阿依", "古丽·阿依"), ("John  Smith", "John Smith"),
        ("Maria Anna", "Maria Anna"),
        ("王芳（女）", "王芳"), ("𠮷野明", "𠮷野明"), ("<b>张三</b>", "<b>张三</b>"), ("李&四", "李&四"),
    ],
)  # fmt: skip
def test_names(written: str, name: str) -> None:
    assert _value("name", written) == name


@pytest.mark.parametrize(
    "written",
    [
        SAMPLE_ID,
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "110105-19491231-002X",
    ],
)
def test_identity_numbers(written: str) -> None:
    assert _value("id_number", written) == SAMPLE_ID


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("13800000000", "13800000000"), (13800000000, "13800000000"), (13800000000.0, "13800000000"),
        ("13800000000.0", "13800000000"),
        ("138 0000 0000", "13800000000"), ("021-60000000", "021-60000000"),
        ("021-60000000、13800000000", "021-60000000、13800000000"),
        ("１３８００００００００", "13800000000"), ("无", None), ("/", None), ("", None),
    ],
)  # fmt: skip
def test_phones(written: Any, phone: str | None) -> None:
    assert _value("phone", written) == phone


def test_bad_phones() -> None:
    assert "科学计数法" in str(_value("phone", "1.38E+10"))
    assert "不是电话" in str(_value("phone", "请问前台"))


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("书记", Role.SECRETARY), ("党支部书记", Role.SECRETARY), ("支部副书记", Role.DEPUTY),
        ("组织委员", Role.ORGANIZATION),
        ("宣传委员", Role.PUBLICITY), ("纪检委员", Role.DISCIPLINE), ("支部委员", Role.MEMBER),
        ("支委、组织委员", Role.ORGANIZATION),
        ("副书记兼纪检委员", Role.DEPUTY), ("党员", None), ("无", None), (None, None), ("第二党小组组长", None),
    ],
)  # fmt: skip
def test_roles(written: Any, role: Role | None) -> None:
    assert _value("role", written) == role


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("正式党员", Stage.FULL), ("预备党员", Stage.PROBATIONARY), ("发展对象", Stage.TARGET),
        ("入党积极分子", Stage.ACTIVIST),
        ("积极分子", Stage.ACTIVIST), ("入党申请人", Stage.APPLICANT), ("中共党员", Stage.FULL),
        ("正式党员（在职）", Stage.FULL), (None, None),
    ],
)  # fmt: skip
def test_stages(written: Any, stage: Stage | None) -> None:
    assert _value("stage", written) == stage


def test_closed_lists_refuse_what_they_do_not_know() -> None:
    assert "不认识" in str(_value("role", "总经理"))
    assert "正式党员" in str(_value("stage", "群众"))
    assert "男或女" in str(_value("sex", "未"))
    assert "GB/T 3304" in str(_value("ethnicity", "汗族"))
    assert "是或否" in str(_value("votes", "也许"))


@pytest.mark.parametrize(
    ("written", "education"),
    [
        ("本科", "大学本科"), ("大学本科毕业", "大学本科毕业"), ("大专", "大学专科"), ("硕士", "硕士研究生"),
        ("博士毕业", "博士研究生"),
        ("本科（在职）", "大学本科"), ("中专", "中等专科"), ("私塾", "私塾"),
    ],
)  # fmt: skip
def test_education(written: str, education: str) -> None:
    assert _value("education", written) == education

"""The data key, its wrapping, the recovery code and the key file."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin_desktop.errors import DamagedError, RefusedError, WrongPasswordError
from liangxin_desktop.store import recovery
from liangxin_desktop.store.envelope import Cost, DataKey
from liangxin_desktop.store.keyfile import KeyFile, parse
from tests.store.conftest import QUICK, clock


@given(st.binary(min_size=16, max_size=16))
def test_a_recovery_code_says_its_secret(secret: bytes) -> None:
    code = recovery.to_code(secret)
    assert [len(group) for group in code.split("-")] == [4] * 7
    assert not set("ILOU") & set(code)
    assert recovery.from_code(code) == secret
    assert recovery.from_code(f" {code.lower().replace('-', '—').replace('0', 'o').replace('1', 'l')} ") == secret


@given(st.binary(min_size=16, max_size=16), st.integers(0, 27), st.integers(1, 31))
def test_a_miscopied_character_is_noticed(secret: bytes, place: int, step: int) -> None:
    letters = list(recovery.to_code(secret).replace("-", ""))
    alphabet = recovery._ALPHABET
    letters[place] = alphabet[(alphabet.index(letters[place]) + step) % 32]
    with contextlib.suppress(WrongPasswordError):
        # One in 4096 passes the check characters; the key file refuses that one.
        assert recovery.from_code("".join(letters)) != secret


def test_few_miscopied_codes_pass_the_check_characters() -> None:
    secret, alphabet = bytes(range(16)), recovery._ALPHABET
    code = recovery.to_code(secret).replace("-", "")
    passed = 0
    for place in range(28):
        for letter in alphabet.replace(code[place], ""):
            with contextlib.suppress(WrongPasswordError):
                recovery.from_code(code[:place] + letter + code[place + 1 :])
                passed += 1
    assert passed <= 3


@pytest.mark.parametrize("code", ["", "abc", "0" * 27, "0" * 29, "é" * 28, "U" * 28, "７" * 28])
def test_what_is_no_recovery_code(code: str) -> None:
    with pytest.raises(WrongPasswordError, match="恢复码"):
        recovery.from_code(code)


def test_the_default_cost_is_the_decided_one() -> None:
    assert Cost() == Cost(memory_kib=64 * 1024, iterations=3, lanes=4)


def test_keys_for_different_purposes_differ() -> None:
    key = DataKey.new()
    assert len({key.derive("attachments"), key.derive("backup"), key.derive("key file"), key.secret}) == 4
    assert DataKey.new() != key
    assert key.secret.hex() not in repr(key)


def test_the_key_file_says_itself_again() -> None:
    file, key, code = KeyFile.create("口令", QUICK, clock())
    again = parse(file.to_bytes())
    assert again == file
    assert again.unlock("口令") == again.unlock_by_code(code) == key
    assert b"\xe5" not in file.to_bytes()
    assert key.secret.hex().encode() not in file.to_bytes()


def test_two_stores_share_nothing() -> None:
    one, _, code = KeyFile.create("口令", QUICK, clock())
    other, _, _ = KeyFile.create("口令", QUICK, clock())
    assert one.password != other.password
    with pytest.raises(WrongPasswordError):
        other.unlock_by_code(code)
    with pytest.raises(WrongPasswordError):
        replace(other, password=one.password).unlock("口令")


@pytest.mark.parametrize("memory_kib", [8, 2 * 1024 * 1024])
def test_a_file_with_other_parameters_is_refused_before_anything_is_derived(memory_kib: int) -> None:
    file, key, _ = KeyFile.create("口令", QUICK, clock())
    fields = json.loads(file.to_bytes())
    weak = object.__new__(Cost)
    vars(weak).update({**fields["argon2"], "memory_kib": memory_kib})
    with pytest.raises(RefusedError, match="19 MiB到1 GiB"):
        parse(replace(file, cost=weak).sealed_by(key).to_bytes())


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"{}", b"\xff", b'{"sha256": 1}', b'{"sha256": "x"}'])
def test_what_is_no_key_file(data: bytes) -> None:
    with pytest.raises(DamagedError, match="钥匙文件"):
        parse(data)

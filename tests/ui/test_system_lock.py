import pytest
from PySide6.QtWidgets import QWidget

from liangxin_desktop.ui.system_lock import SystemLock, means_leaving


@pytest.mark.parametrize(
    ("message", "what", "leaving"),
    [(0x02B1, 7, True), (0x02B1, 8, False), (0x0218, 4, True), (0x0218, 7, False), (0x0010, 7, False)],
)
def test_windows_says_lock_and_sleep(message: int, what: int, *, leaving: bool) -> None:
    assert means_leaving(message, what) is leaving


def test_the_beginning_of_a_screen_saver_locks_and_its_end_does_not(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    lock = SystemLock(window)
    with qtbot.waitSignal(lock.locked):
        lock.on_active(True)
    with qtbot.assertNotEmitted(lock.locked):
        lock.on_active(False)

"""Paper: a PDF through the system's print dialog, or into a file of the user's choice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from liangxin_desktop.errors import LiangxinError
from liangxin_desktop.services.preview import PRINT_DPI, PageImage, pictures

_POINTS_PER_INCH = 72


def print_pdf(parent: QWidget | None, pdf: bytes, title: str) -> bool:
    """Ask for printer and copies, then print every page; False when the user went back."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 {title}")
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    paint_pages(printer, pictures(pdf, dpi=PRINT_DPI))
    return True


def paint_pages(printer: QPrinter, pages: Iterable[PageImage], dpi: float = PRINT_DPI) -> int:
    """Print the pictures, a page each, at their own size; each sheet lies as its page does. Returns how many."""
    painter, count = QPainter(), 0
    for width, height, rgba in pages:
        _lay_sheet(printer, width, height, dpi)
        if count:
            printer.newPage()
        elif not painter.begin(printer):
            raise LiangxinError("打印机没有接受打印任务。", "请检查打印机是否接通、有纸，再试一次。")
        image = QImage(rgba, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        painter.drawImage(_area(printer, width, height, dpi), image)
        count += 1
    if count:
        painter.end()
    return count


def ask_where(parent: QWidget | None, title: str, name: str, kinds: str) -> Path | None:
    """Where to write a file; None when the user went back. The ending of `name` is added where it was left out."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
    if not chosen:
        return None
    path, suffix = Path(chosen), Path(name).suffix
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def ask_folder(parent: QWidget | None, title: str) -> Path | None:
    """Which folder, such as a stick's; None when the user went back."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


def _lay_sheet(printer: QPrinter, width: int, height: int, dpi: float) -> None:
    points = QSizeF(width, height) * _POINTS_PER_INCH / dpi
    lies = points.width() > points.height()
    sheet = points.transposed() if lies else points
    printer.setPageSize(QPageSize(sheet, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)


def _area(printer: QPrinter, width: int, height: int, dpi: float) -> QRectF:
    """The page at its own size; what hangs over the sheet is scaled onto it."""
    scale = printer.resolution() / dpi
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    fit = min(1.0, sheet.width() / (width * scale), sheet.height() / (height * scale))
    return QRectF(0, 0, width * scale * fit, height * scale * fit)

"""Print through the system: the pages of a PDF, drawn as they are, on whatever printer is chosen."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from reader.app.look import Paper
from reader.qt.pdf import page_layout

_MOST_DOTS = 600
"""Dots per inch beyond which a page is no better to look at, and four times as large in memory."""


def print_pdf(parent: QWidget, data: bytes, paper: Paper) -> bool:
    """Ask for a printer and print; return whether that was wanted."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    layout = page_layout(paper)
    printer.setPageSize(QPageSize(layout.pageSize()))
    printer.setPageOrientation(layout.orientation())
    dialog = QPrintDialog(printer, parent)
    wanted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return wanted and draw_pages(data, printer)


def draw_pages(data: bytes, printer: QPrinter) -> bool:
    """Draw the pages of a PDF, or those of them that `printer` is set to; return whether all went well."""
    printer.setResolution(min(printer.resolution(), _MOST_DOTS))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    first = max(0, printer.fromPage() - 1)
    last = printer.toPage() or document.pageCount()
    painter = QPainter()
    if not painter.begin(printer):
        return False
    dots = printer.resolution() / 72
    going_on = True
    for page in range(first, min(last, document.pageCount())):
        going_on = going_on and (page == first or printer.newPage())
        if going_on:
            size = document.pagePointSize(page)
            image = document.render(page, QSize(round(size.width() * dots), round(size.height() * dots)))
            painter.drawImage(0, 0, image)
    painter.end()
    document.close()
    document.deleteLater()
    return going_on

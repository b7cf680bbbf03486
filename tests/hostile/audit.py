"""What must not stand in the window or on its page, judged by the engine and the widgets themselves."""

import re
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTabBar, QTextEdit, QTreeView

_ESCAPED = re.compile(r"^<p>|</p>$")
_TAG = re.compile(r"<[a-zA-Z/!?]")
"""What makes Qt guess that a text is HTML."""

AUDIT = """(() => {
  const dead = new Set(("script iframe frame frameset object embed applet base link form input button select textarea "
    + "svg video audio source track template noscript portal picture image").split(" "));
  const live = /^(href|src|srcset|action|formaction|poster|background|ping|data|xlink:href|cite|manifest)$/i;
  const good = /^(https?:\\/\\/|mailto:|#|\\/(?![\\/\\\\])|data:image\\/(png|jpe?g|gif|webp|avif|bmp);base64,)/i;
  const face = /^postil:\\/\\/app\\/fonts\\/[A-Za-z-]+\\.ttf$/;
  const faults = [];
  for (const one of document.querySelectorAll("*")) {
    const name = one.tagName.toLowerCase();
    const own = one.closest("head") !== null;
    // A face that comes with Postil.
    if (own && name === "link" && one.rel === "preload" && one.as === "font" && face.test(one.href)) continue;
    if (dead.has(name) || (name === "style" && !own) || (name === "meta" && !own)) faults.push(name);
    for (const attribute of one.attributes) {
      const key = attribute.name.toLowerCase();
      const acts = key.startsWith("on") || key === "srcdoc" || (key === "style" && name !== "html");
      if (acts) faults.push(`${name} ${key}`);
      if (live.test(key) && !good.test(attribute.value)) faults.push(`${name} ${key}=${attribute.value.slice(0, 200)}`);
    }
  }
  if (document.head.querySelectorAll("style").length !== 1) faults.push("styles in the head");
  if (document.head.querySelectorAll("meta").length !== 4) faults.push("metas in the head");
  const boxes = [...document.querySelectorAll("a, img, .cite, [title], summary, abbr, h1, .remote-image")]
    .map((one) => one.getBoundingClientRect())
    .filter((box) => box.width && box.top >= 0 && box.bottom <= innerHeight)
    .filter((box) => box.left >= 0 && box.right <= innerWidth)
    .slice(0, 10).map((box) => [box.left + box.width / 2, box.top + box.height / 2]);
  return JSON.stringify({ faults, boxes });
})()"""
"""A script that returns the faults of a page, and the middles of what can be pointed at."""


class Witness(QObject):
    """Collects what must not happen."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.note = ""

    def tell(self, fault: str) -> None:
        """Keep a fault with the note that it happened in."""
        entry = f"{self.note}: {fault}"[:600]
        if entry not in self.faults:
            self.faults.append(entry)

    def take_error(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        """Keep an exception that nobody caught."""
        traceback.print_exception(kind, error, where)
        self.tell(f"raised {kind.__name__}: {error}")

    def take_title(self, title: str) -> None:
        """Hear that the page has another title."""
        if title == "CANARY":
            self.tell("a script changed the title")

    @Slot(QUrl)
    def take_url(self, url: QUrl) -> None:
        """Hear that something is to be opened outside (Qt calls this)."""
        self.tell(f"was handed to the desktop: {url.toString()}")


def audit_widgets(witness: Witness) -> None:
    """Look at every text of every widget that Qt might take for HTML."""
    for widget in QApplication.allWidgets():
        kind = type(widget).__name__
        if not isinstance(widget, QWebEngineView):
            # That of the engine is judged when it is shown.
            judge(witness, f"tooltip of {kind}", widget.toolTip())
        if isinstance(widget, QLabel):
            guesses = widget.textFormat() is not Qt.TextFormat.PlainText
            if guesses:
                judge(witness, f"label {widget.objectName()}", widget.text())
        if isinstance(widget, QTabBar):
            for number in range(widget.count()):
                judge(witness, "tooltip of a tab", widget.tabToolTip(number))
        if isinstance(widget, QTextEdit) and widget.acceptRichText() and "<img" in widget.toHtml():
            witness.tell(f"an image in {kind}")
        if isinstance(widget, QAbstractItemView) and widget.isVisible() and widget.model() is not None:
            _judge_rows(witness, widget)


def _judge_rows(witness: Witness, view: QAbstractItemView) -> None:
    model = view.model()
    for row in range(min(model.rowCount(), 30)):
        for column in range(8 if isinstance(view, QTreeView) else 1):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.WhatsThisRole):
                judge(
                    witness, f"tooltip in {view.accessibleName() or type(view).__name__}", str(index.data(role) or "")
                )


def judge(witness: Witness, where: str, text: str) -> None:
    """Tell of a text that Qt would take for HTML."""
    if _TAG.search(_ESCAPED.sub("", text)):
        witness.tell(f"{where} is taken for HTML: {text[:120]!r}")

"""A browser without scripts: it sends back what a rendered page holds, after somebody typed into it."""

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict


class Page(HTMLParser):
    """`sent`: name and value of every input as a browser would post it; `ids`; `buttons` by name.

    `unnamed`: names of visible inputs that no label belongs to.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.described: list[str] = []
        self.buttons: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self._visible: list[tuple[str, str]] = []
        self._textarea = self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value") or ""
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.described += (found.get("aria-describedby") or "").split()
        if tag == "label":
            self.labels.append(found.get("for") or "")
        if tag == "button":
            self.buttons.append((name, value))
        elif name:
            self.names.add(name)
        kind = found.get("type", "text")
        labelled = "aria-labelledby" in found or "aria-label" in found
        if tag in ("input", "select", "textarea") and kind != "hidden" and not labelled:
            self._visible.append((name, str(found.get("id"))))
        if tag == "textarea":
            self._textarea = name
            self.sent.append((name, ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in found:
            self.sent.append((self._select, value))
        elif tag == "input" and kind != "file" and (kind not in ("radio", "checkbox") or "checked" in found):
            self.sent.append((name, value))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.sent[-1] = (self._textarea, data.removeprefix("\n"))
        elif data.strip():
            self.texts.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""

    @property
    def unnamed(self) -> list[str]:
        return [name for name, ident in self._visible if ident not in self.labels]

    def post(self, typed: dict[str, Any] | None = None, **more: Any) -> QueryDict:
        """What is posted once something was typed: None leaves an input out, a list sends it repeatedly."""
        typed = {**(typed or {}), **more}
        posted = QueryDict(mutable=True)
        for name, value in self.sent:
            if name not in typed:
                posted.appendlist(name, value)
        for name, value in typed.items():
            if value is not None:
                posted.setlist(name, value if isinstance(value, list) else [value])
        return posted

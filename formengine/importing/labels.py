"""Labels that lie beside a foreign form, whose titles are then only their keys."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

TEXTS = frozenset(
    [
        "title",
        "description",
        "label",
        "text",
        "help",
        "placeholder",
        "enumNames",
        "x-enumNames",
        "tooltipText",
        "ui:title",
        "ui:description",
        "ui:help",
        "ui:placeholder",
        "ui:enumNames",
    ]
)
VALUES = frozenset(["const", "enum", "default", "examples", "required"])
BREAKS = frozenset(["p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr"])
DEEPEST = 200


def labelled(node: Any, translations: Any, language: str = "en", *, _left: int = DEEPEST) -> Any:
    """A copy of a schema, or of a layout, with its labels' keys replaced by their texts.

    `translations`: `{key: {language: text}}`, `{language: {key: text}}` or `{key: text}`, bare or under
    `translations`; anything else changes nothing. A choice whose values are keys gets `enumNames`.
    """
    labels = translations if isinstance(translations, Labels) else Labels(texts_of(translations, language))
    if not labels or not _left:
        return node
    if isinstance(node, list):
        return [labelled(each, labels, _left=_left - 1) for each in node]
    if not isinstance(node, Mapping):
        return node
    said = {key: _said(key, each, labels, _left - 1) for key, each in node.items()}
    values = node.get("enum")
    if isinstance(values, list) and "enumNames" not in node:
        names = [labels.get(each) if isinstance(each, str) else None for each in values]
        if any(names):
            said["enumNames"] = [
                name if name is not None else each for name, each in zip(names, values, strict=True)
            ]
    return said


class Labels(dict[str, str]):
    """Texts by key."""


def _said(key: str, each: Any, labels: Labels, left: int) -> Any:
    if key in VALUES:
        return each
    if key in TEXTS and isinstance(each, str):
        return labels.get(each, each)
    if key in TEXTS and isinstance(each, list):
        return [labels.get(one, one) if isinstance(one, str) else one for one in each]
    return labelled(each, labels, _left=left)


def texts_of(translations: Any, language: str) -> dict[str, str]:
    """Texts by key, in this language or, where a label has none, the first it has."""
    if not isinstance(translations, Mapping):
        return {}
    inner = translations.get("translations")
    entries: Mapping[Any, Any] = inner if isinstance(inner, Mapping) else translations
    if entries and all(_is_language(key) and isinstance(each, Mapping) for key, each in entries.items()):
        chosen = entries.get(language, next(iter(entries.values())))
        return {str(key): plain_text(each) for key, each in chosen.items() if isinstance(each, str)}
    found = {}
    for key, each in entries.items():
        texts = each if isinstance(each, Mapping) else {language: each}
        text = texts.get(language) or next(iter(texts.values()), None)
        if isinstance(text, str):
            found[str(key)] = plain_text(text)
    return found


def _is_language(key: Any) -> bool:
    return isinstance(key, str) and key[:2].isalpha() and (len(key) == 2 or key[2:3] in ("-", "_"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.said.append("\n")
        if tag == "li":
            self.said.append("- ")

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def plain_text(text: str) -> str:
    """What a label says, without the HTML it may be written in."""
    if "<" not in text or ">" not in text:
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).splitlines())
    return "\n".join(line for line in lines if line)

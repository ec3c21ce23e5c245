"""Forms of the partners tab: scopes with their verdicts, and what each kind of request sees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossier_models.palette import view_titles
from formengine import editing
from formengine.editing import Document
from formengine.editing.lookup import LABEL, entry
from formengine.editing.scopes import VerdictLine
from formengine.model import CRM, PARTNER

MOST_LINES = 20


class NewScopeForm(forms.Form):
    title = forms.CharField(max_length=LABEL, label=_("New scope"))

    def gesture(self, document: Document) -> Document:
        verdicts = [
            VerdictLine(str(_("Favourable"))),
            VerdictLine(str(_("Favourable with reservations")), reasons=True),
            VerdictLine(str(_("Unfavourable")), reasons=True),
        ]
        return editing.add_scope(document, title=self.cleaned_data["title"], verdicts=verdicts)


class HiddenForm(forms.Form):
    """Items of the partner view that are not shown here."""

    hidden = forms.MultipleChoiceField(
        required=False, label=_("Hidden here"), widget=forms.CheckboxSelectMultiple
    )

    def offer(self, document: Document, view: str, now: list[str]) -> None:
        choices = shown_items(document, view)
        known = dict(choices)
        choices += [(item, editing.label_of(document, item)) for item in now if item not in known]
        self.fields["hidden"].choices = choices  # type: ignore[attr-defined]
        self.initial["hidden"] = now


class ScopeForm(HiddenForm):
    """The panel of one scope. Verdicts are lines `verdict-N-title`, `-key`, `-reasons`."""

    title = forms.CharField(max_length=LABEL, label=_("Title"))
    view = forms.ChoiceField(label=_("Answered through"))
    field_order = ("title", "view", "hidden")

    def __init__(self, document: Document, key: str, data: Any = None) -> None:
        self.key = key
        scope = entry(document, "x-scopes", key)
        view = scope.get("view", PARTNER)
        super().__init__(data, auto_id="scope-%s", initial={"title": scope.get("title", ""), "view": view})
        self.fields["view"].choices = [  # type: ignore[attr-defined]
            (name, title) for name, title in view_titles(document).items() if name != CRM
        ]
        self.offer(
            document, view, [item for item, word in scope.get("items", {}).items() if word == "hidden"]
        )
        self.verdicts = _posted(data) if data is not None else _saved(scope)

    @property
    def verdict_lines(self) -> list[tuple[int, VerdictLine]]:
        """The lines to show, with a blank one at the end."""
        return list(enumerate([*self.verdicts, VerdictLine("")]))

    def gesture(self, document: Document) -> Document:
        values = self.cleaned_data
        return editing.set_scope(
            document,
            self.key,
            title=values["title"],
            view=values["view"],
            verdicts=self.verdicts,
            hidden=values["hidden"],
        )


class KindForm(HiddenForm):
    """What partners asked for an opinion, a complement or both do not see."""

    def __init__(self, document: Document, kind: str, data: Any = None) -> None:
        self.kind = kind
        self.caps = document.get("x-kinds", {}).get(kind, {})
        super().__init__(data, auto_id="kind-%s")
        self.now = [item for item, word in self.caps.items() if word == "hidden"]
        self.offer(document, PARTNER, self.now)

    def gesture(self, document: Document) -> Document:
        wanted = self.cleaned_data["hidden"]
        new = document
        for item in {*wanted, *self.now}:
            new = editing.set_kind_cap(new, self.kind, item, "hidden" if item in wanted else "edit")
        return new


def shown_items(document: Document, view: str) -> list[tuple[str, str]]:
    """Pages and fields that the view shows something of: what there is to hide."""
    from formengine.editing.rules import word_of

    items: list[tuple[str, str]] = []
    for page in document["x-pages"]:
        fields = [
            (key, f"— {editing.label_of(document, key)}")
            for key in page["items"]
            if key in document["properties"] and word_of(document, key, view) != "hidden"
        ]
        if fields:
            items += [
                (page["key"], str(_("The whole page “%(page)s”")) % {"page": page.get("title", "")}),
                *fields,
            ]
    return items


def _saved(scope: dict[str, Any]) -> list[VerdictLine]:
    lines = []
    for each in scope.get("verdicts", []):
        verdict = {"key": each} if isinstance(each, str) else each
        lines.append(
            VerdictLine(
                verdict.get("title") or verdict["key"], verdict["key"], verdict.get("reasons") == "required"
            )
        )
    return lines


def _posted(data: Any) -> list[VerdictLine]:
    lines = []
    for number in range(MOST_LINES + 1):
        title = str(data.get(f"verdict-{number}-title", "")).strip()
        if title:
            key = str(data.get(f"verdict-{number}-key", ""))
            lines.append(VerdictLine(title, key, bool(data.get(f"verdict-{number}-reasons"))))
    return lines

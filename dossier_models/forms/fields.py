"""Forms of the fields tab: adding a field, and the panel of the selected field or page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossier_models.forms.keywords import keyword_field, stored
from dossier_models.palette import WHO, type_choices
from formengine import editing
from formengine.editing import Document
from formengine.editing.lookup import HELP, LABEL, entry
from formengine.editing.options import options_of, parse_options, written_options
from formengine.editing.rules import is_required
from formengine.fieldtypes import field_type

PREFIX = "set-"


class AddForm(forms.Form):
    """`where` is `page:key`, `after:field` or `in:group`."""

    title = forms.CharField(max_length=LABEL, label=_("New field"))
    type = forms.ChoiceField(choices=type_choices, label=_("Type"), initial="text")
    who = forms.ChoiceField(
        choices=lambda: [(key, look.label) for key, look in WHO.items()],
        label=_("Filled in by"),
        initial="citizen",
        required=False,
    )
    where = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, document: Document, item: str, data: Any = None) -> None:
        super().__init__(data, auto_id="add-%s")
        places = list(places_for(document, item))
        self.fields["where"].choices = places  # type: ignore[attr-defined]
        self.initial["where"] = places[0][0]

    def gesture(self, document: Document) -> Document:
        sort, _colon, item = self.cleaned_data["where"].partition(":")
        wanted = {"type": self.cleaned_data["type"], "title": self.cleaned_data["title"]}
        if sort == "in":
            return editing.add_field(document, group=item, **wanted)
        wanted["who"] = self.cleaned_data["who"] or "citizen"
        if sort == "after":
            page = next(page["key"] for page in document["x-pages"] if item in page["items"])
            return editing.add_field(document, page=page, after=item, **wanted)
        return editing.add_field(document, page=item, **wanted)


def places_for(document: Document, item: str) -> list[tuple[str, Any]]:
    """Where a new field may go, the likeliest first: inside or after what is selected, then pages' ends."""
    key = item.partition(".")[0]
    places: list[tuple[str, Any]] = []
    schema = document["properties"].get(key)
    if schema is not None and any(key in page["items"] for page in document["x-pages"]):
        label = _short(schema.get("title") or key)
        if schema.get("x-type") in ("group", "rows"):
            places.append((f"in:{key}", _("inside “%(label)s”") % {"label": label}))
        places.append((f"after:{key}", _("after “%(label)s”") % {"label": label}))
    pages = [
        (
            f"page:{page['key']}",
            _("at the end of “%(page)s”") % {"page": _short(page.get("title") or page["key"])},
        )
        for page in document["x-pages"]
    ]
    chosen = [place for place in pages if place[0] == f"page:{item}"]
    rest = [place for place in pages if place not in chosen]
    return [*chosen, *places, *(rest if chosen or places else reversed(rest))]


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


class FieldForm(forms.Form):
    """Everything about one field but its condition."""

    title = forms.CharField(max_length=LABEL, label=_("Label"))
    help = forms.CharField(
        max_length=HELP, label=_("Help"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, document: Document, address: str, data: Any = None) -> None:
        self.address, self.schema = address, editing.field_at(document, address)
        self.kind = field_type(self.schema["x-type"])
        self.inside = "." in address
        super().__init__(data, auto_id="field-%s", initial=self._initial(document))
        if self.kind.name == "static":
            self.fields["help"] = forms.CharField(
                max_length=HELP * 5, label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 6})
            )
            self.fields["title"].required = False
        if self.kind.name in ("choice", "choices"):
            self.fields["options"] = forms.CharField(
                max_length=700_000,
                required=False,
                label=_("Options, one a line"),
                help_text=_("“value | label”, or the label alone."),
                widget=forms.Textarea(attrs={"rows": 6}),
            )
        if self.kind.name != "static":
            self.fields["required"] = forms.BooleanField(label=_("An answer is required"), required=False)
        if not self.inside:
            self._add_who(document)
        for keyword in self.kind.settings():
            field = keyword_field(self.kind.name, keyword)
            if field is not None:
                self.fields[PREFIX + keyword] = field

    def _initial(self, document: Document) -> dict[str, Any]:
        values = {PREFIX + keyword: self.schema.get(keyword) for keyword in self.kind.settings()}
        return values | {
            "title": self.schema.get("title", ""),
            "help": self.schema.get("description", ""),
            "options": written_options(self.schema) if "choice" in self.kind.name else "",
            "required": is_required(document, self.address),
            "who": (editing.who_of(document, self.address) or "") if not self.inside else "",
        }

    def _add_who(self, document: Document) -> None:
        choices: list[tuple[str, Any]] = [(key, look.label) for key, look in WHO.items()]
        if editing.who_of(document, self.address) is None:
            choices.append(("", _("As set in the views matrix")))
        self.fields["who"] = forms.ChoiceField(
            choices=choices, label=_("Filled in by"), required=False, widget=forms.RadioSelect
        )

    @property
    def settings(self) -> list[forms.BoundField]:
        """The bound fields of the type's own settings."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def gesture(self, document: Document) -> Document:
        values = self.cleaned_data
        settings = {
            name.removeprefix(PREFIX): stored(value)
            for name, value in values.items()
            if name.startswith(PREFIX)
        }
        options = None
        if "options" in values:
            options = parse_options(values["options"], options_of(self.schema))
        new = editing.set_field(
            document,
            self.address,
            title=values["title"],
            help=values["help"],
            settings=settings,
            options=options,
        )
        required = bool(values.get("required"))
        who = values.get("who")
        if who and who != editing.who_of(new, self.address):
            new = editing.who_fills(new, self.address, who=who, required=required)
        if "required" in values and required != is_required(new, self.address):
            new = editing.set_required(new, self.address, required)
        return new


class PageForm(forms.Form):
    title = forms.CharField(max_length=LABEL, label=_("Title of the page"))

    def __init__(self, document: Document, key: str, data: Any = None) -> None:
        self.key = key
        super().__init__(
            data, auto_id="page-%s", initial={"title": entry(document, "x-pages", key).get("title", "")}
        )

    def gesture(self, document: Document) -> Document:
        return editing.set_page(document, self.key, title=self.cleaned_data["title"])


class NewPageForm(forms.Form):
    title = forms.CharField(max_length=LABEL, label=_("New page"))

    def gesture(self, document: Document) -> Document:
        return editing.add_page(document, title=self.cleaned_data["title"])

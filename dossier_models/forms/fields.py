"""Forms of the fields tab: adding a field, and the panel of the selected field or page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossier_models.forms.keywords import keyword_field, stored
from dossier_models.forms.places import places_for
from dossier_models.palette import WHO, view_titles
from dossier_models.type_palette import type_choices
from formengine import editing
from formengine.editing import Document
from formengine.editing.lookup import HELP, LABEL, entry, parent_of
from formengine.editing.options import options_of, parse_options, written_options
from formengine.editing.rules import can_be_masked, effective_word, is_required
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
        if sort == "after" and parent_of(item):
            return editing.add_field(document, after=item, **wanted)
        wanted["who"] = self.cleaned_data["who"] or "citizen"
        if sort == "after":
            page = next(page["key"] for page in document["x-pages"] if item in page["items"])
            return editing.add_field(document, page=page, after=item, **wanted)
        return editing.add_field(document, page=item, **wanted)


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
        self._add_masks(document)
        for keyword in self.kind.settings():
            field = keyword_field(self.kind.name, keyword)
            if field is not None:
                self.fields[PREFIX + keyword] = _with_choice(field, self.schema.get(keyword))

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

    def _add_masks(self, document: Document) -> None:
        """For the views that read the field, and those that mask it already."""
        masked = [view for view, each in document["x-views"].items() if self.address in each.get("masks", [])]
        readers = [
            (view, title)
            for view, title in view_titles(document).items()
            if view in masked or effective_word(document, self.address, view) == "read"
        ]
        if readers and (masked or can_be_masked(self.schema)):
            self.fields["masks"] = forms.MultipleChoiceField(
                choices=readers,
                label=_("Who sees a few characters only"),
                required=False,
                initial=masked,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("The first four and the last three, wherever the field is only read."),
            )

    @property
    def settings(self) -> list[forms.BoundField]:
        """The bound fields of the type's own settings."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    def clean(self) -> dict[str, Any]:
        """What is sent as it was shown stays as it is, though nobody could type it here."""
        values = super().clean() or {}
        for name in [each for each in self.fields if self._is_as_shown(each)]:
            self.errors.pop(name, None)
            if name not in ("required", "who", "masks"):
                values.pop(name, None)
        return values

    def _is_as_shown(self, name: str) -> bool:
        field = self.fields[name]
        initial = self.get_initial_for_field(field, name)
        sent = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        if not isinstance(sent, str):
            return not field.has_changed(initial, sent)
        shown = field.widget.format_value(field.prepare_value(initial))
        shown = shown[0] if isinstance(shown, list) and len(shown) == 1 else shown
        return _lines(sent) == _lines("" if shown is None else str(shown))

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
            title=values.get("title"),
            help=values.get("help"),
            settings=settings,
            options=options,
        )
        required = bool(values.get("required"))
        who = values.get("who")
        if who and who != editing.who_of(new, self.address):
            new = editing.who_fills(new, self.address, who=who, required=required)
        if "required" in values and required != is_required(new, self.address):
            new = editing.set_required(new, self.address, required)
        if "masks" in values:
            for view, _title in self.fields["masks"].choices:  # type: ignore[attr-defined]
                wanted, masks = view in values["masks"], new["x-views"][view].get("masks", [])
                if wanted != (self.address in masks):
                    new = editing.set_mask(new, self.address, view=view, masked=wanted)
        return new


def _with_choice(field: forms.Field, value: Any) -> forms.Field:
    """The field, offering also what is there already."""
    if isinstance(field, forms.ChoiceField):
        offered: Any = field.choices
        known = {str(each) for each, _title in offered}
        there = value if isinstance(value, list) else [value] if value is not None else []
        field.choices = [*offered, *((each, each) for each in map(str, there) if each not in known)]
    return field


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


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

"""Creating a model, and what concerns it as a whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from formengine import editing
from formengine.editing import Document
from formengine.editing.lookup import HELP


class NewModelForm(forms.Form):
    title = forms.CharField(
        max_length=200,
        label=_("What is it called?"),
        help_text=_("As people will read it on the portal, such as “Project grant application”."),
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


class DescribeForm(forms.Form):
    title = forms.CharField(max_length=200, label=_("Title"))
    description = forms.CharField(
        max_length=HELP,
        required=False,
        label=_("Description"),
        help_text=_("Shown on the portal before people begin."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reference = forms.CharField(
        max_length=60,
        required=False,
        label=_("References look like"),
        help_text=_("SUB-{yyyy}-{seq:05d} makes SUB-2026-00042."),
    )

    def __init__(self, document: Document, data: Any = None) -> None:
        initial = {
            "title": document.get("title", ""),
            "description": document.get("description", ""),
            "reference": document.get("x-reference", ""),
        }
        super().__init__(data, auto_id="model-%s", initial=initial)

    def gesture(self, document: Document) -> Document:
        return editing.describe(document, **self.cleaned_data)

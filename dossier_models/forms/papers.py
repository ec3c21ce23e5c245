"""Forms of the documents tab."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from formengine import editing
from formengine.editing import Document
from formengine.editing.lookup import LABEL, entry
from formengine.editing.papers import PAPERS
from formengine.papers import LONGEST_TEXT


class NewPaperForm(forms.Form):
    title = forms.CharField(max_length=LABEL, label=_("New document"))

    def gesture(self, document: Document) -> Document:
        return editing.add_paper(document, title=self.cleaned_data["title"])


class PaperForm(forms.Form):
    """The panel of one document. `insert` is a place to be put at the end of the text, without JavaScript."""

    title = forms.CharField(max_length=LABEL, label=_("Title"))
    parties = forms.BooleanField(required=False, label=_("Applicant and other parties"))
    scopes = forms.MultipleChoiceField(
        required=False,
        label=_("Partners who were asked for"),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        label=_("Text"),
        help_text=_(
            "An empty line begins a paragraph, “# ” a heading, “- ” a line of a list. "
            "Without a text the document can only be deposited."
        ),
        widget=forms.Textarea(attrs={"rows": 16, "class": "paper-text", "spellcheck": "true"}),
    )
    insert = forms.CharField(required=False, max_length=LABEL)

    def __init__(self, document: Document, key: str, data: Any = None) -> None:
        self.key, paper = key, entry(document, PAPERS, key)
        initial = {
            "title": paper.get("title", ""),
            "parties": paper.get("parties") is True,
            "scopes": paper.get("scopes", []),
            "words": paper.get("text", ""),
        }
        super().__init__(data, auto_id="paper-%s", initial=initial)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope["key"], scope.get("title") or scope["key"]) for scope in document.get("x-scopes", [])
        ]

    @property
    def has_scopes(self) -> bool:
        return bool(self.fields["scopes"].choices)  # type: ignore[attr-defined]

    def gesture(self, document: Document) -> Document:
        values = self.cleaned_data
        words, insert = values["words"], values["insert"]
        if insert:
            words = f"{words}{' ' if words and not words[-1].isspace() else ''}{insert}"
        return editing.set_paper(
            document,
            self.key,
            title=values["title"],
            parties=values["parties"],
            scopes=values["scopes"],
            words=words,
        )

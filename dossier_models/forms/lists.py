"""Uploading a reference list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from dossier_models.models import ReferenceList
from formengine.limits import storable
from formengine.reference_lists import MOST_BYTES


class UploadForm(forms.Form):
    """One form for a new list and for the next version of one there is."""

    kept = forms.ModelChoiceField(
        queryset=ReferenceList.objects.none(), required=False, label=_("List"), empty_label=_("A new list")
    )
    title = forms.CharField(max_length=200, required=False, label=_("Name of the new list"))
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "First column: the value that is stored; second column: what people read. 10,000 rows at most."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )
    header = forms.BooleanField(
        required=False, initial=True, label=_("The first row holds the names of the columns")
    )

    def __init__(self, actor: Actor, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="list-%s")
        self.fields["kept"].queryset = ReferenceList.objects.kept_by(actor)  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if not storable(title):
            raise ValidationError(_("This text holds a character that cannot be stored."))
        return title

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is too large: at most 4 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("kept") and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _("Give it a name."))
        return cleaned

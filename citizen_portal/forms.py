"""The one form that the engine does not make."""

from typing import Any

from django import forms


class CheckForm(forms.Form):
    """The last step: no question, one button for each thing the applicant may do with the dossier."""

    to = forms.CharField(max_length=40, strip=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("prefix", None)
        super().__init__(*args, **kwargs)

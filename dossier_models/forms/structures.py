"""Form fields for settings that are more than one value: written in lines, stored as lists."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dossier_models.sentences import refusal_text
from formengine.editing import Refused
from formengine.editing.structures import MOST_TEXT, parse_constant, written_constant


class LinesField(forms.CharField):
    """A text area. `parse` reads it (Refused becomes an error beside it), `write` fills it in."""

    def __init__(
        self, *, parse: Callable[[str], Any], write: Callable[[Any], str], rows: int = 6, **others: Any
    ) -> None:
        self.parse, self.write = parse, write
        super().__init__(
            required=False,
            max_length=MOST_TEXT,
            strip=False,
            widget=forms.Textarea(attrs={"rows": rows}),
            **others,
        )

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else self.write(value)

    def clean(self, value: Any) -> Any:
        try:
            return self.parse(super().clean(value))
        except Refused as refused:
            raise ValidationError(refusal_text(refused)) from None


class Sent(str):
    """What was sent, to be shown again as it is."""

    __slots__ = ()


class ConstantField(forms.CharField):
    """A text, or another value after `=`: `=5`, `=true`."""

    def __init__(self, **others: Any) -> None:
        super().__init__(required=False, strip=False, **others)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return Sent(data or "")

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, Sent) else written_constant(value)

    def clean(self, value: Any) -> Any:
        try:
            return parse_constant(super().clean(value))
        except Refused as refused:
            raise ValidationError(refusal_text(refused)) from None


class TickField(forms.BooleanField):
    """Ticked is true; not ticked is nothing said, for the document does not keep a no."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value) or None

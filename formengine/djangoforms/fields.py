"""One field of a compiled view as Django knows fields: it reads what was posted; judging is `accept`'s."""

import copy
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from formengine.compiling import CompiledField
from formengine.djangoforms.reading import Reader


class EngineWidget(forms.Widget):
    """Reads what the template writes. It writes nothing itself: the page is one template."""

    needs_multipart_form = False

    def __init__(self, compiled: CompiledField) -> None:
        super().__init__()
        self.compiled = compiled

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        reading = Reader(data, files).read({name: self.compiled}, {}, {})
        return reading.values.get(name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        raise NotImplementedError("The page's template writes this input: render the form.")


class EngineField(forms.Field):
    """What formtools and Django expect of a form's field. Judging is `accept`'s."""

    def __init__(self, compiled: CompiledField) -> None:
        super().__init__(
            required=False,
            label=compiled.field.title,
            help_text=compiled.field.help,
            widget=forms.HiddenInput,
        )
        self.compiled = compiled
        self.widget = EngineWidget(compiled)

    def __deepcopy__(self, memo: Any) -> "EngineField":
        return copy.copy(self)

"""What a field does by itself, in words: when it is there, what it is computed from, what it begins with."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from formengine.djangoforms import rule_sentence
from formengine.document import parse
from formengine.editing.lookup import label_of, parent_of
from formengine.fieldtypes import type_of
from formengine.model import Field, Model
from formengine.prefilling import DOSSIER, PROFILE, default_rule, prefill_of, taken
from formengine.problems import DocumentRefused
from formengine.rules import compile_expression

RULES = ("x-required-when", "x-compute")
LONGEST = 200
FROM_PROFILE: Mapping[str, str | Promise] = {
    "email": gettext_lazy("e-mail address"),
    "given_name": gettext_lazy("first name"),
    "family_name": gettext_lazy("last name"),
    "name": gettext_lazy("full name"),
    "language": gettext_lazy("language"),
}
FROM_ORGANISATION: Mapping[str, str | Promise] = {
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail address"),
    "phone": gettext_lazy("telephone"),
}


class Behaviour:
    """Reads the document once; nothing is said of a document that cannot be read."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        try:
            self.model: Model | None = parse(document)
        except DocumentRefused:
            self.model = None

    def condition(self, rule: Any, address: str = "") -> str:
        """The condition of a field or page as a sentence; empty where there is none."""
        return self._rule("x-when", rule, address)

    def sentences(self, address: str) -> list[str]:
        """Everything else that the field does by itself."""
        field = self.model.field_at(address) if self.model else None
        if field is None:
            return []
        said = [self._rule(keyword, field.schema.get(keyword), address) for keyword in RULES]
        return [each for each in (*said, *self._beginning(field), *self._also(field)) if each]

    def _rule(self, keyword: str, rule: Any, address: str) -> str:
        if not isinstance(rule, Mapping) or self.model is None:
            return ""
        try:
            compiled = compile_expression(rule, inside=parent_of(address))
        except DocumentRefused:
            return ""
        field = self.model.field_at(address) if address else None
        return rule_sentence(keyword, compiled, self.model, get_language() or "en", field)

    def _beginning(self, field: Field) -> Iterator[str]:
        prefill = prefill_of(field.schema)
        if prefill is not None:
            known = FROM_PROFILE if prefill.source == PROFILE else FROM_ORGANISATION
            if prefill.source == DOSSIER:
                label = label_of(self.document, prefill.path)
                text = _("Filled in from the same person’s last dossier: “%(label)s”.") % {"label": label}
            elif prefill.source == PROFILE:
                text = _("Filled in from the person’s profile: %(what)s.")
                text %= {"what": known.get(prefill.path, prefill.path)}
            else:
                text = _("Filled in from the organisation: %(what)s.")
                text %= {"what": known.get(prefill.path, prefill.path)}
            locked = _("It cannot be changed on the portal.")  # not inside the f-string: xgettext reads none
            yield f"{text} {locked}" if prefill.locked else text
        if "x-default" in field.schema:
            yield self._default(field)

    def _default(self, field: Field) -> str:
        try:
            rule = default_rule(field.schema)
        except DocumentRefused:
            return ""
        if rule is not None:
            return self._rule("x-default", rule.source, field.path)
        value = taken(field, field.schema["x-default"])
        shown = type_of(field).display(value, field, get_language() or "en") if value is not None else ""
        return _("To begin with: %(rule)s.") % {"rule": _short(shown)} if shown else ""

    @staticmethod
    def _also(field: Field) -> Iterator[str]:
        if "x-also" in field.schema:
            schema = _short(json.dumps(field.schema["x-also"], ensure_ascii=False, default=dict))
            yield _("It also has to fit what the imported form says of it: %(schema)s") % {"schema": schema}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

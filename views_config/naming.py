"""What the things of two versions are called, for texts about what changed between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dossier_models.forms.keywords import keyword_field
from dossier_models.palette import ACCESS, look_of, quoted
from formengine.comparing import Correspondence, correspond
from formengine.djangoforms import rule_sentence
from formengine.model import Field, Model
from formengine.rules import Expression

LONGEST = 120
NOTHING = "–"


@dataclass(frozen=True, eq=False)
class Names:
    """Titles of what the new version has; of what it no longer has, those of the old one."""

    old: Model
    new: Model

    @property
    def pairs(self) -> Correspondence:
        return correspond(self.old, self.new)

    def field(self, path: str) -> str:
        """“Title”, inside groups “Group › Title”."""
        known: Mapping[str, Field] = self.pairs.new if path in self.pairs.new else self.pairs.old
        keys, titles = path.split("."), []
        for number in range(1, len(keys) + 1):
            found = known.get(".".join(keys[:number]))
            titles.append((found.title if found else "") or keys[number - 1])
        return quoted(" › ".join(titles))

    def page(self, key: str) -> str:
        return self._titled(key, self.new.pages, self.old.pages) if key else NOTHING

    def status(self, key: str) -> str:
        return self._titled(key, self.new.statuses, self.old.statuses)

    def scope(self, key: str) -> str:
        return self._titled(key, self.new.scopes, self.old.scopes)

    def capacity(self, key: str) -> str:
        return self._titled(key, self.new.capacities, self.old.capacities)

    def party(self, key: str) -> str:
        return self._titled(key, self.new.parties, self.old.parties)

    def paper(self, key: str) -> str:
        return self._titled(key, self.new.documents, self.old.documents)

    def view(self, key: str) -> str:
        found = self.new.views.get(key) or self.old.views.get(key)
        return quoted(found.title if found else key)

    def item(self, key: str) -> str:
        """A field, a page, or everything: what a cap is about."""
        if key == "*":
            return str(_("everything"))
        known = key in self.pairs.new or key in self.pairs.old
        return self.field(key) if known else self.page(key)

    @staticmethod
    def _titled(key: str, *sources: Any) -> str:
        titles = (each.title for things in sources for each in things if each.key == key)
        return quoted(next(titles, "") or key)

    def keyword(self, path: str, keyword: str) -> str:
        """What the designer calls a setting; the keyword itself where it has no input of its own."""
        field = self.pairs.new.get(path)
        shown = keyword_field(field.type, keyword) if field else None
        return str(shown.label) if shown and shown.label else keyword

    def rule(self, keyword: str, rule: Expression | None, model: Model, field: Field | None) -> str:
        return rule_sentence(keyword, rule, model, get_language() or "en", field) if rule else ""


def said(value: Any) -> str:
    """A setting's value; nothing for none, and no more than begins it where it is long."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def type_name(name: str) -> str:
    return str(look_of(name).label)


def access_name(word: str) -> str:
    return str(ACCESS[word].label)

"""Rules as sentences in the reader's language: the texts for the words of `formengine.rules.words`."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from formengine.fieldtypes import type_of
from formengine.fieldtypes.wording import locale_of
from formengine.model import Field, Model
from formengine.problems import Unacceptable
from formengine.rules import Expression, sentence
from formengine.rules.words import Name, Phrase, Several, Value, Words

SENTENCES: Mapping[str, Promise] = {
    "x-when": _("Shown when %(rule)s."),
    "x-required-when": _("An answer is required when %(rule)s."),
    "x-compute": _("Computed: %(rule)s."),
    "x-default": _("To begin with: %(rule)s."),
    "rule": _("It must be so that %(rule)s."),
}
PHRASES: Mapping[str, Promise] = {
    "is": _("%(left)s is %(right)s"),
    "is_not": _("%(left)s is not %(right)s"),
    "less": _("%(left)s is less than %(right)s"),
    "at_most": _("%(left)s is at most %(right)s"),
    "more": _("%(left)s is more than %(right)s"),
    "at_least": _("%(left)s is at least %(right)s"),
    "before": _("%(left)s is before %(right)s"),
    "until": _("%(left)s is on or before %(right)s"),
    "after": _("%(left)s is after %(right)s"),
    "since": _("%(left)s is on or after %(right)s"),
    "yes": _("%(what)s is yes"),
    "no": _("%(what)s is no"),
    "filled": _("%(what)s is filled in"),
    "missing": _("%(what)s is not filled in"),
    "among": _("%(what)s is one of %(list)s"),
    "not_among": _("%(what)s is none of %(list)s"),
    "includes": _("%(list)s includes %(what)s"),
    "includes_not": _("%(list)s does not include %(what)s"),
    "disjoint": _("%(a)s and %(b)s have nothing in common"),
    "exactly_one": _("exactly one of %(list)s is filled in"),
    "fits": _("%(list)s go together as the imported form asks"),
    "every": _("in every row of %(rows)s, %(what)s"),
    "every_where": _("in every row of %(rows)s where %(where)s, %(what)s"),
    "some": _("in some row of %(rows)s, %(what)s"),
    "some_where": _("in some row of %(rows)s where %(where)s, %(what)s"),
    "not": _("it is not so that %(what)s"),
    "always": _("always"),
    "never": _("never"),
    "total": _("the total of %(child)s over the rows of %(rows)s"),
    "total_where": _("the total of %(child)s over the rows of %(rows)s where %(where)s"),
    "rows": _("the number of rows of %(rows)s"),
    "rows_where": _("the number of rows of %(rows)s where %(where)s"),
    "column": _("%(child)s in the rows of %(rows)s"),
    "column_where": _("%(child)s in the rows of %(rows)s where %(where)s"),
    "opposite": _("minus %(what)s"),
    "quotient": _("%(a)s divided by %(b)s"),
    "percent": _("%(share)s %% of %(whole)s"),
    "size": _("%(what)s without its sign"),
    "rounded": _("%(what)s rounded, decimals kept: %(places)s"),
    "rounded_whole": _("%(what)s rounded to a whole number"),
    "rounded_to": _("%(what)s rounded to %(step)s"),
    "least": _("the smallest of %(list)s"),
    "most": _("the largest of %(list)s"),
    "earliest": _("the earliest of %(list)s"),
    "latest": _("the latest of %(list)s"),
    "days_between": _("the days from %(start)s to %(end)s"),
    "months_between": _("the months from %(start)s to %(end)s"),
    "years_between": _("the years from %(start)s to %(end)s"),
    "later": _("%(start)s plus %(shift)s"),
    "today": _("today"),
    "together": _("%(list)s put together"),
    "characters": _("the number of characters of %(what)s"),
    "length": _("how many there are in %(what)s"),
    "when": _("%(then)s if %(when)s"),
    "otherwise": _("otherwise %(then)s"),
    "up_to": _("%(then)s up to %(when)s"),
    "above": _("%(then)s above that"),
    "by": _("by %(what)s: %(cases)s"),
    "years": _("%(count)s years"),
    "months": _("%(count)s months"),
    "days": _("%(count)s days"),
}
JOINTS: Mapping[str, Promise] = {
    "and": _("%(before)s and %(after)s"),
    "or": _("%(before)s or %(after)s"),
    "listed": _("%(before)s, %(after)s"),
    "plus": _("%(before)s plus %(after)s"),
    "minus": _("%(before)s minus %(after)s"),
    "times": _("%(before)s times %(after)s"),
    "cases": _("%(before)s; %(after)s"),
}
TIGHT = frozenset(
    {"quotient", "percent", "opposite", "size", "rounded", "rounded_to", "rounded_whole", "not"}
)
"""Phrases whose parts stand in brackets where they are put together of several."""


def rule_text(rule: Expression, model: Model, language: str, field: Field | None = None) -> str:
    """A rule in words, without a full stop. `field`: the one it computes."""
    with override(language):
        return _Writing(language).text(sentence(rule, model, field))


def rule_sentence(
    keyword: str, rule: Expression, model: Model, language: str, field: Field | None = None
) -> str:
    """A whole sentence; `keyword`: where the rule stands in the document, one of SENTENCES."""
    with override(language):
        return str(SENTENCES[keyword]) % {"rule": rule_text(rule, model, language, field)}


class _Writing:
    def __init__(self, language: str) -> None:
        self.language = language

    def text(self, words: Words) -> str:
        match words:
            case Name():
                return _quoted(" › ".join(words.titles))
            case Value():
                return self.value(words.value, words.field)
            case Several():
                return self.several(words)
            case _:
                return self.phrase(words)

    def phrase(self, words: Phrase) -> str:
        parts = {
            name: self.inner(part) if words.code in TIGHT or _is_loose(words, part) else self.text(part)
            for name, part in words.parts.items()
        }
        count = words.parts.get("count")
        if isinstance(count, Value) and isinstance(count.value, Decimal) and count.value == int(count.value):
            return _counted(words.code, int(count.value)) % parts
        return str(PHRASES[words.code]) % parts

    def several(self, words: Several) -> str:
        items = [self.inner(each) if words.joint != "listed" else self.text(each) for each in words.items]
        joint = str(JOINTS[words.joint])
        made = items[0] if items else _quoted("")
        for item in items[1:]:
            made = joint % {"before": made, "after": item}
        return made

    def inner(self, words: Words) -> str:
        """Inside something else: in brackets where it is put together itself."""
        text = self.text(words)
        return gettext("(%(text)s)") % {"text": text} if isinstance(words, Several) else text

    def value(self, value: Any, field: Field | None) -> str:
        if value is None:
            return gettext("no answer")
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        shown = _as_answer(value, field, self.language) if field is not None else None
        if shown is not None:
            return _day(shown) if field is not None and field.type in ("date", "datetime") else shown
        if isinstance(value, Decimal):
            return str(format_decimal(value, locale=locale_of(self.language), decimal_quantization=False))
        if isinstance(value, date):
            return _day(str(format_date(value, format="long", locale=locale_of(self.language))))
        return _quoted(value)


def _is_loose(around: Phrase, part: Words) -> bool:
    """Whether it would run into what stands around it."""
    return isinstance(part, Several) and part.joint == "cases" and around.code != "by"


def _as_answer(value: Any, field: Field, language: str) -> str | None:
    """The value as an answer to the field is shown; None where it cannot be one."""
    kind = type_of(field)
    titles = dict(kind.options(field, language))
    if isinstance(value, str) and value in titles:
        return _quoted(titles[value])
    try:
        stored = kind.normalise(f"{value:f}" if isinstance(value, Decimal) else value, field)
    except Unacceptable:
        return None
    if kind.is_empty(stored) or kind.problems(stored, field):
        return None
    shown = kind.display(stored, field, language)
    return shown if kind.kind in ("number", "date", "datetime", "time") else None


def _counted(code: str, count: int) -> str:
    match code:
        case "years":
            return ngettext("%(count)s year", "%(count)s years", count)
        case "months":
            return ngettext("%(count)s month", "%(count)s months", count)
        case _:
            return ngettext("%(count)s day", "%(count)s days", count)


def _day(text: str) -> str:
    """With the article that a language puts before a day."""
    return pgettext("a day in a sentence", "%(day)s") % {"day": text}


def _quoted(text: str) -> str:
    return gettext("“%(text)s”") % {"text": text}

"""A change list in words: what is new, what is gone, and each thing that is different."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossier_models.palette import KINDS, MOVERS, quoted
from formengine.comparing import Change, Comparison, Part, What, compare
from formengine.model import Model
from views_config.chapters import ADDED, ALTERED, REMOVED
from views_config.naming import Names, access_name, said, type_name
from views_config.participants import OF_CAPACITY, OF_PAPER, OF_PARTNERS

Sentences = Mapping[What, Callable[[Change, Names], str]]


@dataclass(frozen=True)
class Entry:
    """One thing, and what of it is different; nothing more to say where it is new or gone."""

    name: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    title: str | Promise
    entries: tuple[Entry, ...]


def told(old: Model, new: Model) -> tuple[Chapter, ...]:
    """Who newly sees what is not in it: see `exposures`."""
    comparison, names = compare(old, new), Names(old, new)
    chapters = []
    for part in Part:
        for what, titles in ((What.ADDED, ADDED), (What.REMOVED, REMOVED)):
            found = comparison.of(part, what)
            if found:
                entries = tuple(Entry(name_of(each, names)) for each in found)
                chapters.append(Chapter(titles[part], entries))
        altered = _altered(comparison, part, names)
        if altered:
            chapters.append(Chapter(ALTERED[part], altered))
    return tuple(chapters)


def _altered(comparison: Comparison, part: Part, names: Names) -> tuple[Entry, ...]:
    """One entry for each thing, in the order of the list."""
    details: dict[str, list[str]] = {}
    for each in comparison.of(part):
        if each.what not in (What.ADDED, What.REMOVED) and not _is_exposure(each):
            name = name_of(each, names) if part not in (Part.MODEL, Part.PARTNERS) else ""
            details.setdefault(name, []).append(sentence_of(each, names))
    return tuple(Entry(name, tuple(dict.fromkeys(lines))) for name, lines in details.items())


def name_of(change: Change, names: Names) -> str:
    match change.part:
        case Part.FIELD:
            return names.field(change.at)
        case Part.PAGE:
            return names.page(change.at)
        case Part.VIEW:
            return names.view(change.at)
        case Part.STATUS:
            return names.status(change.at)
        case Part.SCOPE:
            return names.scope(change.at)
        case Part.KIND:
            return str(KINDS.get(change.at, change.at))
        case Part.CAPACITY:
            return names.capacity(change.at)
        case Part.PARTY:
            return names.party(change.at)
        case Part.PAPER:
            return names.paper(change.at)
        case Part.CHECK:
            return quoted(_message(change.at, names))
    return names.new.title


def _message(key: str, names: Names) -> str:
    found = (each.message for model in (names.new, names.old) for each in model.checks if each.key == key)
    return next(found, "") or key


def sentence_of(change: Change, names: Names) -> str:
    sentences: Iterable[Sentences] = (OF_PART.get(change.part, {}), OF_ALL)
    for each in sentences:
        if change.what in each:
            return each[change.what](change, names)
    return _("technical details")


def _from_to(label: str | Promise) -> Callable[[Change, Names], str]:
    return lambda change, _names: (
        _("%(what)s: %(old)s → %(new)s")
        % {
            "what": label,
            "old": said(change.old),
            "new": said(change.new),
        }
    )


def _plainly(text: str | Promise) -> Callable[[Change, Names], str]:
    return lambda _change, _names: str(text)


def _setting(change: Change, names: Names) -> str:
    label = names.keyword(change.at, change.name)
    if isinstance(change.old, dict) or isinstance(change.new, dict):
        return _("%(what)s is different") % {"what": label}
    return _from_to(label)(change, names)


def _moved(change: Change, names: Names) -> str:
    if change.name == "page":
        return _("moved from the page %(old)s to %(new)s") % {
            "old": names.page(change.old),
            "new": names.page(change.new),
        }
    return _("stood at %(old)s before") % {"old": _place(change.old, names)}


def _place(path: str, names: Names) -> str:
    titles = [names.pairs.old[path].title or path]
    while "." in path:
        path = path.rpartition(".")[0]
        titles.insert(0, names.pairs.old[path].title or path)
    return quoted(" › ".join(titles))


def _rule(keyword: str, gone: str | Promise) -> Callable[[Change, Names], str]:
    def sentence(change: Change, names: Names) -> str:
        if change.part is Part.PAGE:
            page = next(each for each in names.new.pages if each.key == change.at)
            return names.rule(keyword, page.when, names.new, None) or str(gone)
        field = names.pairs.new[change.at]
        rule = {"x-when": field.when, "x-required-when": field.required_when}.get(keyword, field.compute)
        return names.rule(keyword, rule, names.new, field) or str(gone)

    return sentence


def _cap(change: Change, names: Names) -> str:
    view, _slash, item = change.name.partition("/") if change.part is Part.STATUS else ("", "", change.name)
    place = ", ".join(
        part for part in (names.view(view) if view else "", names.item(item) if item else "") if part
    )
    return _("%(what)s: %(old)s → %(new)s") % {
        "what": place,
        "old": access_name(change.old),
        "new": access_name(change.new),
    }


def _move(text: str | Promise) -> Callable[[Change, Names], str]:
    return lambda change, names: str(text) % {"status": names.status(change.name) if change.name else ""}


def _move_changed(change: Change, names: Names) -> str:
    if not change.name:
        return _("the moves stand in another order")
    move = names.new.status(change.at).transition(change.name)
    asked = [_("by: %(who)s") % {"who": MOVERS.get(move.by, move.by)}] if move else []
    if move and move.requires:
        asked.append(_("asks for %(fields)s") % {"fields": ", ".join(map(names.field, move.requires))})
    if move and move.complete:
        asked.append(_("asks for everything to be filled in"))
    if move and move.needs:
        asked.append(_("asks that a partner was asked"))
    return _("the move to %(status)s is different: %(now)s") % {
        "status": names.status(change.name),
        "now": "; ".join(map(str, asked)),
    }


def _verdict(text: str | Promise) -> Callable[[Change, Names], str]:
    def sentence(change: Change, _names: Names) -> str:
        title, _reasons = change.new or change.old
        return str(text) % {"title": title}

    return sentence


def _reveals(change: Change, names: Names) -> str:
    text = _("lets %(field)s be guessed") if change.new else _("no longer lets %(field)s be guessed")
    return text % {"field": names.field(change.name)}


def _is_exposure(change: Change) -> bool:
    """Whether it is told by `exposures`: another access, not only another duty to answer."""
    words = (str(word).rstrip("!") for word in (change.old, change.new))
    return change.what is What.ACCESS and len(set(words)) == 2


def _owed(change: Change, names: Names) -> str:
    text = _("%(field)s has to be answered") if change.new == "edit!" else _("%(field)s may be left empty")
    return text % {"field": names.field(change.name)}


def _masks(change: Change, names: Names) -> str:
    text = _("shows a few characters of %(field)s only") if change.new else _("shows all of %(field)s")
    return text % {"field": names.field(change.name)}


def _required(change: Change, _names: Names) -> str:
    return _("has to be answered in its group") if change.new else _("may be left empty in its group")


def _listed(change: Change, names: Names) -> str:
    return _("lists show: %(fields)s") % {"fields": ", ".join(map(names.field, change.new)) or said(None)}


OF_ALL: Sentences = {
    What.TITLE: _from_to(gettext_lazy("name")),
    What.REORDERED: _plainly(gettext_lazy("stands at another place")),
    What.CAP: _cap,
    What.TECHNICAL: _plainly(gettext_lazy("technical details")),
}
OF_PART: Mapping[Part, Sentences] = {
    Part.MODEL: {
        What.HELP: _plainly(gettext_lazy("another description")),
        What.REFERENCE: _from_to(gettext_lazy("references")),
        What.LISTED: _listed,
    },
    Part.FIELD: {
        What.HELP: _plainly(gettext_lazy("another help text")),
        What.TYPE: lambda change, names: (
            _("type: %(old)s → %(new)s") % {"old": type_name(change.old), "new": type_name(change.new)}
        ),
        What.LIMIT: _setting,
        What.SETTING: _setting,
        What.OPTION_ADDED: lambda change, _n: _("new option “%(title)s”") % {"title": change.new},
        What.OPTION_REMOVED: lambda change, _n: _("the option “%(title)s” is gone") % {"title": change.old},
        What.OPTION_TITLE: lambda change, _n: (
            _("the option “%(old)s” is called “%(new)s”") % {"old": change.old, "new": change.new}
        ),
        What.OPTION_RENAMED: lambda change, _n: (
            _("the option “%(title)s” is stored as %(new)s, not %(old)s")
            % {"title": change.name, "old": change.old, "new": change.new}
        ),
        What.OPTIONS_REORDERED: _plainly(gettext_lazy("the options stand in another order")),
        What.CONDITION: _rule("x-when", gettext_lazy("shown without a condition")),
        What.REQUIREMENT: _rule("x-required-when", gettext_lazy("no rule asks for an answer any more")),
        What.COMPUTED: _rule("x-compute", gettext_lazy("no longer computed")),
        What.REQUIRED: _required,
        What.MOVED: _moved,
    },
    Part.PAGE: {What.CONDITION: _rule("x-when", gettext_lazy("shown without a condition"))},
    Part.VIEW: {
        What.SURFACE: _from_to(gettext_lazy("place")),
        What.REVEALS: _reveals,
        What.MASKS: _masks,
        What.ACCESS: _owed,
    },
    Part.STATUS: {
        What.WORDING: _from_to(gettext_lazy("wording on the portal")),
        What.TIME_LIMIT: _from_to(gettext_lazy("time limit in days")),
        What.FINAL: _from_to(gettext_lazy("an end")),
        What.OUTCOME: _from_to(gettext_lazy("decision")),
        What.MOVE_ADDED: _move(gettext_lazy("can move to %(status)s")),
        What.MOVE_REMOVED: _move(gettext_lazy("can no longer move to %(status)s")),
        What.MOVE_CHANGED: _move_changed,
    },
    Part.SCOPE: {
        What.SCOPE_VIEW: lambda change, names: (
            _("is seen through %(view)s") % {"view": names.view(change.new)}
        ),
        What.VERDICT_ADDED: _verdict(gettext_lazy("new verdict “%(title)s”")),
        What.VERDICT_REMOVED: _verdict(gettext_lazy("the verdict “%(title)s” is gone")),
        What.VERDICT_CHANGED: _verdict(gettext_lazy("the verdict “%(title)s” is different")),
    },
    Part.PARTNERS: OF_PARTNERS,
    Part.CAPACITY: OF_CAPACITY,
    Part.PARTY: OF_CAPACITY,
    Part.PAPER: OF_PAPER,
    Part.CHECK: {
        What.MESSAGE: _from_to(gettext_lazy("message")),
        What.PLACE: lambda change, names: _("is shown at %(field)s") % {"field": names.field(change.new)},
        What.RULE: _plainly(gettext_lazy("another rule")),
    },
}

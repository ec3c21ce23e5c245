"""Who will newly see and change what, by the views' rules; and why open dossiers would not fit."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from dossier_models.palette import quoted
from formengine.access import Access
from formengine.comparing import Break, Part, What, breaks, compare
from formengine.comparing.views import rules_of
from formengine.model import Model
from views_config.naming import Names


@dataclass(frozen=True)
class Exposure:
    """For one view: names of what it newly lets be filled in, newly shows, closes, and shows no more."""

    view: str
    title: str
    edits: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.edits or self.shows or self.closes or self.hides)


def exposures(old: Model | None, new: Model) -> tuple[Exposure, ...]:
    """Of views that change. `old` None: all that there is to see, parts of groups left out."""
    made = _first(new) if old is None else _between(old, new)
    return tuple(each for each in made if not each.is_empty)


def _first(new: Model) -> list[Exposure]:
    names, made = Names(new, new), []
    for key, view in new.views.items():
        rules = {path: rule.access for path, rule in rules_of(new, key).items() if "." not in path}
        edits = tuple(names.field(path) for path, access in rules.items() if access is Access.EDIT)
        shows = tuple(names.field(path) for path, access in rules.items() if access is Access.READ)
        made.append(Exposure(key, view.title, edits, shows))
    return made


def _between(old: Model, new: Model) -> list[Exposure]:
    names, made = Names(old, new), []
    changes = compare(old, new).of(Part.VIEW, What.ACCESS)
    masks = compare(old, new).of(Part.VIEW, What.MASKS)
    for key, view in new.views.items():
        words = [(each.name, str(each.old), str(each.new)) for each in changes if each.at == key]
        made.append(
            Exposure(
                key,
                view.title,
                edits=tuple(names.field(path) for path, was, now in words if _edits(now) and not _edits(was)),
                shows=(
                    *(names.field(path) for path, was, now in words if (was, now) == ("hidden", "read")),
                    *(names.field(each.name) for each in masks if each.at == key and not each.new),
                ),
                closes=tuple(names.field(path) for path, was, now in words if _edits(was) and now == "read"),
                hides=tuple(names.field(path) for path, _was, now in words if now == "hidden"),
            )
        )
    return made


def _edits(word: str) -> bool:
    return word.startswith("edit")


REASONS: Mapping[str, str | Promise] = {
    "field_removed": gettext_lazy("%(place)s is gone: its answers are set aside."),
    "type_changed": gettext_lazy("%(place)s has another type: not every answer can be converted."),
    "option_removed": gettext_lazy("%(place)s has an option less: answers with it are set aside."),
    "option_renamed": gettext_lazy("%(place)s has an option with another value, and a rule asks about it."),
    "limit_narrowed": gettext_lazy("%(place)s accepts less: %(name)s."),
    "setting_changed": gettext_lazy("%(place)s is set differently: %(name)s."),
    "meaning_changed": gettext_lazy("%(place)s means something else: %(name)s."),
    "computed": gettext_lazy("%(place)s is computed: what was answered is set aside."),
    "condition_added": gettext_lazy("%(place)s has another condition: answers may disappear."),
    "condition_removed": gettext_lazy("%(place)s is shown more often: what it asks for may be missing."),
    "newly_required": gettext_lazy("%(place)s has to be answered (%(name)s)."),
    "requirement_changed": gettext_lazy("%(place)s has to be answered under another rule."),
    "check_added": gettext_lazy("A new check: %(place)s."),
    "check_changed": gettext_lazy("Another rule for the check %(place)s."),
    "check_newly_asked": gettext_lazy("The check %(place)s is newly asked of %(name)s."),
    "status_removed": gettext_lazy("The status %(place)s is gone."),
    "move_stricter": gettext_lazy("The move from %(place)s to %(name)s asks for more."),
    "view_removed": gettext_lazy("The view %(place)s is gone: nobody may take part through it."),
    "scope_removed": gettext_lazy("%(place)s can no longer be asked: nobody may be asked for it."),
    "verdict_removed": gettext_lazy("%(place)s has a verdict less."),
    "capacity_removed": gettext_lazy("Nobody may act for another person as %(place)s any more."),
    "party_removed": gettext_lazy("%(place)s is no party any more: nobody may take part so."),
}


def reasons(old: Model, new: Model) -> tuple[str, ...]:
    """Why open dossiers may not fit the new version; none: they all do."""
    names = Names(old, new)
    grouped: dict[tuple[str, Part, str], list[str]] = {}
    for each in breaks(old, new):
        grouped.setdefault((each.code, each.part, each.at), []).append(_name(each, names))
    return tuple(
        str(REASONS[code]) % {"place": _place(part, at, names), "name": ", ".join(dict.fromkeys(found))}
        for (code, part, at), found in grouped.items()
    )


def _name(reason: Break, names: Names) -> str:
    match reason.code:
        case "newly_required" | "check_newly_asked":
            return names.view(reason.name)
        case "move_stricter":
            return names.status(reason.name)
        case "limit_narrowed" | "setting_changed" | "meaning_changed":
            return names.keyword(reason.at, reason.name)
    return reason.name


def _place(part: Part, at: str, names: Names) -> str:
    match part:
        case Part.FIELD:
            return names.field(at)
        case Part.STATUS:
            return names.status(at)
        case Part.VIEW:
            return names.view(at)
        case Part.SCOPE:
            return names.scope(at)
        case Part.CAPACITY:
            return names.capacity(at)
        case Part.PARTY:
            return names.party(at)
    found = next((each for model in (names.new, names.old) for each in model.checks if each.key == at), None)
    return quoted(found.message if found and found.message else at)

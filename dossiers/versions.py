"""A newer version of the form a dossier was filed under, and what moving the dossier to it would do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dossier_models.models import ModelVersion
from dossier_models.selectors import model_of
from dossiers.models import Dossier, Invitation, Participation
from dossiers.sights import Sight
from formengine.access import Access
from formengine.carrying import Carried, Line, carry
from formengine.comparing import Part, What, breaks, compare, correspond
from formengine.compiling import CompiledView, compile_view
from formengine.model import CRM, Field, Model, Status

GONE = frozenset({"field_removed", "type_changed", "option_removed", "option_renamed", "computed"})


@dataclass(frozen=True)
class Hindrance:
    """Why the dossier cannot move: `view_gone`, `scope_gone` (somebody takes part by it), `no_status`."""

    code: str
    title: str


@dataclass(frozen=True, eq=False)
class Passage:
    """A dossier, as one reader sees it, on its way to a newer version. Nothing is done yet.

    `taking_part`: views and scopes by which people take part now, or are invited to.
    """

    sight: Sight
    version: ModelVersion
    taking_part: frozenset[tuple[str, str]]

    @cached_property
    def design(self) -> Model:
        return model_of(self.version)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What becomes of each value that this reader sees, in the order of the form."""
        seen = {
            key: shown.value for key, shown in self.sight.projection.fields.items() if shown.value is not None
        }
        return carry(seen, self.sight.model, self.design).lines

    @cached_property
    def fields_behind(self) -> int:
        """How many fields that this reader does not see may lose their answer, by the design alone.

        Whether such a field has an answer is not told: two dossiers that differ only there look alike.
        """
        pairs = correspond(self.sight.model, self.design)
        shown = paths_shown(self.sight.compiled) & self._shown_now
        reasons = (each for each in breaks(self.sight.model, self.design) if each.part is Part.FIELD)
        concerned = {
            each.at if each.code == "field_removed" else pairs.back.get(each.at, "")
            for each in reasons
            if each.code in GONE
        }
        return len(concerned - shown - {""})

    @cached_property
    def _shown_now(self) -> frozenset[str]:
        pairs = correspond(self.sight.model, self.design)
        return frozenset(path for path in pairs.old if path.partition(".")[0] in self.sight.projection.fields)

    @cached_property
    def still_shown(self) -> frozenset[str]:
        """Paths of the new version which this reader's view shows where the dossier will stand."""
        stays = self.stays
        if stays is None or self.sight.view not in self.design.views:
            return frozenset(correspond(self.sight.model, self.design).new)
        return paths_shown(
            compile_view(self.design, view=self.sight.view, status=stays.key, cap=self.sight.cap)
        )

    @property
    def stays(self) -> Status | None:
        """The status it keeps; None where the new version has none of this key that the desk sees."""
        return next((each for each in at_desk(self.design) if each.key == self.sight.dossier.status), None)

    @property
    def choices(self) -> tuple[Status, ...]:
        """Where it can be put instead: nothing is decided by it that was not, nor reopened."""
        if self.stays is not None:
            return ()
        now = self.sight.status
        return tuple(
            each
            for each in at_desk(self.design)
            if each.final == now.final and bool(each.outcome) == bool(now.outcome)
        )

    @cached_property
    def hindrances(self) -> tuple[Hindrance, ...]:
        old, found = self.sight.model, []
        for view, scope in sorted(self.taking_part):
            if view not in self.design.views:
                known = old.views.get(view)
                found.append(Hindrance("view_gone", known.title if known else view))
            if scope and self.design.scope(scope) is None:
                asked = old.scope(scope)
                found.append(Hindrance("scope_gone", asked.title if asked else scope))
        if self.stays is None and not self.choices:
            found.append(Hindrance("no_status", self.sight.status.title))
        return tuple(dict.fromkeys(found))

    @cached_property
    def newly_seen(self) -> Mapping[str, tuple[Field, ...]]:
        """By the title of a view somebody takes part by: fields of before which it newly shows.

        Of what the desk itself will see; the rest is for the designer to know.
        """
        pairs = correspond(self.sight.model, self.design)
        found: dict[str, list[Field]] = {}
        views = {view for view, _scope in self.taking_part}
        for each in compare(self.sight.model, self.design).of(Part.VIEW, What.ACCESS):
            newly = each.old == Access.HIDDEN.word and each.new != Access.HIDDEN.word
            if newly and each.at in views and each.name in pairs.back and each.name in self.still_shown:
                found.setdefault(self.design.views[each.at].title, []).append(pairs.new[each.name])
        return {view: tuple(fields) for view, fields in found.items()}

    def carried(self, answers: Mapping[str, Any]) -> Carried:
        return carry(answers, self.sight.model, self.design)


def is_outdated(dossier: Dossier) -> bool:
    """Whether a newer version is in force. No query: the model comes with the dossier."""
    return dossier.model.version_id not in (None, dossier.version_id)


def passage_of(sight: Sight, number: int | None = None) -> Passage | None:
    """The way to the newest version, or to one of this number; None where it is not newer. Three queries."""
    dossier = sight.dossier
    newer = ModelVersion.objects.light().filter(model_id=dossier.model_id, number__gt=dossier.version.number)
    if number is not None:
        newer = newer.filter(number=number)
    version = newer.order_by("-number").first()
    return Passage(sight, version, taking_part(dossier)) if version else None


def taking_part(dossier: Dossier) -> frozenset[tuple[str, str]]:
    """View and scope ("" for none) of everybody who takes part now or holds a key. Two queries."""
    running = Participation.objects.running().filter(dossier=dossier)
    invited = Invitation.objects.usable().filter(dossier=dossier)
    pairs: Iterable[tuple[str, str]] = (
        *running.order_by().values_list("view", "scope"),
        *invited.order_by().values_list("view", "scope"),
    )
    return frozenset(pairs)


def at_desk(model: Model) -> tuple[Status, ...]:
    """Statuses at which the desk sees a dossier."""
    return tuple(each for each in model.statuses if each.cap(CRM).access is not Access.HIDDEN)


def paths_shown(compiled: CompiledView) -> frozenset[str]:
    """Dotted paths of all that a view may show."""
    return frozenset(inner.field.path for each in compiled.by_key.values() for inner in each.walk())

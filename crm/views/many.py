"""Asking partners about many dossiers at once, from the work queue; and what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.middleware import OrganisationRequest
from crm.asking_forms import Options, bound_rows, statuses_of, typed_rows
from crm.frame import agents_only, desk_view, idempotency_key
from crm.queue import reference_of
from crm.scopes import colleagues_of, sensible_target
from dossiers.sights import Sight
from formengine.model import Model
from solicitations.batches import report_of, sights_at_the_desk
from solicitations.enums import Outcome
from solicitations.registry import offered_to
from solicitations.services.batching import MOST_DOSSIERS, NothingToAsk, ask_many
from solicitations.workdays import workday_after


@dataclass(frozen=True)
class Choice:
    """The dossiers chosen: those that can be asked about together, and the others, each with the reason."""

    sights: tuple[Sight, ...]
    others: tuple[tuple[str, str], ...]

    @property
    def models(self) -> list[Model]:
        return list({id(each.model): each.model for each in self.sights}.values())

    @property
    def scopes(self) -> list[tuple[str, str]]:
        """Key and title of those that all of them have."""
        if not self.sights:
            return []
        common = common_scopes(self.models)
        return [(each.key, each.title) for each in self.sights[0].model.scopes if each.key in common]


def common_scopes(models: Sequence[Model]) -> set[str]:
    return set.intersection(*({scope.key for scope in each.scopes} for each in models)) if models else set()


def chosen_in(request: OrganisationRequest) -> Choice:
    """Of those ticked. Where not all have a scope in common, those of the most frequent form. One query."""
    asked = request.POST.getlist("shown" if "all" in request.POST else "dossier")
    uids = [found for each in asked[: 2 * MOST_DOSSIERS] if (found := _uid(each))]
    sights = sights_at_the_desk(request.actor, uids)
    others = [(each, _("Its form asks no partners.")) for each in sights if not each.model.scopes]
    able = [each for each in sights if each.model.scopes]
    if able and not common_scopes([each.model for each in able]):
        ((usual, _count),) = Counter(each.dossier.model_id for each in able).most_common(1)
        told = _("Its form has no scope in common with the others: ask about it apart.")
        others += [(each, told) for each in able if each.dossier.model_id != usual]
        able = [each for each in able if each.dossier.model_id == usual]
    told = _("More than %(most)d at once: ask about it later.") % {"most": MOST_DOSSIERS}
    others += [(each, told) for each in able[MOST_DOSSIERS:]]
    named = tuple((reference_of(each.dossier), reason) for each, reason in others)
    return Choice(tuple(able[:MOST_DOSSIERS]), named)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@desk_view("GET", "HEAD", "POST")
def ask_partners(request: OrganisationRequest) -> HttpResponse:
    """First the dossiers ticked in the queue, then one form for them all."""
    agents_only(request)
    if request.method != "POST":
        return redirect("crm:queue")
    choice = chosen_in(request)
    options = _options(request, choice)
    if "ask-TOTAL_FORMS" not in request.POST or not choice.sights:
        status = 200 if choice.sights else 422
        return _page(request, choice, typed_rows(None, [{}], options), status=status)
    rows = bound_rows(request.POST, options)
    meant = [row for row in rows if row.has_changed()][:1]
    if not all([rows.is_valid(), meant]):
        return _page(request, choice, rows, status=422, nobody=not meant)
    moves = {each.dossier.uid: sensible_target(each) for each in choice.sights}
    try:
        batch = ask_many(
            actor=request.actor, sights=choice.sights, asks=meant[0].asks(),
            moves=moves if "move" in request.POST else {},
            key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
    except NothingToAsk:
        return _page(request, choice, rows, status=422, nobody=True)
    return redirect("crm:batch", batch.uid)


def _options(request: OrganisationRequest, choice: Choice) -> Options:
    """Two queries: colleagues, and the registry."""
    actor, today, models = request.actor, timezone.localdate(), choice.models
    days = max((each.partners.reply_days for each in models), default=1)
    statuses = [set(statuses_of(each)) for each in models]
    shared = set.intersection(*statuses) if statuses else set()
    return Options(
        scopes=choice.scopes,
        statuses=[each for each in (statuses_of(models[0]) if models else []) if each in shared],
        today=today,
        due_on=workday_after(today, days, request.organisation.country),
        days=days,
        forward=all(each.partners.forward for each in models),
        colleagues=colleagues_of(actor.organisation_id, actor.user_id),
        people=offered_to(actor, [key for key, _title in choice.scopes]),
    )


def _page(
    request: OrganisationRequest, choice: Choice, rows: Any, *, status: int = 200, nobody: bool = False
) -> HttpResponse:
    summary = []
    if not choice.sights:
        summary.append(("", _("Tick at least one dossier in the list.")))
    elif nobody:
        summary.append(("id_ask-0-name", _("Choose a colleague, or enter somebody's name and address.")))
    elif status == 422:
        summary += [
            (f"id_ask-0-{name}" if name in rows[0].fields else "", str(text))
            for name, texts in rows[0].errors.items()
            for text in texts
        ]
    context = {
        "rows": rows,
        "row": rows[0],
        "dossiers": [(each.dossier.uid, reference_of(each.dossier)) for each in choice.sights],
        "count": len(choice.sights),
        "others": choice.others,
        "moves": "move" in request.POST or "ask-TOTAL_FORMS" not in request.POST,
        "summary": summary,
        "key": uuid4(),
    }
    return render(request, "crm/ask_many.html", context, status=status)


@desk_view("GET", "HEAD")
def batch(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """How far it is, and what became of each dossier."""
    report = report_of(request.actor, uid)
    lines = []
    for each in report.lines:
        sight = report.sights.get(each.dossier_id)
        if sight is not None:
            url = reverse("crm:partners", args=[sight.dossier.uid])
            outcome = Outcome(each.outcome)
            text = _reason(each.reason) if outcome is Outcome.REFUSED else outcome.label
            lines.append((reference_of(sight.dossier), url, outcome, text))
    total, waiting = len(report.lines), report.count(Outcome.WAITING)
    done = report.count(Outcome.DONE)
    context = {
        "lines": lines,
        "total": total,
        "settled": total - waiting,
        "waiting": waiting,
        "done_text": ngettext(
            "Partners were asked about %(count)d dossier.",
            "Partners were asked about %(count)d dossiers.",
            done,
        )
        % {"count": done},
        "refused": report.count(Outcome.REFUSED),
        "unseen": total - len(lines),
        "made_at": report.batch.made_at,
    }
    return render(request, "crm/batch.html", context)


def _reason(code: str) -> str:
    reasons = {
        "is_a_party": _("One of those to be asked takes part in it as applicant or party."),
        "asked_already": _("One of those to be asked still owes a reply to the same request."),
        "a_colleague": _("The address is that of a colleague."),
        "not_found": _("It is no longer at the desk, or at a status that hides it."),
        "no_such_move": _("It has moved meanwhile, and cannot go where partners may act."),
        "not_offered": _("Somebody chosen can no longer be asked."),
        "not_served": _("Somebody chosen is not asked in this scope."),
        "in_the_past": _("The reply date has passed."),
        "not_a_status": _("Its form lets partners see nothing at the statuses chosen."),
        "forbidden": _("You may not ask about it any more."),
    }
    return reasons.get(code, _("It could not be asked about: open it to see why."))

"""A reply that comes when its request is closed: its text is kept for who wrote it, never lost."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from accounts.actors import Actor
from accounts.models import Organisation
from dossiers.models import Draft, Participation
from formengine.limits import check_limits
from formengine.problems import DocumentRefused
from solicitations.models import Solicitation
from solicitations.selectors import Request

NOT_TYPED = ("csrfmiddlewaretoken", "idempotency_key", "do", "_seen", "_save", "_send", "verdict", "replaces")
"""What a form sends that nobody has typed."""


@dataclass(frozen=True)
class Late:
    """What was kept, and whom to turn to. `texts` is what was typed, by the names of its inputs."""

    at: dt.datetime
    reference: str
    organisation: Organisation
    texts: Mapping[str, str]


def keep_late(
    *, actor: Actor, uid: UUID, internal: bool, part: str, sent: Mapping[str, str], at: dt.datetime
) -> Late | None:
    """Keep the text of a reply that was refused because its request is closed, withdrawn, or hidden by now.

    Only for who was asked, whose participation may have ended since. None where it is not theirs, or where
    nothing was typed that could be kept. Writes a draft that its writer alone sees, and nothing else.
    """
    texts = {name: value for name, value in sent.items() if _is_typed(name, value)}
    found = (
        Solicitation.objects.of(actor.organisation_id)
        .filter(uid=uid, internal=internal)
        .select_related("participation", "organisation", "dossier").first()
    )  # fmt: skip
    held = _held(found, actor.user_id) if found else None
    if not texts or actor.user_id is None or found is None or held is None:
        return None
    kept = {**texts, **{name: sent[name] for name in ("verdict",) if name in sent}}
    try:
        check_limits([kept])
    except DocumentRefused:
        return None
    Draft.objects.update_or_create(
        dossier=found.dossier, user_id=actor.user_id, view=held.view,
        page=_page(part, found), defaults={"organisation_id": found.organisation_id, "typed": kept, "at": at},
    )  # fmt: skip
    return Late(at, found.dossier.reference or "", found.organisation, texts)


def _held(found: Solicitation, user_id: int | None) -> Participation | None:
    """The participation of this account, ended or not."""
    return next((each for each in found.participations if each.user_id == user_id), None)


def late_opinion(actor: Actor, request: Request) -> dict[str, str]:
    """Verdict and reasons that came too late, to go on with where the request is open again. One query."""
    kept = Draft.objects.filter(
        dossier=request.sight.dossier, user_id=actor.person_id, page=_page("opinion", request.solicitation)
    ).order_by()  # there is one at most: the dossiers need not be joined to sort it
    draft = next(iter(kept), None)
    if draft is None or (request.opinion and request.opinion.given_at > draft.at):
        return {}
    return {name: str(draft.typed.get(name, "")) for name in ("verdict", "reasons")}


def _is_typed(name: str, value: str) -> bool:
    return name not in NOT_TYPED and not name.endswith("-kept") and bool(value.strip())


def _page(part: str, solicitation: Solicitation) -> str:
    """No page of a form: their keys hold no colon."""
    return f"{part}:{solicitation.pk}"

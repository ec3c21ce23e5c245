"""Whom else the service asked about a dossier, where its model lets partners know of each other."""

from dataclasses import dataclass

from solicitations.enums import REPLIED, State
from solicitations.models import Solicitation
from solicitations.request import Request


@dataclass(frozen=True)
class Other:
    """Somebody else who was asked. Never what they replied: only whether they have, in full or in part."""

    name: str
    body: str
    scope: str
    replied: bool


def others_in(request: Request) -> list[Other]:
    """In the order they were asked; nobody at all where the model does not say so. One query, or none."""
    own, model = request.solicitation, request.sight.model
    if not model.partners.acquainted:
        return []
    found = Solicitation.objects.filter(dossier_id=own.dossier_id).exclude(pk=own.pk)
    titles = {scope.key: scope.title for scope in model.scopes}
    return [
        Other(each.partner_name, each.body_name, titles.get(each.scope, each.scope), each.state in REPLIED)
        for each in found.exclude(state=State.WITHDRAWN).order_by("asked_at", "pk")
    ]

"""What stands on the desk's first page. Short lists by index; nothing is counted."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from crm.queue import Search, catalogue_of, page_of
from crm.requests import card_of
from solicitations.models import Solicitation
from solicitations.new_replies import new_replies
from solicitations.selectors import requests_of

MOST = 6


class RequestsPanel(Component):
    """What this person is asked and owes."""

    name, order = "crm_requests", 10
    template_name = "crm/panels/requests.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        actor, today = parent_context["request"].actor, timezone.localdate()
        cards = [card_of(each, today) for each in requests_of(actor, internal=True)]
        owed = sorted((card for card in cards if card.owed), key=lambda card: card.due_on)
        return {"cards": owed[:MOST], "is_agent": actor.is_agent}


class OverduePanel(Component):
    """Replies this agent asked for, whose wished date has passed."""

    name, order = "crm_overdue", 20
    template_name = "crm/panels/overdue.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        actor = parent_context["request"].actor
        late = (
            Solicitation.objects.of(actor.organisation_id).overdue(timezone.localdate())
            .filter(asked_by_id=actor.user_id, dossier__in_desk=True)
            .select_related("dossier").defer("dossier__answers")
            .order_by("due_on", "pk")[:MOST]
        )  # fmt: skip
        return {"late": list(late)}


class RepliesPanel(Component):
    """Replies that came in since this agent last looked."""

    name, order = "crm_replies", 15
    template_name = "crm/panels/replies.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        actor = parent_context["request"].actor
        found = new_replies(actor, now=timezone.now(), most=MOST)
        return {
            "request": parent_context["request"],
            "replies": found,
            "own": actor.user_id,
            "until": found[-1].replied_at.isoformat() if found and found[-1].replied_at else "",
        }


class NewestPanel(Component):
    """The top of the work queue."""

    name, order = "crm_newest", 30
    template_name = "crm/panels/newest.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        actor = parent_context["request"].actor
        page = page_of(
            actor=actor, search=Search(), catalogue=catalogue_of(actor.organisation_id), place=None,
            now=timezone.now(), most=MOST,
        )  # fmt: skip
        return {"rows": page.rows, "more": bool(page.after)}

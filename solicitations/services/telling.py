"""Mails to the service about a request: to the agent who asked, or to all agents where that one has gone."""

from typing import Any

from accounts.models import Membership
from dossiers.writing import Writing
from solicitations.models import Solicitation


def tell_agents(deed: Writing, asked: Solicitation, kind: str, dedupe_key: str, **refs: Any) -> None:
    """Owe each of them a letter of their own; `solicitations.readers.agent_of` says in it whom it is for."""
    for user_id in agents_for(asked):
        deed.owe(kind, f"{dedupe_key}:a{user_id}", solicitation=asked.pk, agent=user_id, **refs)


def agents_for(asked: Solicitation) -> list[int]:
    """Accounts of who is to hear of a reply: one query.

    The agent who asked, while their account is active and they are an agent of the organisation.
    """
    agents = Membership.objects.agents_of(asked.organisation_id).order_by("pk")
    found = list(dict.fromkeys(agents.values_list("user_id", flat=True)))
    return [asked.asked_by_id] if asked.asked_by_id in found else found

"""What the desk's tests share: browsers of the agent and of the colleague, and a way to read a page."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from solicitations.models import Opinion, Solicitation
from solicitations.selectors import request_for
from solicitations.services import Verdict, give_opinion
from tests.casting import Cast, Consultation, dossier_under_consultation


@pytest.fixture
def agent(cast: Cast) -> Client:
    return cast.client("agent")


@pytest.fixture
def colleague(cast: Cast) -> Client:
    return cast.client("internal_partner")


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def url(name: str, *args: Any) -> str:
    return reverse(f"crm:{name}", args=args)


def key_in(html: str) -> str:
    """The idempotency key of the first form of a page."""
    found = re.search(r'name="idempotency_key" value="([0-9a-f-]{36})"', html)
    assert found
    return found.group(1)


def steadied(html: str) -> str:
    """The page without what differs each time it is rendered: keys, tokens and nonces."""
    html = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID", html)
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "CSRF", html)
    return re.sub(r'"CSRF_TOKEN": "[^"]+"', "CSRF", html)


def sent(html: str, **answers: Any) -> dict[str, Any]:
    """What a browser would send of a rendered page's form: its hidden inputs, and these answers."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    values = {name: value.replace("&#34;", '"').replace("&quot;", '"') for name, value in hidden}
    values.pop("csrfmiddlewaretoken", None)
    return {**values, **answers}


def ask_row(number: int, **values: Any) -> Mapping[str, Any]:
    """One row of the form that asks partners."""
    return {f"ask-{number}-{name}": value for name, value in values.items()}


def opinion_of(cast: Cast, role: str, asked: Solicitation, verdict: str, reasons: str = "") -> Opinion:
    """The opinion this person gives."""
    actor = cast.actor(role)
    return give_opinion(
        actor=actor, request=request_for(actor, asked.uid), verdict=Verdict(verdict, reasons),
        key=uuid4(), at=timezone.now(),
    )  # fmt: skip

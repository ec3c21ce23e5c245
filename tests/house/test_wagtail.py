"""Wagtail's own addresses, some two hundred: none shows a dossier to anybody, few show anything."""

import re
from collections.abc import Iterator, Mapping

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, URLPattern, reverse

from accounts.models import User
from config.doors import FRAME
from dossiers.models import Dossier
from tests.house.addresses import is_wagtails, patterns
from tests.house.town import ANONYMOUS, NOBODY, Country
from tests.house.walking import Walker

pytestmark = pytest.mark.django_db

SHUT = ("in", "403", "404", "405")
OUTSIDE = (ANONYMOUS, "citizen", "partner", NOBODY)
INSIDE = ("agent", "admin", "internal_partner", "agent_elsewhere")
DRAWN_WITH = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
"""Icons and words of the frame."""

PUBLIC = {"wagtail_serve"}
"""The portal's own pages, which are published for everybody."""


def wagtails() -> dict[str, URLPattern]:
    return {name: pattern for name, pattern in patterns() if is_wagtails(name)}


def paths(dossier: Dossier) -> Mapping[str, str]:
    """Name -> path, a dossier meant wherever something is asked for by application, model and number."""
    found = {}
    for name, pattern in wagtails().items():
        for arguments in attempts(pattern, dossier):
            try:
                found[name] = reverse(name, kwargs=arguments)
                break
            except NoReverseMatch:
                continue
        else:
            found[name] = reverse(name, args=[""] * pattern.pattern.regex.groups)
    return found


def attempts(pattern: URLPattern, dossier: Dossier) -> Iterator[dict[str, object]]:
    names = list(pattern.pattern.regex.groupindex)
    meant = {
        "app_label": "dossiers", "content_type_app_name": "dossiers", "app_name": "dossiers",
        "model_name": "dossier", "content_type_model_name": "dossier",
        "action": "delete", "action_name": "approve", "filter_spec": "original", "object_id": str(dossier.pk),
        "uidb64": "MQ", "token": "a-b", "revision_id_a": "live", "revision_id_b": "latest",
    }  # fmt: skip
    yield {name: meant.get(name, dossier.pk) for name in names}
    yield {name: meant.get(name, str(dossier.pk)) for name in names}


def test_every_address_of_wagtails_is_walked(country: Country) -> None:
    assert len(paths(country.ours.pending)) == len(wagtails()) > 150


def opened_by(country: Country, role: str) -> set[str]:
    walker = Walker(country, role)
    found = {name: walker.status("GET", path) for name, path in paths(country.ours.pending).items()}
    return {
        name for name, status in found.items() if status not in SHUT and "password_reset" not in name
    }  # the way to a new password is allauth's


@pytest.mark.parametrize("role", OUTSIDE)
def test_nobody_from_outside_opens_any(country: Country, role: str) -> None:
    assert opened_by(country, role) <= DRAWN_WITH | PUBLIC


@pytest.mark.parametrize("role", INSIDE)
def test_who_works_here_opens_the_frame_and_nothing_in_it(country: Country, role: str) -> None:
    opened = opened_by(country, role)
    assert "wagtailadmin_home" in opened
    assert opened <= FRAME | PUBLIC


@pytest.mark.parametrize("verb", ["GET", "POST"])
@pytest.mark.parametrize("role", ["agent", "master"])
def test_none_shows_or_changes_a_dossier(country: Country, role: str, verb: str) -> None:
    """Not even to a superuser, for whom Wagtail has no limits."""
    if role == "master":
        master = User.objects.create_superuser("master@example.org")
        walker = Walker(country, master)
    else:
        walker = Walker(country, role)
    dossier = country.ours.pending
    secrets = [dossier.reference, str(dossier.uid), "Tréteaux du Marais", "Île aux Aigrettes", "FR76 3009"]
    before = list(Dossier.objects.order_by("pk").values())
    for name, path in paths(dossier).items():
        with walker.asks(verb, path) as answer:
            shown = [secret for secret in secrets if secret in answer.text.replace(path, "")]
            assert role == "master" or answer.status < 500, name
            assert not shown or name == "wagtailadmin_home", (name, shown)
            assert list(Dossier.objects.order_by("pk").values()) == before, name


def test_no_table_of_run_time_is_a_snippet_or_is_indexed() -> None:
    """What is registered with Wagtail has all its side doors: history, copy, choosers, bulk actions."""
    from wagtail.models import ReferenceIndex
    from wagtail.snippets.models import get_snippet_models

    assert get_snippet_models() == []
    ours = [
        each.model_class() for each in ContentType.objects.filter(app_label__in=["dossiers", "solicitations"])
    ]
    assert ours
    assert not [model for model in ours if model is not None and ReferenceIndex.is_indexed(model)]


def test_wagtails_programs_door_is_shut(country: Country) -> None:
    """Its API shows pages, images and documents; nothing of it is ours, and nobody from outside needs it."""
    api = {
        name: path for name, path in paths(country.ours.pending).items() if re.match("wagtailadmin_api", name)
    }
    assert api
    assert {Walker(country, "citizen").status("GET", path) for path in api.values()} <= {"in", "403", "404"}

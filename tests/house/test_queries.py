"""Every page says how many queries it may make, and no list makes more for more of what it lists."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.casting import dossier_under_consultation, filed_dossier, published_model
from tests.house.addresses import addresses
from tests.house.test_access_table import table
from tests.house.town import ROLES, Country
from tests.house.walking import Walker

pytestmark = pytest.mark.django_db

AT_MOST: Mapping[str, Mapping[str, int]] = {
    "citizen": {
        "citizen_portal:home": 6,
        "citizen_portal:start": 6,
        "citizen_portal:dossiers": 6,
        "citizen_portal:dossier": 8,
        "citizen_portal:confirm": 8,
        "citizen_portal:receipt": 6,
        "citizen_portal:start_for_another": 6,
        "citizen_portal:dossier~parties": 9,
        "citizen_portal:receipt~parties": 7,
        "citizen_portal:page": 8,
        "citizen_portal:page~check": 8,
        "account_logout": 5,
        "account_inactive": 5,
        "account_reauthenticate": 5,
        "account_email": 9,
        "account_change_password": 5,
        "account_reset_password": 5,
        "account_reset_password_done": 5,
        "account_reset_password_from_key": 5,
        "account_reset_password_from_key_done": 5,
        "mailbox:index": 5,
    },
    "other_citizen": {"citizen_portal:take_over": 7, "citizen_portal:not_mine": 7},
    "partner_unbound": {"citizen_portal:page~parties": 8},
    "anonymous": {"account_login": 1, "account_signup": 1},
    "partner": {
        "partner_portal:requests": 10,
        "partner_portal:attach": 5,
        "partner_portal:request": 18,
        "partner_portal:request~answered": 19,
        "partner_portal:request~complement": 18,
        "partner_portal:decline": 11,
        "partner_portal:question": 12,
        "partner_portal:colleagues": 12,
        "partner_portal:opinion": 12,
        "partner_portal:opinion~given": 13,
        "partner_portal:complement": 13,
        "partner_portal:complement_page": 13,
        "partner_portal:confirm": 14,
        "partner_portal:disown": 11,
        "partner_portal:receipt": 14,
    },
    "agent": {
        "crm:queue": 8,
        "crm:dossier": 7,
        "crm:version": 10,
        "crm:form": 8,
        "crm:page": 9,
        "crm:documents": 18,
        "crm:hand_out": 12,
        "crm:recipients": 16,
        "crm:file_sight": 15,
        "crm:history": 10,
        "crm:partners": 17,
        "crm:ask": 10,
        "crm:foresee": 9,
        "crm:batch": 9,
        "crm:dossier~parties": 8,
        "crm:form~parties": 9,
        "crm:history~parties": 11,
        "crm:parties": 13,
        "crm:invite_party": 8,
        "crm:withdraw_party": 13,
        "crm:remind": 14,
        "crm:opinions": 14,
        "crm:withdraw": 14,
        "crm:write": 17,
        "crm:colleagues": 17,
        "crm:remove_colleague": 17,
        "crm:send_again": 17,
        "crm:send_again_to": 17,
        "wagtailadmin_home": 14,
    },
    "internal_partner": {
        "crm:requests": 11,
        "crm:request": 16,
        "crm:receipt": 16,
        "crm:opinion": 16,
        "crm:complement": 13,
        "crm:decline_request": 12,
        "crm:question": 12,
    },
    "admin": {
        "crm:registry": 13,
        "crm:registry_add": 12,
        "crm:registry_body": 13,
        "crm:registry_add_person": 12,
        "crm:registry_person": 12,
        "crm:registry_end_body": 13,
        "crm:registry_end_person": 13,
        "dossier_models_list:index": 12,
        "dossier_models_list:index_results": 8,
        "dossier_models_list:add": 10,
        "dossier_models:lists": 12,
        "dossier_models:fields": 12,
        "dossier_models:statuses": 12,
        "dossier_models:scopes": 12,
        "dossier_models:papers": 13,
        "dossier_models:settings": 12,
        "views_config:matrix": 12,
        "views_config:preview": 6,
        "views_config:publish": 13,
        "views_config:versions": 13,
    },
}
NO_PAGES = ("accounts:colours", "picture")
DOWNLOADS = (
    "document", "received", "opinion_file", "reply_file", "receipt_paper", "request_document", "enclosure",
    "opinions_pdf",
)  # fmt: skip
LISTS = (
    ("citizen", "citizen_portal:home"),
    ("citizen", "citizen_portal:dossiers"),
    ("partner", "partner_portal:requests"),
    ("agent", "crm:queue"),
    ("internal_partner", "crm:requests"),
    ("agent", "wagtailadmin_home"),
    ("admin", "dossier_models_list:index"),
    ("admin", "crm:registry"),
)


def paths(country: Country) -> Mapping[str, str]:
    return {**addresses(country.ours), "wagtailadmin_home": reverse("wagtailadmin_home")}


def queries(walker: Walker, path: str) -> list[str]:
    """What a second request makes: the first of a process also reads the model's document."""
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured, walker.asks("GET", path) as answer:
            assert answer.status == 200
    ours = ("SAVEPOINT", "RELEASE", "ROLLBACK")
    return [each["sql"] for each in captured.captured_queries if not each["sql"].startswith(ours)]


def test_every_page_says_how_many_queries_it_may_make() -> None:
    """Every address of the access table that shows somebody a page."""
    pages = {
        name
        for (name, verb), statuses in table().items()
        if verb == "GET"
        and "200" in statuses
        and not name.startswith(NO_PAGES)
        and not name.endswith(DOWNLOADS)
    }
    said = {name for at_most in AT_MOST.values() for name in at_most}
    assert pages | {"wagtailadmin_home"} == said


@pytest.mark.parametrize("role", AT_MOST)
def test_no_page_makes_more_queries_than_it_says(country: Country, role: str) -> None:
    walker, everywhere = Walker(country, role), paths(country)
    found = {name: len(queries(walker, everywhere[name])) for name in AT_MOST[role]}
    assert {name: count for name, count in found.items() if count > AT_MOST[role][name]} == {}


@pytest.mark.parametrize(("role", "name"), LISTS)
def test_a_list_makes_no_more_queries_for_more(country: Country, role: str, name: str) -> None:
    path, cast = paths(country)[name], country.ours.cast
    before = queries(Walker(country, role), path)
    published_model(cast.actor("admin"))
    dossier_under_consultation(cast)
    filed_dossier(cast)
    after = queries(Walker(country, role), path)
    assert len(after) <= len(before), "\n".join(after)


@pytest.mark.parametrize("name", ["crm:partners", "crm:history", "crm:documents"])
def test_a_panel_makes_no_more_queries_for_more(country: Country, name: str) -> None:
    """Between a dossier on which nobody was asked and one with replies lie eight queries, however many."""
    agent, cast = Walker(country, "agent"), country.ours.cast
    fresh = filed_dossier(cast)
    little = queries(agent, reverse(name, args=[fresh.uid]))
    much = queries(agent, reverse(name, args=[country.ours.answered.uid]))
    assert len(much) <= len(little) + 8, "\n".join(much)


def test_the_roles_are_those_of_the_table() -> None:
    assert set(AT_MOST) <= set(ROLES)

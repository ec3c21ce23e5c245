"""Every address of ours × every role × GET and POST is in one table, and is as the table says."""

from collections.abc import Mapping

import pytest
from django.urls import URLResolver, get_resolver

from tests.house.access_table import TABLE
from tests.house.addresses import addresses, is_wagtails, named
from tests.house.town import ANONYMOUS, ROLES, Country
from tests.house.walking import Walker

pytestmark = pytest.mark.django_db

Line = tuple[str, ...]
MIGHTIEST = ("citizen", "partner", "internal_partner", "agent", "admin")
SAME_EVERYWHERE = ("citizen_portal:start", "accounts:", "account_", "mailbox:", "picture")
"""Not about a thing of one organisation, or found by a name that both have."""


def table() -> Mapping[tuple[str, str], Line]:
    """(name or variant, verb) -> the statuses of ROLES."""
    lines: dict[tuple[str, str], Line] = {}
    name = ""
    for line in TABLE.splitlines():
        words = line.split()
        if not words or words[0] == "#":
            continue
        if words[0] not in ("GET", "POST"):
            name, words = words[0], words[1:]
        assert (name, words[0]) not in lines, f"{name} {words[0]} has two lines"
        assert len(words) == 1 + len(ROLES), line
        lines[name, words[0]] = tuple(words[1:])
    return lines


def test_every_named_address_has_a_line_for_each_verb() -> None:
    ours = {name for name in named() if not is_wagtails(name)}
    lines = {(name.partition("~")[0], verb) for name, verb in table()}
    assert {(name, verb) for name in ours for verb in ("GET", "POST")} == lines


def test_every_line_leads_somewhere(country: Country) -> None:
    assert {name for name, _verb in table()} == set(addresses(country.ours))


def test_what_has_no_name_stands_here() -> None:
    """Doors of Wagtail's that lead to the one sign-in, and its page for what it does not know."""
    assert set(nameless(get_resolver())) == {
        "desk/login/", "^desk/password_reset/", "pages/", "pages/_util/login/", "test404/", "^.*/$",
    }  # fmt: skip


def nameless(resolver: URLResolver) -> list[str]:
    found = []
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            found += nameless(each)
        elif not each.name:
            found.append(str(each.pattern))
    return found


@pytest.mark.parametrize("role", ROLES)
def test_it_is_as_the_table_says(country: Country, role: str) -> None:
    walker, paths, column = Walker(country, role), addresses(country.ours), ROLES.index(role)
    expected = {cell: statuses[column] for cell, statuses in table().items()}
    found = {(name, verb): walker.status(verb, paths[name]) for name, verb in expected}
    differ = {
        cell: f"{found[cell]}, not {status}" for cell, status in expected.items() if found[cell] != status
    }
    assert not differ


@pytest.mark.parametrize("role", MIGHTIEST)
def test_what_is_another_organisations_is_nowhere(country: Country, role: str) -> None:
    """Their things at our portal: not there, for our people and for their own owners too."""
    assert_nowhere(country, Walker(country, role), addresses(country.theirs))


@pytest.mark.parametrize("role", ["citizen", "agent_elsewhere", "other_organisation_admin"])
def test_what_is_ours_is_nowhere_at_their_portal(country: Country, role: str) -> None:
    assert_nowhere(country, Walker(country, role, "grandlieu.example"), addresses(country.ours))


def assert_nowhere(country: Country, walker: Walker, paths: Mapping[str, str]) -> None:
    own = addresses(country.ours if walker.host == "testserver" else country.theirs)
    about_a_thing = {
        name for name in paths if paths[name] != own[name] and not name.startswith(SAME_EVERYWHERE)
    }
    assert len(about_a_thing) > 70
    found = {
        (name, verb): walker.status(verb, paths[name]) for name in about_a_thing for verb in ("GET", "POST")
    }
    assert not {cell: status for cell, status in found.items() if status not in ("404", "405", "in")}


@pytest.mark.parametrize("role", MIGHTIEST)
@pytest.mark.parametrize("verb", ["PUT", "DELETE"])
def test_a_wrong_verb_is_said_to_be_one(country: Country, role: str, verb: str) -> None:
    """allauth's forms take a PUT for a POST, as Django's own do."""
    walker, column = Walker(country, role), ROLES.index(role)
    paths = {name: path for name, path in addresses(country.ours).items() if not name.startswith("account_")}
    there = {
        name for (name, _verb), line in table().items() if name in paths and line[column] in ("200", "422")
    }
    found = {name: walker.status(verb, paths[name]) for name in there}
    assert not {name: status for name, status in found.items() if status != "405"}


def test_nobody_but_the_signed_in_gets_anything_of_a_dossier() -> None:
    """Read off the table itself, so that no line can be written that lets everybody in."""
    about_dossiers = ("crm:", "dossier_models", "views_config:", "partner_portal:request", "citizen_portal:d")
    open_to_all = [
        name
        for (name, _verb), statuses in table().items()
        if name.startswith(about_dossiers) and statuses[ROLES.index(ANONYMOUS)] not in ("in", "405")
    ]
    assert not open_to_all

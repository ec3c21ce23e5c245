"""Which organisation answers at which address, and who somebody is there."""

import pytest
from django.test import Client

from accounts.models import Membership, Organisation, actor_for
from accounts.services import appoint
from tests.casting import Cast


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("grandlieu.example", "grandlieu"),
        ("GRANDLIEU.example:8000", "grandlieu"),
        ("localhost", "saint-aubin"),
        ("evil.example", "saint-aubin"),
        ("", "saint-aubin"),
    ],
)
def test_a_host_belongs_to_one_organisation(cast: Cast, host: str, slug: str) -> None:
    found = Organisation.objects.for_host(host)
    assert found is not None
    assert found.slug == slug


@pytest.mark.django_db
def test_there_may_be_none() -> None:
    assert Organisation.objects.for_host("localhost") is None


@pytest.mark.django_db
def test_a_portal_of_nobody_is_not_found(client: Client) -> None:
    assert client.get("/").status_code == 404


def test_a_role_is_held_in_one_organisation(cast: Cast) -> None:
    assert actor_for(cast.agent, cast.organisation).is_agent
    elsewhere = actor_for(cast.agent, cast.other_organisation)
    assert not elsewhere.is_agent
    assert not elsewhere.is_admin
    assert actor_for(cast.admin, cast.organisation).roles == {"admin"}
    assert actor_for(cast.internal_partner, cast.organisation).roles == {"colleague"}


def test_nobody_is_no_person(cast: Cast) -> None:
    nobody = cast.actor("nobody")
    assert not nobody.is_signed_in
    with pytest.raises(LookupError):
        _unused = nobody.person_id


def test_appointing_twice_is_appointing_once(cast: Cast) -> None:
    for service in ("Accueil", "Sports"):
        appoint(
            user=cast.other_citizen,
            organisation=cast.organisation,
            role=Membership.Role.AGENT,
            service=service,
        )
    membership = Membership.objects.get(user=cast.other_citizen)
    assert membership.service == "Sports"
    assert not cast.other_citizen.is_superuser

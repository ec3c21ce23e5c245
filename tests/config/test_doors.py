"""The desk's door, for those who have no key to it."""

import pytest
from django.test import Client

from tests.casting import Cast


@pytest.mark.parametrize("role", ["citizen", "partner"])
@pytest.mark.parametrize("address", ["/desk/", "/desk/dossiers/", "/desk/login/?next=/desk/"])
def test_whoever_is_signed_in_and_may_not_enter_is_told_so(cast: Cast, role: str, address: str) -> None:
    answer = cast.client(role).get(address, follow=True)
    assert answer.status_code == 403
    assert b"<h1" in answer.content


def test_whoever_is_not_signed_in_is_asked_to(cast: Cast, client: Client) -> None:
    answer = client.get("/desk/", follow=True)
    assert answer.request["PATH_INFO"] == "/account/login/"

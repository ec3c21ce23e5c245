"""A refusal that no view turned into something better is a page with its status, and says nothing else."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.middleware import OrganisationMiddleware
from accounts.permissions import Forbidden
from accounts.refusals import Refusal
from dossiers.sights import NotYours
from dossiers.throttling import TooManyTries
from tests.casting import Cast


def answered(cast: Cast, refusal: Exception) -> HttpResponse | None:
    request: HttpRequest = RequestFactory().get("/")
    request.user = cast.citizen
    request.session = {}  # type: ignore[assignment]
    middleware = OrganisationMiddleware(lambda _request: HttpResponse())
    middleware(request)
    return middleware.process_exception(request, refusal)


@pytest.mark.parametrize(("refusal", "status"), [(Forbidden, 403), (NotYours, 404), (Refusal, 403)])
def test_a_refusal_becomes_a_page(cast: Cast, refusal: type[Refusal], status: int) -> None:
    page = answered(cast, refusal())
    assert page is not None
    assert page.status_code == status
    assert b"<h1" in page.content


def test_a_fault_of_ours_is_not_hidden(cast: Cast) -> None:
    assert answered(cast, ValueError()) is None


def test_every_refusal_has_a_code_of_its_own_and_a_status_of_the_house() -> None:
    def all_of(kind: type[Refusal]) -> list[type[Refusal]]:
        return [kind, *(each for below in kind.__subclasses__() for each in all_of(below))]

    known = all_of(Refusal)
    assert TooManyTries in known
    codes = [each.code for each in known]
    assert len(codes) == len(set(codes))
    assert {each.http_status for each in known} <= {403, 404, 405, 409, 422, 429}

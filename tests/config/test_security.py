import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config.security import ResponseHeaders


def answer(path: str, **headers: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("x", headers=headers)

    response = ResponseHeaders(view)(RequestFactory().get(path))
    assert isinstance(response, HttpResponse)
    return response


class TestResponseHeaders:
    def test_the_portal_is_strict(self) -> None:
        response = answer("/")
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy
        for directive in (
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ):
            assert directive in policy.split("; ")
        assert response["X-Frame-Options"] == "DENY"
        assert response["Cache-Control"] == "no-store, private"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_the_desk_may_frame_itself(self) -> None:
        response = answer("/desk/")
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "SAMEORIGIN"

    def test_a_view_may_be_stricter(self) -> None:
        policy = "sandbox; default-src 'none'"
        assert answer("/", **{"Content-Security-Policy": policy})["Content-Security-Policy"] == policy


@pytest.mark.django_db
class TestEveryResponse:
    @pytest.mark.parametrize("path", ["/account/login/", "/nowhere/", "/desk/", "/mailbox/"])
    def test_it_carries_the_headers(self, client: Client, path: str) -> None:
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "no-store" in headers["Cache-Control"]
        assert "default-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.django_db
class TestOneSignIn:
    @pytest.mark.parametrize("path", ["/desk/", "/desk/login/", "/pages/_util/login/"])
    def test_the_doors_wagtail_brings_lead_to_ours(self, client: Client, path: str) -> None:
        response = client.get(path, follow=True)
        assert response.status_code == 200
        assert response.redirect_chain[-1][0].startswith("/account/login/")

    def test_its_root_page_is_our_front_page(self, client: Client) -> None:
        assert client.get("/pages/")["Location"] == "/"

    def test_so_does_its_password_reset(self, client: Client) -> None:
        assert client.get("/desk/password_reset/")["Location"] == "/account/password/reset/"


@pytest.mark.django_db  # the page that says so knows the organisation
class TestPicture:
    @pytest.mark.parametrize("name", ["../secret-key", "%00", "x" * 3000, "missing.png"])
    def test_it_knows_nothing_outside_of_its_folder(self, client: Client, name: str) -> None:
        assert client.get(f"/media/images/{name}").status_code == 404

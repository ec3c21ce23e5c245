import pytest
from django.core.mail import send_mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", ["page", "phone", "page_without_scripts"])
def test_the_sign_in_page_fits(width: str, live_server: LiveServer, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(width)
    page.goto(f"{live_server.url}/account/login/")
    expect(page.locator("input[name=login]")).to_be_visible()
    if width != "page_without_scripts":
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_letter_can_be_read(live_server: LiveServer, page: Page, settings) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "config.mailbox.backend.Mailbox"
    send_mail("Votre clé", "Bonjour <Rose>", None, ["rose@example.org"])
    page.goto(f"{live_server.url}/mailbox/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("link", name="Votre clé").click()
    expect(page.get_by_text("Bonjour <Rose>")).to_be_visible()

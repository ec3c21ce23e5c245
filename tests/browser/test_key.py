"""The key's box in a browser: its script does the same sum as the server, and hides what a link carried."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dossiers.keys import generate
from tests.casting import Cast, Consultation, dossier_under_consultation, make_cast
from tests.samples import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ATTACH = reverse("partner_portal:attach")


@pytest.fixture
def everybody(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def consultation(everybody: Cast) -> Consultation:
    return dossier_under_consultation(everybody)


def test_a_key_is_grouped_and_checked_while_it_is_typed(
    everybody: Cast, live_server: LiveServer, page: Page
) -> None:
    page.goto(live_server.url + ATTACH)
    for _each in range(5):
        key = generate()
        page.locator("#key").fill("")
        page.locator("#key").press_sequentially(key.replace("-", "").lower())
        expect(page.locator("#key")).to_have_value(key)
        expect(page.locator("#key-state")).not_to_be_empty()
        page.keyboard.press("Backspace")
        page.keyboard.type("0" if key[-1] != "0" else "1")
        expect(page.locator("#key-state")).to_be_empty()
        expect(page.locator("#key-error")).to_be_visible()


def test_the_caret_stays_where_one_types(everybody: Cast, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + ATTACH)
    box = page.locator("#key")
    box.press_sequentially("abcdefgh")
    expect(box).to_have_value("ABCD-EFGH")
    for _each in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("xy")
    expect(box).to_have_value("ABCD-EXYF-GH")
    page.keyboard.type("z")
    expect(box).to_have_value("ABCD-EXYZ-FGH")
    for _each in range(3):  # the first one only passes the dash
        page.keyboard.press("Backspace")
    expect(box).to_have_value("ABCD-EXFG-H")


def test_a_mistyped_key_is_not_even_sent(everybody: Cast, live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + ATTACH)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator("#key").fill("7KQ2-7KQ2")
    page.locator("#key-form button[type=submit]").click()
    expect(page.locator("#key-error")).to_be_visible()
    expect(page.locator("#key")).to_be_focused()
    assert not sent


@pytest.mark.parametrize("width", ["page", "phone"])
def test_a_link_fills_the_box_and_leaves_no_trace_in_the_address(
    width: str,
    everybody: Cast,
    consultation: Consultation,
    live_server: LiveServer,
    request: pytest.FixtureRequest,
) -> None:
    page: Page = request.getfixturevalue(width)
    asked: list[str] = []
    page.on("request", lambda each: asked.append(f"{each.url} {each.headers}"))
    key = consultation.key_of(consultation.unbound)
    page.goto(f"{live_server.url}{ATTACH}#{key}")
    expect(page.locator("#key")).to_have_value(key)
    assert page.url == live_server.url + ATTACH
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(
        "document.getElementById('key').scrollWidth <= document.getElementById('key').clientWidth"
    )
    page.locator("#key-form button[type=submit]").click()
    page.locator(f"a[href*='{reverse('account_login')}?next=']").last.click()
    page.locator("input[name=login]").fill(everybody.partner_unbound.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.locator("button[name=pending]").click()
    page.wait_for_url(f"**{reverse('partner_portal:request', args=[consultation.unbound.uid])}")
    assert not any(key in each for each in asked)
    assert not any(
        key[5:] in str(page.evaluate(f"{store}.length && JSON.stringify({store})"))
        for store in ("localStorage", "sessionStorage")
    )


def test_it_works_without_scripts(
    everybody: Cast, consultation: Consultation, live_server: LiveServer, page_without_scripts: Page
) -> None:
    page = page_without_scripts
    client: Client = everybody.client("partner_unbound")
    page.context.add_cookies(
        [{"name": name, "value": each.value, "url": live_server.url} for name, each in client.cookies.items()]
    )
    page.goto(live_server.url + ATTACH)
    page.locator("#key").fill(consultation.key_of(consultation.unbound).lower())
    page.locator("#key-form button[type=submit]").click()
    page.wait_for_url(f"**{reverse('partner_portal:request', args=[consultation.unbound.uid])}")

"""Uploading a reference list in a Chromium: what is wrong with a file is said, what is right is kept."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Arrive
from tests.browser.people import fits
from tests.casting import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}])
def test_a_list_is_uploaded(
    transactional_db: None, live_server: LiveServer, arrive: Arrive, size: dict[str, int]
) -> None:
    page = arrive(make_cast().admin, size)
    page.goto(f"{live_server.url}/desk/models/lists/")
    fits(page)
    tick = page.locator("main input[type=checkbox][name=header]").bounding_box()
    assert tick
    assert tick["width"] == tick["height"] < 40
    page.fill("main input[name=title]", "Communes")
    empty = {"name": "communes.csv", "mimeType": "text/csv", "buffer": b"code;nom\n"}
    page.set_input_files("main input[name=file]", empty)
    page.locator("main .board-create button").click()
    expect(page.locator("main .board-error")).to_be_visible()
    expect(page.locator("main input[name=title]")).to_have_value("Communes")
    fits(page)
    rows = b"code;nom\n44109;Nantes\n44162;Saint-Herblain\n"
    page.set_input_files("main input[name=file]", {**empty, "buffer": rows})
    page.locator("main .board-create button").click()
    expect(page.locator("main table")).to_contain_text("Communes")
    expect(page.locator("main table tbody tr")).to_have_count(1)
    fits(page)

"""Long lists that are searched, and signatures that are drawn: what the inputs can do with JavaScript."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from formengine.djangoforms import form_class
from tests.browser.conftest import DESKTOP, PHONE
from tests.formengine.builders import view

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "accounts" / "static" / "portal"
TOWNS = ["Angers", "Évreux", "Nantes", "Saint-Étienne", *(f"Town {number}" for number in range(40))]
FIELDS: dict[str, Any] = {
    "town": {
        "x-type": "choice",
        "title": "Town",
        "oneOf": [{"const": town.lower(), "title": town} for town in TOWNS],
    },
    "sign": {"x-type": "signature", "title": "Signature"},
}
FOUND = "[...document.querySelectorAll('#f-town option')].map((option) => option.text).slice(1)"


def shown(page: Page, answers: dict[str, Any] | None = None) -> None:
    compiled = view(FIELDS, {"*": "edit"})
    form = form_class(compiled, "page")(answers=answers or {}, language="en").render()
    page.set_content(f'<!doctype html><html lang="en"><body><form>{form}</form></body></html>')
    page.add_style_tag(path=STATIC / "controls.css")
    page.add_script_tag(path=STATIC / "controls.js")


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport=request.param)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert not wrong
    page.close()


class TestLongLists:
    def test_typing_leaves_what_matches_accents_aside(self, page: Page) -> None:
        shown(page)
        page.get_by_label("Search in this list").fill("etienne")
        assert page.evaluate(FOUND) == ["Saint-Étienne"]
        page.get_by_label("Search in this list").fill("")
        assert page.evaluate(FOUND) == TOWNS

    def test_enter_chooses_the_first_and_sends_nothing(self, page: Page) -> None:
        shown(page)
        page.evaluate("document.forms[0].addEventListener('submit', () => (document.title = 'sent'))")
        page.get_by_label("Search in this list").fill("evr")
        page.get_by_label("Search in this list").press("Enter")
        assert page.locator("#f-town").input_value() == "évreux"
        assert page.title() == ""

    def test_what_is_chosen_stays_while_one_searches(self, page: Page) -> None:
        shown(page, {"town": "nantes"})
        page.get_by_label("Search in this list").fill("angers")
        assert page.evaluate(FOUND) == ["Angers", "Nantes"]
        assert page.locator("#f-town").input_value() == "nantes"

    def test_searching_is_no_answer(self, page: Page) -> None:
        shown(page)
        page.evaluate("document.forms[0].addEventListener('change', () => (document.title += 'changed '))")
        page.get_by_label("Search in this list").fill("angers")
        page.keyboard.press("Tab")
        assert page.title() == ""
        page.locator("#f-town").select_option("angers")
        assert page.title().strip() == "changed"

    def test_fields_that_come_anew_can_be_searched_too(self, page: Page) -> None:
        shown(page)
        page.evaluate(
            "document.querySelector('.portal-search').remove();"
            "document.getElementById('f-town').dataset.search = 'Search again';"
            "document.body.dispatchEvent(new Event('htmx:afterSwap'))"
        )
        page.get_by_label("Search again").fill("angers")
        assert page.evaluate(FOUND) == ["Angers"]


class TestSignatures:
    def strokes(self, page: Page) -> Any:
        return json.loads(page.locator("input[name=sign-strokes]").input_value() or "[]")

    def test_what_is_drawn_goes_with_the_form(self, page: Page) -> None:
        shown(page)
        sheet = page.locator("canvas").bounding_box()
        assert sheet is not None
        assert sheet["width"] <= 600
        page.mouse.move(sheet["x"] + 10, sheet["y"] + 10)
        page.mouse.down()
        page.mouse.move(sheet["x"] + sheet["width"] - 10, sheet["y"] + sheet["height"] - 10, steps=5)
        page.mouse.up()
        (stroke,) = self.strokes(page)
        assert len(stroke) > 2
        assert all(0 <= x <= 600 and 0 <= y <= 200 for x, y in stroke)

    def test_it_can_be_cleared(self, page: Page) -> None:
        shown(page, {"sign": {"method": "drawn", "strokes": [[[0, 0], [600, 200]]]}})
        assert self.strokes(page) == [[[0, 0], [600, 200]]]
        page.get_by_role("button", name="Clear the drawing").click()
        assert self.strokes(page) == []

    def test_without_a_pointer_the_name_is_typed(self, page: Page) -> None:
        shown(page)
        page.get_by_label("Full name").fill("Ada Martin")
        assert self.strokes(page) == []

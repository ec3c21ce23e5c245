"""The drawing board in a browser: what htmx and the board's own script add to the plain pages."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dossier_models.models import DossierModel
from tests.casting import Cast
from tests.dossier_models.board import draft_of, small_model

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def model(cast: Cast, live_server: LiveServer, request: pytest.FixtureRequest) -> DossierModel:
    return small_model(cast.actor("admin"))


def signed_in(cast: Cast, live_server: LiveServer, page: Page) -> None:
    cookies = cast.client("admin").cookies
    page.context.add_cookies(
        [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in cookies.items()]
    )


def test_fields_are_added_by_typing_and_enter(
    cast: Cast, live_server: LiveServer, page: Page, model: DossierModel
) -> None:
    signed_in(cast, live_server, page)
    page.goto(f"{live_server.url}/desk/models/{model.pk}/fields/")
    for title in ("Adresse du siège", "Téléphone"):
        page.locator("#add-title").fill(title)
        page.keyboard.press("Enter")
        expect(page.locator(".outline-line__label", has_text=title)).to_be_visible()
        expect(page.locator("#add-title")).to_be_focused()
        expect(page.locator("#add-title")).to_have_value("")
    preview = page.frame_locator("#board-preview-frame")
    expect(preview.get_by_label("Téléphone")).to_be_visible()


def test_what_was_typed_is_saved_before_the_next_line_opens(
    cast: Cast, live_server: LiveServer, page: Page, model: DossierModel
) -> None:
    signed_in(cast, live_server, page)
    page.goto(f"{live_server.url}/desk/models/{model.pk}/fields/?item=nom")
    page.locator("#field-title").fill("Nom de l'association")
    page.locator("#select-line-jauge").click()
    expect(page.locator("#field-title")).to_have_value("Jauge")
    expect(page.locator("#line-nom")).to_contain_text("Nom de l'association")
    assert draft_of(model)["properties"]["nom"]["title"] == "Nom de l'association"


def test_a_line_is_dragged_and_the_gesture_undone_by_keyboard(
    cast: Cast, live_server: LiveServer, page: Page, model: DossierModel
) -> None:
    signed_in(cast, live_server, page)
    page.goto(f"{live_server.url}/desk/models/{model.pk}/fields/")
    page.locator("#line-jauge").drag_to(page.locator("#line-nom"))
    expect(page.locator(".outline-line").first).to_contain_text("Jauge")
    page.keyboard.press("Control+z")
    expect(page.locator(".outline-line").first).to_contain_text("Nom")


def test_a_line_is_dragged_into_a_group_and_out_again(
    cast: Cast, live_server: LiveServer, page: Page, model: DossierModel
) -> None:
    signed_in(cast, live_server, page)
    page.goto(f"{live_server.url}/desk/models/{model.pk}/fields/")
    page.locator("#line-nom").drag_to(page.locator("#line-budget--montant"))
    expect(page.locator("#line-budget--nom")).to_be_visible()
    page.locator("#line-budget--nom").drag_to(page.locator("#line-jauge"))
    expect(page.locator("#line-nom")).to_be_visible()


def test_a_group_stays_folded_while_the_board_is_drawn_again(
    cast: Cast, live_server: LiveServer, page: Page, model: DossierModel
) -> None:
    signed_in(cast, live_server, page)
    page.goto(f"{live_server.url}/desk/models/{model.pk}/fields/")
    page.locator("#inside-line-budget > summary").click()
    expect(page.locator("#line-budget--montant")).to_be_hidden()
    page.locator("#select-line-jauge").click()
    expect(page.locator("#field-title")).to_have_value("Jauge")
    expect(page.locator("#line-budget--montant")).to_be_hidden()


def test_a_type_is_found_by_its_name(
    cast: Cast, live_server: LiveServer, page: Page, model: DossierModel
) -> None:
    signed_in(cast, live_server, page)
    page.goto(f"{live_server.url}/desk/models/{model.pk}/fields/")
    page.locator(".board-add [popovertarget=type-palette]").click()
    expect(page.locator("#type-search")).to_be_focused()
    page.locator("#type-search").fill("IBAN")
    expect(page.locator(".palette__type:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#type-palette")).to_be_hidden()
    expect(page.locator("#add-type")).to_have_value("iban")
    expect(page.locator("#add-title")).to_be_focused()


def test_a_cell_keeps_the_focus_when_it_is_saved(
    cast: Cast, live_server: LiveServer, page: Page, model: DossierModel
) -> None:
    signed_in(cast, live_server, page)
    page.goto(f"{live_server.url}/desk/models/{model.pk}/views/")
    cell = page.locator("#cell-field-partner-nom")
    cell.focus()
    cell.select_option("read")
    expect(page.locator("#cell-field-partner-nom.cell--read")).to_be_focused()


@pytest.mark.parametrize(
    "tab", ["fields", "views", "statuses", "partners", "settings", "publish", "versions"]
)
def test_every_tab_fits_a_phone(
    cast: Cast, live_server: LiveServer, phone: Page, model: DossierModel, tab: str
) -> None:
    signed_in(cast, live_server, phone)
    phone.goto(f"{live_server.url}/desk/models/{model.pk}/{tab}/")
    expect(phone.locator("#board")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

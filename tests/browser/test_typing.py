"""What somebody does while the server is asked for the fields anew: the answer is held back on purpose."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import actor_for
from tests.browser.conftest import Arrive
from tests.browser.people import upload
from tests.browser.surfaces import at_the_citizens, at_the_desk, at_the_partners, document
from tests.casting import Cast, make_cast, published_model
from tests.samples import FILES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[at_the_citizens, at_the_partners, at_the_desk], ids=["citizen", "partner", "desk"])
def page(db: None, live_server: LiveServer, arrive: Arrive, request: pytest.FixtureRequest) -> Page:
    """The page to fill in, at each of the three surfaces."""
    cast = make_cast()
    cast = replace(cast, model=published_model(actor_for(cast.admin, cast.organisation), document()))
    come: Callable[[Cast, Arrive], tuple[Page, str]] = request.param
    page, address = come(cast, arrive)
    page.goto(f"{live_server.url}{address}")
    return page


class Held:
    """Questions for the page's fields wait here until the test lets them go on; drafts are kept as ever."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route("**/*", self._hold)

    @staticmethod
    def is_question(request: Request) -> bool:
        return request.headers.get("hx-target") == "form-fields"

    def _hold(self, route: Route) -> None:
        if self.is_question(route.request):
            self.routes.append(route)
        else:
            route.continue_()

    def asked_by(self, deed: Callable[[], Any]) -> None:
        """Do what makes the browser ask, and see that it does: nothing is held before, one question after."""
        assert not self.routes
        deed()
        for _look in range(500):
            if self.routes:
                return
            self.page.wait_for_timeout(10)
        raise AssertionError("nothing was asked")

    def ask_after_this(self) -> None:
        """Let one go, whose answer is followed by another."""
        route = self.routes.pop()
        self.asked_by(route.continue_)

    def let_go(self) -> None:
        route = self.routes.pop()
        with self.page.expect_response(lambda response: self.is_question(response.request)):
            route.continue_()


@pytest.fixture
def held(page: Page) -> Held:
    return Held(page)


def named(page: Page, name: str) -> Any:
    return page.locator(f'#form-fields [name="{name}"]')


def choose(page: Page, name: str, value: str) -> Callable[[], None]:
    return lambda: page.locator(f'[name="{name}"][value="{value}"]').check()


def press(page: Page, button: str) -> Callable[[], None]:
    name, _, value = button.partition("=")
    return lambda: page.locator(f'button[name="{name}"][value="{value}"]').click()


def with_rows(page: Page, *texts: str) -> None:
    for number, text in enumerate(texts):
        if named(page, f"postes-{number}-libelle").count() == 0:
            press(page, "row-add=postes")()
        named(page, f"postes-{number}-libelle").fill(text)


def rows(page: Page) -> list[str]:
    found: list[str] = named_all(page, "postes-", "-libelle")
    return found


def named_all(page: Page, start: str, end: str) -> Any:
    return page.locator(f'[name^="{start}"][name$="{end}"]').evaluate_all(
        "all => all.map(each => each.value)"
    )


def test_what_is_typed_meanwhile_stays_and_what_arrives_arrives(page: Page, held: Held) -> None:
    choose(page, "jours", "lundi")()
    held.asked_by(choose(page, "public", "true"))
    named(page, "nom").fill("Quais nord")
    choose(page, "jours", "jeudi")()
    page.locator('[name="jours"][value="lundi"]').uncheck()
    named(page, "note").fill("Deux lignes\net plus")
    expect(named(page, "jauge")).to_have_count(0)
    held.let_go()
    expect(named(page, "jauge")).to_be_visible()
    expect(named(page, "nom")).to_have_value("Quais nord")
    expect(named(page, "note")).to_have_value("Deux lignes\net plus")
    expect(page.locator('[name="jours"]:checked')).to_have_count(1)
    expect(page.locator('[name="jours"][value="jeudi"]')).to_be_checked()
    expect(page.locator('[name="public"][value="true"]')).to_be_checked()


def test_one_goes_on_typing_where_one_was(page: Page, held: Held) -> None:
    held.asked_by(choose(page, "public", "true"))
    named(page, "nom").click()
    page.keyboard.type("Quanord")
    for _each in range(4):
        page.keyboard.press("ArrowLeft")
    held.let_go()
    expect(named(page, "jauge")).to_be_visible()
    page.keyboard.type("is ")
    expect(named(page, "nom")).to_be_focused()
    expect(named(page, "nom")).to_have_value("Quais nord")


def test_what_was_typed_meanwhile_is_told_when_one_leaves_it(page: Page, held: Held) -> None:
    """A change that the browser does not see, since the field is another one now."""
    held.asked_by(choose(page, "public", "true"))
    named(page, "nom").click()
    page.keyboard.type("Quais")
    held.let_go()
    expect(named(page, "jauge")).to_be_visible()
    page.evaluate("addEventListener('change', event => { window.told = event.target.name; })")
    named(page, "note").focus()
    assert page.evaluate("window.told") == "nom"


def test_a_chosen_file_stays_and_what_is_hidden_is_the_servers(page: Page, held: Held) -> None:
    upload(page, "plan", FILES["statuts"])
    seen = named(page, "_seen").input_value()
    held.asked_by(choose(page, "public", "true"))
    named(page, "nom").fill("Quais")
    upload(page, "plan", FILES["rib"])
    held.let_go()
    expect(named(page, "jauge")).to_be_visible()
    assert named(page, "plan").evaluate("each => each.files[0].name") == FILES["rib"][0]
    assert named(page, "_seen").input_value() != seen
    expect(named(page, "nom")).to_have_value("Quais")


@pytest.mark.parametrize(
    "page", [at_the_citizens, at_the_partners], ids=["citizen", "partner"], indirect=True
)
def test_a_draft_is_kept_without_the_chosen_files(page: Page) -> None:
    """They would be sent again with every change."""
    upload(page, "plan", FILES["statuts"])
    named(page, "nom").fill("Quais")
    with page.expect_request(lambda each: each.method == "POST" and not Held.is_question(each)) as kept:
        named(page, "note").focus()
    sent = kept.value.post_data_buffer or b""
    assert b'name="nom"' in sent
    assert b"filename=" not in sent


def test_a_row_is_added_and_what_is_typed_meanwhile_stays(page: Page, held: Held) -> None:
    held.asked_by(press(page, "row-add=postes"))
    before = len(rows(page))
    named(page, "nom").fill("Quais")
    held.let_go()
    expect(page.locator("[data-row]")).to_have_count(before + 1)
    expect(named(page, "nom")).to_have_value("Quais")


def test_a_row_is_taken_away_and_what_is_typed_meanwhile_stays_in_its_row(page: Page) -> None:
    with_rows(page, "un", "deux", "trois")
    held = Held(page)
    held.asked_by(press(page, "row-remove=postes:0"))
    named(page, "postes-0-libelle").fill("zéro")
    named(page, "nom").fill("Quais")
    named(page, "postes-2-libelle").click()
    page.keyboard.press("End")
    page.keyboard.type(" et demi")
    held.let_go()
    expect(page.locator("[data-row]")).to_have_count(2)
    assert rows(page) == ["deux", "trois et demi"]
    expect(named(page, "postes-1-libelle")).to_be_focused()
    expect(named(page, "nom")).to_have_value("Quais")


def test_what_is_typed_into_an_empty_row_goes_with_it(page: Page) -> None:
    """Empty rows come last in the answer."""
    with_rows(page, "un", "", "trois")
    held = Held(page)
    held.asked_by(choose(page, "public", "true"))
    named(page, "postes-1-libelle").click()
    page.keyboard.type("deux")
    held.let_go()
    expect(named(page, "jauge")).to_be_visible()
    assert sorted(rows(page)) == ["deux", "trois", "un"]
    assert page.evaluate("document.activeElement.value") == "deux"


def test_what_is_asked_meanwhile_is_asked_afterwards(page: Page, held: Held) -> None:
    held.asked_by(choose(page, "public", "true"))
    choose(page, "lieu", "autre")()
    held.ask_after_this()
    expect(named(page, "jauge")).to_be_visible()
    expect(named(page, "ailleurs")).to_have_count(0)
    held.let_go()
    expect(named(page, "ailleurs")).to_be_visible()
    expect(named(page, "jauge")).to_be_visible()


def test_who_changes_their_mind_sees_the_fields_of_the_last_answer(page: Page, held: Held) -> None:
    held.asked_by(choose(page, "public", "true"))
    choose(page, "public", "false")()
    held.ask_after_this()
    held.let_go()
    expect(named(page, "jauge")).to_have_count(0)
    expect(page.locator('[name="public"][value="false"]')).to_be_checked()


def test_a_press_made_meanwhile_is_not_lost(page: Page) -> None:
    with_rows(page, "un", "deux", "trois")
    held = Held(page)
    held.asked_by(choose(page, "public", "true"))
    for button in ("row-remove=postes:0", "row-remove=postes:2", "row-add=postes"):
        press(page, button)()
    for _each in range(3):
        held.ask_after_this()
    held.let_go()
    expect(named(page, "jauge")).to_be_visible()
    expect(page.locator("[data-row]")).to_have_count(2)
    assert rows(page) == ["deux", ""]


def test_who_uses_the_keyboard_goes_on_in_the_new_row(page: Page) -> None:
    with_rows(page, "un")
    page.locator("button[name=row-add]").focus()
    page.keyboard.press("Enter")
    expect(named(page, "postes-1-libelle")).to_be_focused()
    page.locator('button[name=row-remove][value="postes:1"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("button[name=row-add]")).to_be_focused()

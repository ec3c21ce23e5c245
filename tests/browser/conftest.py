import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.samples import PASSWORD

# Playwright keeps an event loop in the tests' thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """SQLite empties tables by DELETE, which those that only grow refuse: their triggers step aside."""
    if connection.vendor != "sqlite":
        yield
        return
    operations: Any = type(connection.ops)
    flush = operations.execute_sql_flush

    def without_triggers(self: Any, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            flush(self, statements)
            for _name, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_triggers)
        yield


DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
Arrive = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium; CHROMIUM may name another one."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.fail("no Chromium: install it, or run `make test-browser`, which does")
    with sync_playwright() as playwright:
        quiet = [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-gpu",
            "--disable-sync",
        ]
        browser = playwright.chromium.launch(
            executable_path=path, args=[*quiet, "--no-first-run", "--disable-quic"], chromium_sandbox=False
        )
        yield browser
        browser.close()


def watched(browser: Browser, size: dict[str, int], *, javascript: bool = True) -> Iterator[Page]:
    """A page in a browser of its own. What the console complains of fails the test."""
    context = browser.new_context(viewport=size, locale="fr-FR", java_script_enabled=javascript)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A refused form is answered with 4xx, which Chromium reports as an error of its own.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert not complaints


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    yield from watched(browser, DESKTOP)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from watched(browser, PHONE)


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    yield from watched(browser, DESKTOP, javascript=False)


@pytest.fixture
def arrive(browser: Browser, live_server: LiveServer) -> Iterator[Arrive]:
    """Somebody comes to the site with a browser of their own; all are watched to the end."""
    open_browsers = []

    def coming(user: Any = None, size: dict[str, int] = DESKTOP) -> Page:
        watching = watched(browser, size)
        page = next(watching)
        open_browsers.append(watching)
        page.goto(f"{live_server.url}/account/login/")
        if user is not None:
            page.fill("input[name=login]", user.email)
            page.fill("input[name=password]", PASSWORD)
            page.locator("main button[type=submit]").first.click()
            page.wait_for_url(lambda address: "/account/login" not in address)
        return page

    yield coming
    for watching in open_browsers:
        assert next(watching, None) is None

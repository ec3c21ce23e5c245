"""What is measured: the requests people wait for."""

from collections.abc import Callable, Iterator
from functools import partial
from html.parser import HTMLParser

from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from benchmarks.browser import Browser
from benchmarks.measuring import ROUNDS, Figure, Mark, Request, measure
from benchmarks.towns import PAGE, Town, full_draft
from citizen_portal.steps import CHECK

SUBMITS = 12


def figures(application: WSGIHandler, town: Town) -> list[Figure]:
    citizen, agent, stranger = Browser(application), Browser(application), Browser(application)
    citizen.sign_in(town.citizen)
    agent.sign_in(town.agent)
    trivial = measure("trivial view", reading(stranger, "/trivial/"), expected=200, repeats=200)
    found = [*of_citizen(citizen, town), *of_agent(agent)]
    return [trivial, *(figure.against(trivial) for figure in found)]


def of_citizen(citizen: Browser, town: Town) -> Iterator[Figure]:
    dossier = full_draft(town)
    page = reverse("citizen_portal:page", args=[dossier.uid, PAGE])
    yield measure("50-field page", reading(citizen, page), expected=200, mark=Mark(15))
    yield measure("50-field page, saved", lambda: saving(citizen, page), expected=302)
    yield measure("50-field page, conditions", lambda: asking_anew(citizen, page), expected=204)
    check = reverse("citizen_portal:page", args=[dossier.uid, CHECK])
    yield measure("50 answers to check", reading(citizen, check), expected=200)
    count = ROUNDS * SUBMITS + 5
    drafts = iter([reverse("citizen_portal:page", args=[full_draft(town).uid, CHECK]) for _ in range(count)])
    yield measure(
        "submit",
        lambda: submitting(citizen, next(drafts)),
        expected=302,
        repeats=SUBMITS,
        mark=Mark(30, 12),
    )


def of_agent(agent: Browser) -> Iterator[Figure]:
    queue = reverse("crm:queue")
    yield measure("work queue, 10,000 dossiers", reading(agent, queue), expected=200, mark=Mark(30, 8))
    filtered = f"{queue}?status=commission&q=Association+12"
    yield measure("work queue, status and text", reading(agent, filtered), expected=200, mark=Mark(30, 8))


def reading(browser: Browser, path: str) -> Callable[[], Request]:
    return lambda: partial(browser.get, path)


def saving(citizen: Browser, page: str) -> Request:
    """The page as it stands is sent back with one answer changed: longer by a letter, or short again."""
    fields = [
        (name, value if name != "bloc_1_2" else value + "." if len(value) < 100 else "Un projet")
        for name, value in inputs(citizen.get(page).text)
    ]
    return partial(citizen.post, page, fields)


def asking_anew(citizen: Browser, page: str) -> Request:
    """What the browser asks when an answer changes on which conditions depend."""
    return partial(citizen.post, f"{page}refresh/", inputs(citizen.get(page).text))


def submitting(citizen: Browser, page: str) -> Request:
    key = dict(inputs(citizen.get(page).text))["idempotency_key"]
    return partial(citizen.post, page, [("idempotency_key", key), ("to", "depose")])


class Inputs(HTMLParser):
    """What a browser would send of each form of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.in_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append([])
        elif tag == "textarea":
            self.in_text = True
            self.forms[-1].append((given["name"], ""))
        elif tag == "input" and "name" in given and self.is_sent(given):
            self.forms[-1].append((given["name"], given.get("value", "")))

    @staticmethod
    def is_sent(given: dict[str, str]) -> bool:
        kind = given.get("type", "text")
        return kind not in ("submit", "file") and (kind not in ("radio", "checkbox") or "checked" in given)

    def handle_data(self, data: str) -> None:
        if self.in_text:
            name, value = self.forms[-1][-1]
            self.forms[-1][-1] = (name, value + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.in_text = False


def inputs(html: str) -> list[tuple[str, str]]:
    """Names and values of the page's own form: the one with an idempotency key."""
    parser = Inputs()
    parser.feed(html)
    own = next(form for form in parser.forms if any(name == "idempotency_key" for name, _value in form))
    return [(name, value) for name, value in own if name != "csrfmiddlewaretoken"]

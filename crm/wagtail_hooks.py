"""The desk's doors in the admin's frame: its addresses, its menu, and what stands on the first page."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem, admin_menu
from wagtail.admin.search import SearchArea, admin_search_areas

from accounts.permissions import allows
from crm.panels import NewestPanel, OverduePanel, RepliesPanel, RequestsPanel

FOR_SUPERUSERS = frozenset({"explorer", "images", "documents", "reports", "help"})
FOR_ADMINISTRATORS = frozenset({"settings", "dossier-models", "snippets"})


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include("crm.urls", namespace="crm"))]


class AgentMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.actor.is_agent  # type: ignore[attr-defined,no-any-return]


class ColleagueMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.actor.roles)  # type: ignore[attr-defined]


@hooks.register("register_admin_menu_item")
def dossiers_item() -> MenuItem:
    return AgentMenuItem(
        _("Dossiers"), reverse_lazy("crm:queue"), name="dossiers", icon_name="folder-open-inverse", order=10
    )


class RegistryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return allows(request.actor, "solicitations.read_registry")  # type: ignore[attr-defined]


@hooks.register("register_admin_menu_item")
def registry_item() -> MenuItem:
    return RegistryMenuItem(
        _("Partners"), reverse_lazy("crm:registry"), name="registry", icon_name="group", order=30
    )


@hooks.register("register_admin_menu_item")
def requests_item() -> MenuItem:
    return ColleagueMenuItem(
        _("My requests"), reverse_lazy("crm:requests"), name="requests", icon_name="tasks", order=20
    )


@hooks.register("construct_main_menu")
def keep_to_the_matter(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own sections are for those who run the whole installation."""
    narrow_menu()
    items[:] = [item for item in items if is_for(item.name, request)]


def is_for(name: str, request: HttpRequest) -> bool:
    """Whether a section is worth asking permissions for: an agent's page does without those queries."""
    if name in FOR_SUPERUSERS:
        return bool(request.user.is_superuser)
    if name in FOR_ADMINISTRATORS:
        return bool(request.user.is_superuser or request.actor.is_admin)  # type: ignore[attr-defined]
    return True


@lru_cache(maxsize=1)
def narrow_menu() -> None:
    """Asks the question above before the section's own, once for the life of the process."""
    for item in admin_menu.registered_menu_items:
        item.is_shown = partial(_is_shown, item.name, item.is_shown)
    for area in admin_search_areas.registered_search_areas:
        if area.name != "dossiers":
            area.is_shown = partial(_for_superusers, area.is_shown)


def _is_shown(name: str, own: Callable[[HttpRequest], bool], request: HttpRequest) -> bool:
    return is_for(name, request) and own(request)


def _for_superusers(own: Callable[[HttpRequest], bool], request: HttpRequest) -> bool:
    return bool(request.user.is_superuser) and own(request)


class DossierSearch(SearchArea):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.actor.is_agent  # type: ignore[attr-defined,no-any-return]


@hooks.register("register_admin_search_area")
def search_dossiers() -> SearchArea:
    """The side bar's search box looks in the work queue."""
    return DossierSearch(
        _("Dossiers"), reverse_lazy("crm:queue"), name="dossiers", icon_name="folder-open-inverse", order=1
    )


@hooks.register("construct_homepage_summary_items")
def no_page_counts(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if not type(item).__module__.startswith("wagtail.")]


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Any]) -> None:
    """What waits for this person, in place of Wagtail's lists of pages."""
    actor = request.actor  # type: ignore[attr-defined]
    if not request.user.is_superuser:
        panels[:] = [panel for panel in panels if not type(panel).__module__.startswith("wagtail.")]
    if actor.roles:
        panels.append(RequestsPanel())
    if actor.is_agent:
        panels.extend([RepliesPanel(), OverduePanel(), NewestPanel()])

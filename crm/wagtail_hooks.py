"""The desk's doors in the admin's frame: its addresses, its menu, and what stands on the first page."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from crm.panels import NewestPanel, OverduePanel, RequestsPanel

NOT_FOR_THE_DESK = frozenset({"explorer", "images", "documents", "reports", "help"})


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
    return AgentMenuItem(_("Dossiers"), reverse_lazy("crm:queue"), name="dossiers", icon_name="folder-open-inverse", order=10)


@hooks.register("register_admin_menu_item")
def requests_item() -> MenuItem:
    return ColleagueMenuItem(_("My requests"), reverse_lazy("crm:requests"), name="requests", icon_name="tasks", order=20)


@hooks.register("construct_main_menu")
def keep_to_the_matter(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own sections are for those who run the whole installation."""
    if not request.user.is_superuser:  # type: ignore[union-attr]
        items[:] = [item for item in items if item.name not in NOT_FOR_THE_DESK]


@hooks.register("construct_homepage_summary_items")
def no_page_counts(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:  # type: ignore[union-attr]
        items[:] = [item for item in items if not type(item).__module__.startswith("wagtail.")]


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Any]) -> None:
    """What waits for this person, in place of Wagtail's lists of pages."""
    actor = request.actor  # type: ignore[attr-defined]
    if not request.user.is_superuser:  # type: ignore[union-attr]
        panels[:] = [panel for panel in panels if not type(panel).__module__.startswith("wagtail.")]
    if actor.roles:
        panels.append(RequestsPanel())
    if actor.is_agent:
        panels.extend([OverduePanel(), NewestPanel()])

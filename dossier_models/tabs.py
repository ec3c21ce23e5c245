"""The tabs of the designer. Higher floors add theirs (views, publishing, preview) when they start."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PREVIEW = "views_config:preview"
"""Name of the page shown beside the board; the floor above serves it."""


@dataclass(frozen=True)
class Tab:
    section: str
    label: str | Promise
    url_name: str
    icon: str
    order: int


_TABS: dict[str, Tab] = {}


def register_tab(section: str, label: str | Promise, url_name: str, *, icon: str, order: int) -> None:
    """Raises ValueError where the section is taken."""
    if section in _TABS:
        raise ValueError(f"the section {section!r} is registered twice")
    _TABS[section] = Tab(section, label, url_name, icon, order)


def tabs() -> list[Tab]:
    return sorted(_TABS.values(), key=lambda tab: tab.order)


register_tab("fields", _("Fields"), "dossier_models:fields", icon="list-ul", order=10)
register_tab("statuses", _("Statuses"), "dossier_models:statuses", icon="order", order=30)
register_tab("scopes", _("Partners and parties"), "dossier_models:scopes", icon="group", order=40)
register_tab("papers", _("Documents"), "dossier_models:papers", icon="doc-full", order=45)
register_tab("settings", _("Settings"), "dossier_models:settings", icon="cog", order=50)

"""The views' and publishing's tabs in the designer."""

from django.urls import URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def views_urls() -> list[URLResolver]:
    return [path("models/", include("views_config.urls"))]

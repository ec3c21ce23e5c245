"""Where each surface hangs. Wagtail's own pages come last."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from accounts.permissions import Forbidden
from config.doors import for_masters
from config.pictures import picture

# There is one sign-in, allauth's: the doors that Wagtail brings along lead there.
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
new_password = RedirectView.as_view(pattern_name="account_reset_password")

front_page = RedirectView.as_view(pattern_name="citizen_portal:home")


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Whoever is signed in and sent here may not come in: another sign-in would send them back for ever."""
    if request.user.is_authenticated:
        raise Forbidden
    return to_sign_in(request)


decorate_urlpatterns(wagtailadmin_urls.urlpatterns, for_masters)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("citizen_portal.urls", namespace="citizen_portal")),
    path("partner/", include("partner_portal.urls", namespace="partner_portal")),
    path("account/", include("allauth.urls")),
    path("", include("accounts.urls", namespace="accounts")),
    path("desk/login/", sign_in),
    re_path(r"^desk/password_reset/", new_password),
    path("desk/", include(wagtailadmin_urls)),
    path("media/images/<path:name>", picture, name="picture"),
    path("pages/_util/login/", sign_in),
    path("pages/", front_page),  # Wagtail's root page has no text of its own
    path("pages/", include(wagtail_urls)),
]

if settings.MAILBOX:
    urlpatterns.insert(0, path("mailbox/", include("config.mailbox.urls", namespace="mailbox")))

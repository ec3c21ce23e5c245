"""The product's addresses, and one page that does nothing: what the stack itself costs."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as product


def trivial(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("trivial/", trivial), *product]

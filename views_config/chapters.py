"""The titles of what is new, gone, or different between two versions."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from formengine.comparing import Part

ADDED: Mapping[Part, str | Promise] = {
    Part.FIELD: gettext_lazy("New fields"),
    Part.PAGE: gettext_lazy("New pages"),
    Part.VIEW: gettext_lazy("New views"),
    Part.STATUS: gettext_lazy("New statuses"),
    Part.SCOPE: gettext_lazy("New requests to partners"),
    Part.CHECK: gettext_lazy("New checks"),
    Part.CAPACITY: gettext_lazy("New ways of acting for another person"),
    Part.PARTY: gettext_lazy("New parties"),
    Part.PAPER: gettext_lazy("New documents"),
}
REMOVED: Mapping[Part, str | Promise] = {
    Part.FIELD: gettext_lazy("Fields that are gone"),
    Part.PAGE: gettext_lazy("Pages that are gone"),
    Part.VIEW: gettext_lazy("Views that are gone"),
    Part.STATUS: gettext_lazy("Statuses that are gone"),
    Part.SCOPE: gettext_lazy("Requests to partners that are gone"),
    Part.CHECK: gettext_lazy("Checks that are gone"),
    Part.CAPACITY: gettext_lazy("Ways of acting for another person that are gone"),
    Part.PARTY: gettext_lazy("Parties that are gone"),
    Part.PAPER: gettext_lazy("Documents that are gone"),
}
ALTERED: Mapping[Part, str | Promise] = {
    Part.MODEL: gettext_lazy("The form itself"),
    Part.FIELD: gettext_lazy("Fields that are different"),
    Part.PAGE: gettext_lazy("Pages that are different"),
    Part.VIEW: gettext_lazy("Views that are different"),
    Part.STATUS: gettext_lazy("Statuses that are different"),
    Part.SCOPE: gettext_lazy("Requests to partners that are different"),
    Part.KIND: gettext_lazy("What partners are not shown"),
    Part.CHECK: gettext_lazy("Checks that are different"),
    Part.PARTNERS: gettext_lazy("How partners take part"),
    Part.CAPACITY: gettext_lazy("Ways of acting for another person that are different"),
    Part.PARTY: gettext_lazy("Parties that are different"),
    Part.PAPER: gettext_lazy("Documents that are different"),
}

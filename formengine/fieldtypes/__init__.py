"""Field types, in the order in which the designer offers them. Each file registers one."""

from formengine.fieldtypes.base import FieldType, clean_text
from formengine.fieldtypes.registry import field_type, known_types, register, type_of

# ruff: noqa: F401
# isort: off
from formengine.fieldtypes import text
from formengine.fieldtypes import longtext
from formengine.fieldtypes import yesno
from formengine.fieldtypes import accept
from formengine.fieldtypes import choice
from formengine.fieldtypes import choices
from formengine.fieldtypes import linked
from formengine.fieldtypes import reference
from formengine.fieldtypes import integer
from formengine.fieldtypes import decimal
from formengine.fieldtypes import percentage
from formengine.fieldtypes import money
from formengine.fieldtypes import date
from formengine.fieldtypes import time
from formengine.fieldtypes import datetime
from formengine.fieldtypes import period
from formengine.fieldtypes import month
from formengine.fieldtypes import duration
from formengine.fieldtypes import email
from formengine.fieldtypes import phone
from formengine.fieldtypes import url
from formengine.fieldtypes import address
from formengine.fieldtypes import country
from formengine.fieldtypes import language
from formengine.fieldtypes import nationality
from formengine.fieldtypes import iban
from formengine.fieldtypes import bic
from formengine.fieldtypes import plate
from formengine.fieldtypes import natural_person
from formengine.fieldtypes import legal_person
from formengine.fieldtypes import table
from formengine.fieldtypes import map  # noqa: A004 - the type's name
from formengine.fieldtypes import file
from formengine.fieldtypes import signature
from formengine.fieldtypes import consent
from formengine.fieldtypes import dossier_link
from formengine.fieldtypes import constant
from formengine.fieldtypes import static
from formengine.fieldtypes import group
from formengine.fieldtypes import rows
# isort: on

__all__ = ["FieldType", "clean_text", "field_type", "known_types", "register", "type_of"]

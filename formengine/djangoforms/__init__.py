"""The engine's one adapter to Django: pages as forms, projections as summaries, problems as texts."""

from formengine.djangoforms.design_messages import design_text
from formengine.djangoforms.files import DocumentLabel
from formengine.djangoforms.forms import PageForm, form_class
from formengine.djangoforms.messages import problem_text
from formengine.djangoforms.reading import RowAction, Upload
from formengine.djangoforms.rule_texts import rule_sentence, rule_text
from formengine.djangoforms.summary import render_projection

__all__ = [
    "DocumentLabel",
    "PageForm",
    "RowAction",
    "Upload",
    "design_text",
    "form_class",
    "problem_text",
    "render_projection",
    "rule_sentence",
    "rule_text",
]

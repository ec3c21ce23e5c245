"""Gunicorn's settings, for `manage.py serve` and for anyone who starts gunicorn themselves."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

bind = settings.BIND
workers = settings.WEB_WORKERS
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
accesslog = None  # request lines hold query strings
logconfig_dict = settings.LOGGING
control_socket_disable = True

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What has been loaded by now lives as long as the process: the collector need not walk it during requests,
# and nobody's first request waits for the addresses of all surfaces.
_addresses = get_resolver().url_patterns
gc.collect()
gc.freeze()

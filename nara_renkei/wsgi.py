"""WSGI entry for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nara_renkei.settings.prod")
# What is loaded lives as long as the process: to look for garbage on the way is a sixth of the start.
gc.disable()
application = get_wsgi_application()
# Every address and its view, once before the fork: else each worker reads them while its first visitor waits.
reverse("portal:home")

# What is loaded stays loaded: the collector need not look at it again, nor unshare its memory after the fork.
gc.collect()
gc.freeze()
gc.enable()

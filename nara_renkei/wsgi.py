"""WSGI entry for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nara_renkei.settings.prod")
application = get_wsgi_application()

# What is loaded stays loaded: the collector need not look at it again, nor unshare its memory after the fork.
gc.collect()
gc.freeze()

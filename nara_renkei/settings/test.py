"""Tests: the owner's role (the harness creates and flushes), tasks at once, files in a folder of the run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DATABASE_ROLE", "owner")
# who makes the folder takes it away: the other processes of a run inherit its name
if "RUN_DIR" not in os.environ:
    os.environ["RUN_DIR"] = tempfile.mkdtemp(prefix="nara-test-")
    atexit.register(shutil.rmtree, os.environ["RUN_DIR"], ignore_errors=True)

from .base import *

SECRET_KEY = "test-only-key-0123456789-abcdefghijklmnopqrstuvwxyz"
SECOND_FACTOR_REQUIRED = False
STAFF_MAIL_DOMAINS = ["city.example", "city.nara.example"]
CITY_SETTINGS_SECONDS = 0
# The server under the browser has a thread for every socket Chromium keeps warm: none of them keeps a connection.
DATABASES["default"]["CONN_MAX_AGE"] = 0
# made once by the gate, so that its processes copy the tables instead of migrating each
DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("TEST_TEMPLATE", "")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PRIVATE_ROOT = Path(RUN_DIR) / "files"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# whitenoise warns about a folder that is not there
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

"""What a web process holds before its first visitor. Its memory is measured by hand, never asserted."""

import json
import os
import subprocess
import sys

from tests.nara_renkei.deploy.test_env_example import ROOT

# each some 10 to 60 MB that few pages ever need, and few processes
HEAVY = {"docxtpl", "fontTools", "highspy", "numpy", "openpyxl", "pypdfium2", "weasyprint"}
LOADED = """
import json, sys
import nara_renkei.wsgi
from django.urls import get_resolver
get_resolver().check()
print(json.dumps(sorted(sys.modules)))
"""


def test_a_web_process_starts_without_what_only_few_need():
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.dev"}

    made = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, env=env, check=True, capture_output=True, text=True)

    loaded = set(json.loads(made.stdout.splitlines()[-1]))
    assert "screening.admin" in loaded
    assert HEAVY & loaded == set()

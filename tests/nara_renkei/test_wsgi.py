"""After a kill -9 everybody waits for the start: what it reads, it reads once, and nothing that few ever need."""

import os
import subprocess
import sys

from tests.house import ROOT

LOADED = """
import gc, sys, nara_renkei.wsgi
print("nara_renkei.urls" in sys.modules, "openpyxl" in sys.modules, gc.get_freeze_count() > 100_000, gc.isenabled())
"""


def test_the_addresses_are_read_before_the_fork_and_the_reader_of_workbooks_is_not() -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.test"}

    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, env=env, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "False", "True", "True"]

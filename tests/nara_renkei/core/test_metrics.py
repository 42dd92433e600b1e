"""Counts of several processes, of those that died and of those that came after them, are one count."""

import subprocess
import sys

from tests.house import ROOT

# three generations of two workers that live at the same time; the last look is a seventh process
COUNTED = """
import os, sys
from types import SimpleNamespace as Some
from django.conf import settings

settings.configure(RUN_DIR=sys.argv[1])
from nara_renkei.core.metrics import exposition, observe

page = Some(resolver_match=Some(view_name="portal:home"), method="GET")
nowhere = Some(resolver_match=None, method="BREW")
for generation in range(3):
    begun, go, done, leave = os.pipe(), os.pipe(), os.pipe(), os.pipe()
    workers = []
    for worker in range(2):
        if not (pid := os.fork()):
            observe(page, Some(status_code=200), 0.3)
            os.write(begun[1], b"x")
            os.read(go[0], 1)  # each has counted once before any goes on
            for _ in range(9):
                observe(page, Some(status_code=200), 0.3)
            observe(nowhere, Some(status_code=404), 20)
            os.write(done[1], b"x")
            os.read(leave[0], 1)
            os._exit(0)
        workers.append(pid)
    for _ in workers:
        os.read(begun[0], 1)
    os.write(go[1], b"xx")
    for _ in workers:
        os.read(done[0], 1)
    os.write(leave[1], b"xx")
    for pid in workers:
        os.waitpid(pid, 0)
sys.stdout.write(exposition([]).decode())
"""


def test_nothing_is_lost_or_counted_twice_and_the_files_are_no_more_than_the_processes_that_lived_at_once(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    said = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines() if not line.startswith("#"))
    assert float(said['nara_requests_total{code="2xx",method="GET",route="portal:home"}']) == 60
    assert float(said['nara_requests_total{code="4xx",method="other",route="none"}']) == 6
    assert float(said['nara_request_seconds_bucket{le="0.25",route="portal:home"}']) == 0
    assert float(said['nara_request_seconds_bucket{le="0.5",route="portal:home"}']) == 60
    assert float(said['nara_request_seconds_count{route="none"}']) == 6
    kinds = ("*.lock", "counter_*.db", "histogram_*.db")
    assert [len(list((tmp_path / "metrics").glob(kind))) for kind in kinds] == [2, 2, 2]

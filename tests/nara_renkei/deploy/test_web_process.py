"""What a web process holds before its first visitor. Its memory is measured by hand, never asserted."""

import json
import os
import socket
import subprocess
import sys
import time

from tests.house import ROOT

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


SLOW = """
import time
def application(environ, start_response):
    time.sleep(0.5)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""


def test_a_web_server_that_ends_answers_who_has_knocked_already(tmp_path):
    (tmp_path / "slow.py").write_text(SLOW)
    config = ROOT / "nara_renkei/deploy/web.py"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "slow:application", "--config", str(config), "--workers", "1"]
    log = (tmp_path / "log").open("wb")
    server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}"], cwd=tmp_path, stdout=log, stderr=log)
    try:
        first, second = (knock(port) for _ in range(2))
        time.sleep(0.2)  # the first is being answered, the second waits

        server.terminate()

        assert [visitor.recv(15) for visitor in (first, second)] == [b"HTTP/1.1 200 OK"] * 2
        assert server.wait(10) == 0
    finally:
        server.kill()
        server.wait()
        log.close()


def knock(port):
    """Ask, as soon as the server listens, and do not wait for the answer."""
    deadline = time.monotonic() + 20
    while True:
        try:
            visitor = socket.create_connection(("127.0.0.1", port), timeout=10)
            break
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    visitor.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return visitor

"""What the upgrade says of its figures, and how it counts. The figures themselves are taken by hand."""

import http.server
import subprocess
import sys
import threading

import pytest
from django.core.management.color import no_style
from django.db import NotSupportedError, connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations

from tests.house import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei/deploy"))

from services import CannotStart

from nara_renkei.deploy.upgrade import cascading_flush, previous
from nara_renkei.deploy.upgrade.people import Book, Refused, Visitor
from nara_renkei.deploy.upgrade.verdict import Asked, by_phase, failed_in, failures, grouped, runs_with, table

GOOD = {
    "from": "0.1.0", "to": "0.2.0", "proposals": 300, "migrations": 9, "migrating_s": 4.2, "gave_way": 1,
    "phases": [{"phase": "前の版", "seconds": 20.0, "requests": 90, "errors": 0, "slowest": 0.4, "slowest_at": "/ka/"}],
    "errors": {}, "accepted": 5, "stored": 6, "receipts": 6, "unsent": 0, "ended": [],
}  # fmt: skip


def test_an_upgrade_that_nobody_noticed_is_not_blamed():
    assert failures(GOOD) == []


@pytest.mark.parametrize(
    ("worse", "words"),
    [
        ({"phases": [{**GOOD["phases"][0], "errors": 1}]}, "前の版: 1 件の要求が通りませんでした。"),
        ({"phases": [{**GOOD["phases"][0], "requests": 0}]}, "前の版: だれも何も求めませんでした。"),
        ({"stored": 4, "receipts": 4}, "受付のページを見た 5 件のうち、4 件しかありません。"),
        ({"receipts": 5}, "6 件の提案に、受付のメールが 5 通あります。"),
        ({"unsent": 2}, "2 通のメールが送られずに残りました。"),
        ({"ended": ["worker"]}, "ひとりでに止まったもの: worker。"),
    ],
)
def test_what_was_noticed_is_said(worse, words):
    assert failures({**GOOD, **worse}) == [words]
    assert f"× {words}" in table({**GOOD, **worse, "failures": failures({**GOOD, **worse})})


def test_an_upgrade_without_a_migration_says_what_was_not_tried():
    assert "移行はありません" in table({**GOOD, "migrations": 0, "failures": []})
    assert "移行はありません" not in table({**GOOD, "failures": []})


def test_a_request_belongs_to_the_phase_in_which_it_began():
    asked = [Asked(1, 5, "/a/", ""), Asked(3, 1, "/b/7/", "500"), Asked(4, 2, "/c/", ""), Asked(9, 1, "/d/", "")]

    assert by_phase(asked, [("前", 0), ("移行", 2)], 8) == [
        {"phase": "前", "seconds": 2, "requests": 1, "errors": 0, "slowest": 5, "slowest_at": "/a/"},
        {"phase": "移行", "seconds": 6, "requests": 2, "errors": 1, "slowest": 2, "slowest_at": "/c/"},
    ]
    assert grouped([*asked, Asked(9, 1, "/b/8/", "500")]) == {"500 /b/…/": 2}


class Portal(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/gone/":
            self.connection.close()
            return
        self.send_response(int(self.path.strip("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def test_an_answer_that_nobody_should_get_and_a_broken_line_are_written_down():
    server = http.server.HTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    book = Book()
    visitor = Visitor(server.server_port, "", book)

    assert visitor.once("GET", "/200/")[0] == 200
    for address in ("/500/", "/503/", "/404/", "/gone/"):
        with pytest.raises(Refused):
            visitor.once("GET", address)
    server.shutdown()
    server.server_close()

    wrong = [one.wrong for one in book.asked]
    assert wrong[:4] == ["", "500", "503", "404"]
    assert wrong[4] in {"RemoteDisconnected", "ConnectionResetError", "BadStatusLine"}


def test_the_release_before_runs_with_our_packages_only_when_each_is_the_same():
    there = {"django": "5.2.19", "celery": "5.7.0"}

    assert runs_with({"django": "5.2.19"}, there)
    assert not runs_with({"django": "5.2.18"}, there)
    assert not runs_with({"django": "5.2.19", "gone": "1"}, there)


def test_nobody_upgrades_from_a_release_whose_migrations_are_gone(tmp_path, monkeypatch):
    def git(*words):
        folder = tmp_path / "old/proposals/migrations"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "0002_gone.py").touch()
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(previous, "git", git)
    with pytest.raises(CannotStart, match=r"proposals\.0002_gone"), previous.checked_out("a116455", tmp_path / "old"):
        pass


REPORT = b"""<testsuites><testsuite><testcase classname="tests.a" name="good"/>
<testcase classname="tests.a" name="bad"><failure>no</failure></testcase>
<testcase classname="tests.b" name="worse"><error>no</error></testcase></testsuite></testsuites>"""


def test_every_old_test_that_failed_is_named():
    assert failed_in(REPORT) == (3, ["tests.a::bad", "tests.b::worse"])


@pytest.mark.django_db
def test_the_flush_of_an_old_release_reaches_tables_it_does_not_know(monkeypatch):
    monkeypatch.setattr(DatabaseOperations, "sql_flush", DatabaseOperations.sql_flush)  # put back afterwards
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("CREATE TABLE known (id int PRIMARY KEY); CREATE TABLE fresh (of_known int REFERENCES known)")
        cursor.execute("INSERT INTO known VALUES (1); INSERT INTO fresh VALUES (1)")

        def flush():
            for statement in connection.ops.sql_flush(no_style(), ["known"], allow_cascade=False):
                cursor.execute(statement)

        with pytest.raises(NotSupportedError), transaction.atomic():
            flush()
        cascading_flush.pytest_sessionstart()
        flush()
        cursor.execute("SELECT (SELECT count(*) FROM known) + (SELECT count(*) FROM fresh)")
        assert cursor.fetchone() == (0,)

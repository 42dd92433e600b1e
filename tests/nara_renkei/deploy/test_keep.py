"""Backups on real parts: PostgreSQL, pg_dump, age, a disk that is full. The whole city is rehearsed by the gate."""

import argparse
import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from psycopg import sql

from nara_renkei.core.health import last_beat
from nara_renkei.deploy.keep import backup, restore
from nara_renkei.deploy.keep.backup import City, take
from nara_renkei.deploy.keep.chest import Damaged, Sealing, WrongKey, new_key, opened
from nara_renkei.deploy.keep.database import Place, demand_new_enough, program_version
from nara_renkei.deploy.keep.generations import (
    DUMP,
    FILES,
    MANIFEST,
    SUMS,
    TOKYO,
    Rule,
    alone,
    check_sums,
    chosen,
    generations,
    name_of,
    thin_out,
)
from nara_renkei.deploy.keep.manifest import Release
from nara_renkei.deploy.keep.proof import is_plain
from nara_renkei.deploy.keep.words import KeepRefused
from nara_renkei.deploy.services import postgresql_programs
from tests.nara_renkei.deploy.postgresql_client import programs

NIGHT = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)  # half past one in Tokyo
RELEASE = Release("1.4.0", "abc123")
KNOWN = ["core.0001_first", "proposals.0001_first"]
ROWS = """
CREATE TABLE django_migrations (id serial, app text, name text);
INSERT INTO django_migrations (app, name) VALUES ('core', '0001_first'), ('proposals', '0001_first');
CREATE TABLE core_privatefile (stored_name text, sha256 text);
CREATE TABLE screening_note (id serial, body text, at timestamptz, data bytea, share double precision);
INSERT INTO screening_note (body, at, data, share)
    SELECT '𠮷野家の跡地 ' || n, '2026-12-01 09:00+09', decode('00ff', 'hex'), n / 3.0 FROM generate_series(1, 500) n;
INSERT INTO screening_note (body) VALUES (NULL), ('');
ALTER TABLE screening_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY none ON screening_note TO nara_company USING (false);
GRANT SELECT ON screening_note TO nara_app, nara_company, nara_backup;
"""

pytestmark = pytest.mark.skipif(
    shutil.which("age") is None,
    reason="age がないため、控えを確かめていません: sudo apt-get install -y --no-install-recommends age",
)


@pytest.fixture(scope="module")
def server():
    """The server of the tests, as a place; its databases of this module are dropped at the end."""
    own = Place.of_settings(django_settings.DATABASES["default"])
    made = []

    class Server:
        owner = own.facts["user"]
        place = own
        programs = programs()

        def database(self, name):
            place = own.beside(f"keep_{name}_{os.getpid()}")
            with own.beside("postgres").connected(autocommit=True) as there:
                there.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(place.name)))
                there.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(place.name)))
            made.append(place)
            return place

    yield Server()
    with own.beside("postgres").connected(autocommit=True) as there:
        for place in made:
            there.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(place.name)))


@pytest.fixture(scope="module")
def key():
    return new_key()


def fill_folder(root):
    contents = {"ab/one.pdf": b"%PDF-1.7 " + os.urandom(300_000), "cd/two.png": b"", "ab/three.pdf": b"x" * 1_500_000}
    for name, data in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (root / "ab" / "coming.part").write_bytes(b"an upload that is under way")
    return contents


@pytest.fixture(scope="module")
def city(server, key, tmp_path_factory):
    """A tiny city: three tables, three files."""
    root = tmp_path_factory.mktemp("city")
    contents = fill_folder(root / "files")
    source = server.database("source")
    with source.connected(autocommit=True) as there:
        from nara_renkei.deploy.keep.database import make_roles

        make_roles(there)
        for statement in ROWS.split(";\n"):
            there.execute(statement)
        for name, data in contents.items():
            there.execute("INSERT INTO core_privatefile VALUES (%s, %s)", [name, sha256(data).hexdigest()])
    return City(
        source=source, owner=server.owner, files=root / "files", folder=root / "backups", recipients=[key.public],
        release=RELEASE, key_check="the same", programs=server.programs,
    )  # fmt: skip


@pytest.fixture(scope="module")
def generation(city):
    """One good generation, which the tests only copy."""
    return take(city, at=NIGHT).path


@pytest.fixture
def target(server, tmp_path):
    return restore.Target(
        server.database("target"),
        tmp_path / "restored" / "files",
        KNOWN,
        key_check="the same",
        release="1.4.0",
        programs=server.programs,
    )


def rows(place, question="SELECT count(*), sum(length(body)), sum(share) FROM screening_note"):
    with place.connected() as there:
        return there.execute(question).fetchall()


def tables_of(place):
    return [name for (name,) in rows(place, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]


def lying(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# --- there and back


def test_what_was_backed_up_comes_back_to_the_last_byte(city, generation, key, target):
    note = restore.restore(generation, key.secret, target)

    assert rows(target.database) == rows(city.source)
    assert {name: (target.files / name).read_bytes() for name in lying(target.files)} == {
        name: (city.files / name).read_bytes() for name in ("ab/one.pdf", "cd/two.png", "ab/three.pdf")
    }
    assert rows(target.database, "SELECT relrowsecurity FROM pg_class WHERE relname = 'screening_note'") == [(True,)]
    assert rows(target.database, "SELECT has_table_privilege('nara_company', 'screening_note', 'SELECT')") == [(True,)]
    assert rows(target.database, "SELECT count(*) > 0 FROM pg_stats WHERE tablename = 'screening_note'") == [(True,)]
    assert note.warnings == []
    assert note.words().startswith(f"控え  {generation.name}（2026-12-01T16:30:00+00:00、版 1.4.0（abc123））\n")
    assert "比べた: すべての表の行数と中身、すべての添付のSHA-256が、控えと同じ" in note.words()


def test_files_that_lie_elsewhere_are_fetched_after_the_rows_were_read(city, key, target):
    late = city.files / "ab" / "one.pdf"
    data = late.read_bytes()
    late.unlink()
    there = replace(city, folder=city.folder.with_name("fetched"), fetch=lambda: late.write_bytes(data))

    note = restore.restore(take(there, at=NIGHT).path, key.secret, target)

    assert (target.files / "ab" / "one.pdf").read_bytes() == data
    assert note.warnings == []


def test_the_machine_that_closed_it_cannot_open_it(generation, city):
    found = b"".join((generation / name).read_bytes() for name in (DUMP, FILES, MANIFEST, SUMS))

    assert sorted(path.name for path in generation.iterdir()) == sorted([DUMP, FILES, MANIFEST, SUMS])
    assert [word for word in ("野家", "screening_note", "PDF-1.7", "AGE-SECRET-KEY") if word.encode() in found] == []
    assert oct(generation.stat().st_mode & 0o777) == "0o700"
    with pytest.raises(WrongKey, match="この鍵では開けません"), opened(generation / DUMP, new_key().secret) as plain:
        plain.read()


def test_a_copy_is_checked_without_any_key(generation, tmp_path):
    copy = shutil.copytree(generation, tmp_path / generation.name)

    assert check_sums(copy)["release"] == "1.4.0（abc123）"


def half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def lost(path):
    path.unlink()


def forge(path):
    """Cut, and the sums made to fit: only the encryption itself can tell."""
    half(path)
    sums = json.loads((path.parent / SUMS).read_text())
    sums["files"][path.name] = {"bytes": path.stat().st_size, "sha256": sha256(path.read_bytes()).hexdigest()}
    (path.parent / SUMS).write_text(json.dumps(sums))


HARM = [
    *[(harm, name) for harm in (half, flip, lost, forge) for name in (DUMP, FILES, MANIFEST)],
    *[(harm, SUMS) for harm in (half, lost)],
]


def test_a_backup_that_was_cut_changed_or_lost_in_part_is_refused_and_nothing_is_touched(
    generation, key, target, tmp_path
):
    for harm, name in HARM:
        copy = shutil.copytree(generation, tmp_path / "copies" / generation.name)
        harm(copy / name)
        with pytest.raises(Damaged, match=r"切れて|違います|ありません|壊れて|読めません"):
            restore.restore(copy, key.secret, target)
        shutil.rmtree(copy)

    assert (tables_of(target.database), target.files.exists()) == ([], False)


def test_what_does_not_fit_is_refused_in_a_sentence_and_nothing_is_touched(generation, key, target, server, tmp_path):
    full = replace(target, files=tmp_path / "full")
    (full.files / "ab").mkdir(parents=True)
    (full.files / "ab" / "x.pdf").write_bytes(b"x")
    taken = replace(target, database=server.database("taken"))
    with taken.database.connected(autocommit=True) as there:
        there.execute("CREATE TABLE mine (one int)")

    for secret, where, words in (
        (new_key().secret, target, "この鍵では開けません"),
        ("password", target, "鍵のファイルの形が正しくありません"),
        (key.secret, replace(target, migrations=KNOWN[:1]), "知らない移行が 1 あります: proposals.0001_first。版 1.4.0（abc123） を入れて"),
        (key.secret, full, "添付のフォルダー .* は空ではありません"),
        (key.secret, taken, "は空ではありません（表が 1）"),
        (key.secret, replace(target, free_needed=10**18), "空きが足りません"),
        (key.secret, replace(target, database=Place({**target.database.facts, "user": "postgres2"})), "つながりません"),
    ):  # fmt: skip
        with pytest.raises(KeepRefused, match=words):
            restore.restore(generation, secret, where)
    with target.database.connected(), pytest.raises(KeepRefused, match="ほかの処理が 1 つ"):
        restore.restore(generation, key.secret, target)

    assert (tables_of(target.database), tables_of(taken.database)) == ([], ["mine"])
    assert (target.files.exists(), lying(full.files)) == (False, ["ab/x.pdf"])


def test_an_owner_who_is_no_superuser_restores_when_the_dba_has_made_the_roles(city, server, key, target, tmp_path):
    plain = f"keep_plain_{os.getpid()}"
    place = Place({**target.database.facts, "user": plain})
    made = take(replace(city, owner=plain, folder=tmp_path / "b"), at=NIGHT).path
    with server.place.beside("postgres").connected(autocommit=True) as dba:
        dba.execute(f"CREATE ROLE {plain} LOGIN")
        try:
            dba.execute(f"ALTER DATABASE {place.name} OWNER TO {plain}")
            theirs = replace(target, database=place)
            with pytest.raises(KeepRefused, match=rf'DBA が、次を先に.*\n    GRANT nara_app TO "{plain}";'):
                restore.restore(made, key.secret, theirs)
            with pytest.raises(KeepRefused, match="CREATEDB"), restore.rehearsing(theirs):
                pass
            dba.execute(f"GRANT nara_app, nara_company, nara_staff TO {plain}")

            restore.restore(made, key.secret, theirs)

            assert rows(place) == rows(city.source)
            restore.restore(made, key.secret, theirs, replace=True)
            assert rows(place) == rows(city.source)
        finally:
            dba.execute(f"DROP DATABASE {place.name} WITH (FORCE)")
            dba.execute(f"DROP ROLE {plain}")


def test_tables_of_another_owner_are_refused(city, key, target, tmp_path):
    other = take(replace(city, owner="somebody", folder=tmp_path / "b"), at=NIGHT).path

    with pytest.raises(KeepRefused, match="控えの表の持ち主は somebody"):
        restore.restore(other, key.secret, target)


def test_replacing_is_asked_for_and_is_all_or_nothing(generation, key, target, city, monkeypatch):
    with target.database.connected(autocommit=True) as there:
        there.execute("CREATE TABLE screening_note (id serial, body text); CREATE TABLE newer (one int)")
        there.execute("INSERT INTO screening_note (body) VALUES ('いまの言葉')")
    with monkeypatch.context() as patch:  # the restore stumbles after the old tables are gone
        patch.setattr(
            restore.database, "EMPTY_SCHEMA", f"{restore.database.EMPTY_SCHEMA} CREATE TABLE public.screening_note ();"
        )
        with pytest.raises(KeepRefused, match=r"戻せませんでした（何も変えていません）.*already exists"):
            restore.restore(generation, key.secret, target, replace=True)
    assert rows(target.database, "SELECT body FROM screening_note") == [("いまの言葉",)]

    restore.restore(generation, key.secret, target, replace=True)

    assert rows(target.database) == rows(city.source)
    assert "newer" not in tables_of(target.database)
    assert rows(target.database, "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public'") == [
        ("pg_database_owner",)
    ]


def test_one_cell_and_one_byte_are_noticed(generation, key, target):
    manifest = restore.restore(generation, key.secret, target).manifest
    with target.database.connected(autocommit=True) as there:
        there.execute("UPDATE screening_note SET body = body || '。' WHERE id = 77")
    with pytest.raises(KeepRefused, match="戻した表が、控えと違います: screening_note"):
        restore.compare(target.database, target.files, manifest)
    with target.database.connected(autocommit=True) as there:
        there.execute("UPDATE screening_note SET body = left(body, -1) WHERE id = 77")
    restore.compare(target.database, target.files, manifest)

    flip(target.files / "ab/one.pdf")

    with pytest.raises(KeepRefused, match=r"戻した添付 ab/one\.pdf"):
        restore.compare(target.database, target.files, manifest)


def test_a_rehearsal_leaves_nothing_and_touches_nothing(generation, key, target):
    def all_databases():
        return rows(target.database, f"SELECT datname FROM pg_database WHERE datname = 'nara_rehearsal_{os.getpid()}'")

    target.files.mkdir(parents=True)
    with restore.rehearsing(target) as scratch:
        restore.restore(generation, key.secret, scratch)
        assert len(all_databases()) == 1

    assert (all_databases(), tables_of(target.database), list(target.files.iterdir())) == ([], [], [])


def test_what_is_written_meanwhile_is_in_neither_the_dump_nor_the_counts(city, key, target, tmp_path, monkeypatch):
    dump = backup.database.dump

    def dump_while_somebody_writes(place, snapshot, out, **more):
        with place.connected(autocommit=True) as now:
            now.execute("INSERT INTO screening_note (body) VALUES ('いま書いた')")
        dump(place, snapshot, out, **more)

    monkeypatch.setattr(backup.database, "dump", dump_while_somebody_writes)
    try:
        made = take(replace(city, folder=tmp_path / "b"), at=NIGHT).path
        restore.restore(made, key.secret, target)
    finally:
        with city.source.connected(autocommit=True) as now:
            now.execute("DELETE FROM screening_note WHERE body = 'いま書いた'")

    assert rows(target.database) == rows(city.source)


def test_another_secret_key_is_said(generation, key, target):
    note = restore.restore(generation, key.secret, replace(target, key_check="another"))

    assert note.warnings == ["SECRET_KEY が、控えをとったときと違います。二段階認証は使えず、全員が登録し直します。"]


def test_a_newer_pg_dump_may_write_for_an_older_server(city, key, target, tmp_path):
    """From 17 on it writes a line that an older server refuses."""
    newest = str(postgresql_programs("embedded"))
    made = take(replace(city, folder=tmp_path / "b", programs=newest), at=NIGHT).path

    restore.restore(made, key.secret, replace(target, programs=newest))

    assert rows(target.database) == rows(city.source)


def test_an_older_pg_dump_is_refused_before_the_night_with_the_name_of_the_package(tmp_path):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)

    assert program_version(str(old)) == 9
    with pytest.raises(KeepRefused, match="postgresql-client-17 を入れてください"):
        demand_new_enough(str(old), 17)


def test_a_row_whose_file_has_gone_is_told_and_one_that_went_with_its_row_is_not(
    city, key, tmp_path, monkeypatch, server
):
    there = replace(city, files=shutil.copytree(city.files, tmp_path / "files"), folder=tmp_path / "b")
    (there.files / "ab/one.pdf").unlink()
    flip(there.files / "ab/three.pdf")

    assert take(there, at=NIGHT).manifest.lost == ["ab/one.pdf", "ab/three.pdf"]

    pack = backup._pack

    def pack_while_somebody_removes(root, out):
        found = pack(root, out)
        with city.source.connected(autocommit=True) as now:
            now.execute("DELETE FROM core_privatefile WHERE stored_name = 'ab/one.pdf'")
        return found

    monkeypatch.setattr(backup, "_pack", pack_while_somebody_removes)
    try:
        assert take(there, at=NIGHT + timedelta(days=1)).manifest.lost == ["ab/three.pdf"]
    finally:
        with city.source.connected(autocommit=True) as now:
            now.execute(
                "INSERT INTO core_privatefile VALUES ('ab/one.pdf', %s)",
                [sha256((city.files / "ab/one.pdf").read_bytes()).hexdigest()],
            )


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../../x", ""])
def test_no_name_of_an_archive_leads_out(name):
    assert not is_plain(name)


# --- the night


@contextmanager
def small_disk(folder, megabytes):
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("小さなディスクを作れません（管理者ではないため）。満ちたディスクでは確かめていません。")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_fills_in_the_night_leaves_the_last_good_one_and_says_so(city, tmp_path, monkeypatch):
    with small_disk(tmp_path / "disk", 3) as disk:
        there = replace(city, folder=disk / "b")
        with pytest.raises(KeepRefused, match="BACKUP_DIR の空きが足りません"):  # reckoned before
            take(there, at=NIGHT)
        monkeypatch.setattr(backup, "_demand_space", lambda *_: None)
        good = take(there, at=NIGHT).path
        before = lying(good)

        with pytest.raises(KeepRefused, match="ディスクがいっぱい"):  # met on the way
            take(there, at=NIGHT + timedelta(days=1))

        assert generations(there.folder) == [good]
        assert (lying(good), list(there.folder.glob(".part*"))) == (before, [])
        assert check_sums(good)


def test_a_killed_backup_is_cleared_away_and_two_at_once_are_one(city, tmp_path):
    there = replace(city, folder=tmp_path)
    left = tmp_path / ".part-nara-20261130T163000Z"
    left.mkdir()
    (left / DUMP).write_bytes(b"half")

    with alone(tmp_path), pytest.raises(KeepRefused, match="ほかの控えの処理が動いています"):
        take(there, at=NIGHT)
    made = take(there, at=NIGHT)

    assert (left.exists(), generations(tmp_path)) == (False, [made.path])


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ({"recipients": []}, "BACKUP_RECIPIENTS に公開鍵"),
        ({"recipients": ["age1nonsense"]}, "BACKUP_RECIPIENTS が正しくありません"),
        ({"source": "nobody"}, "データベースにつながりません"),
        ({"free_needed": 10**18}, "空きが足りません"),
    ],
)
def test_a_backup_that_cannot_be_made_says_why_and_leaves_nothing(harm, words, city, tmp_path):
    if "source" in harm:
        harm = {"source": Place({**city.source.facts, "dbname": "nobody_has_this"})}
    there = replace(city, folder=tmp_path / "b", **harm)

    with pytest.raises(KeepRefused, match=words):
        take(there, at=NIGHT)

    assert [path.name for path in tmp_path.rglob("*") if path.name != ".lock"] in ([], ["b"])


def test_a_generation_that_cannot_be_opened_again_never_gets_its_name(city, tmp_path, monkeypatch):
    """What was written is read back with a key of its own: a disk that lies is found the same night."""
    there = replace(city, folder=tmp_path)
    sums = backup.sums_of

    def sums_of_a_lying_disk(part):
        flip(part / FILES)
        return sums(part)

    monkeypatch.setattr(backup, "sums_of", sums_of_a_lying_disk)

    with pytest.raises(Damaged, match=r"files\.tar\.age が壊れています"):
        take(there, at=NIGHT)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_hundred_megabytes_pass_through_a_pipe_and_not_through_memory(tmp_path, key):
    piece = os.urandom(1 << 20)
    with Sealing(tmp_path / "x.age", [key.public]) as sealing:
        for _ in range(20):
            sealing.write(piece)

    with opened(tmp_path / "x.age", key.secret) as plain:
        digest = sha256()
        while data := plain.read(1 << 16):
            digest.update(data)
    assert (sealing.size, digest.hexdigest()) == (20 << 20, sealing.sha256)


# --- which stay


def nights(count, last=NIGHT):
    return [last - timedelta(days=n) for n in range(count)]


def test_after_two_years_of_nights_there_are_seven_days_five_weeks_and_fourteen_months():
    rule, there = Rule(), set()
    for night in reversed(nights(730)):
        there = rule.keeps(there | {night})

    days = sorted((moment.astimezone(TOKYO).date() for moment in there), reverse=True)
    assert days[:7] == [date(2026, 12, 2) - timedelta(days=n) for n in range(7)]
    # the last night of a week is a Sunday's, of a month its last day's
    assert [day for day in days[7:] if day.isoweekday() != 7 and (day + timedelta(days=1)).day != 1] == []
    assert len({day.isocalendar()[:2] for day in days}) >= 5
    assert len({(day.year, day.month) for day in days}) == 14
    assert days[-1] == date(2025, 11, 30)
    assert len(days) <= 7 + 5 + 14


def test_the_newest_always_stays_and_after_a_pause_the_old_ones_do():
    old = nights(3, last=NIGHT - timedelta(days=300))

    assert Rule(1, 0, 0).keeps([NIGHT, *old]) == {NIGHT}
    assert Rule(7, 5, 14).keeps([NIGHT, *old]) == {NIGHT, *old}


@pytest.mark.parametrize("words", [["0", "5", "14"], ["7", "5"], ["七", "5", "14"], ["7", "-1", "14"]])
def test_a_rule_that_would_keep_nothing_is_refused(words):
    with pytest.raises(KeepRefused, match="BACKUP_KEEP"):
        Rule.read(words)


def test_only_folders_of_our_name_are_removed(tmp_path):
    old, last_night = name_of(NIGHT - timedelta(hours=49)), name_of(NIGHT - timedelta(hours=1))
    for name in (name_of(NIGHT), last_night, old, "nara-old", "off-site"):
        (tmp_path / name).mkdir()

    assert thin_out(tmp_path, Rule(1, 0, 0)) == [old]  # last night's is what one goes back to
    assert sorted(path.name for path in tmp_path.iterdir()) == [last_night, name_of(NIGHT), "nara-old", "off-site"]
    assert chosen(tmp_path, "latest").name == name_of(NIGHT)
    with pytest.raises(KeepRefused, match="という控えがありません"):
        chosen(tmp_path, "nara-old")


# --- the commands, on the database of the tests


@pytest.mark.django_db
def test_a_night_and_a_rehearsal_of_the_whole_schema(settings, tmp_path, key, capsys):
    settings.POSTGRESQL_BIN = programs()
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS = str(tmp_path / "b"), [key.public]
    settings.PRIVATE_ROOT = tmp_path / "files"
    settings.FREE_BYTES_NEEDED = 0
    fill_folder(settings.PRIVATE_ROOT)
    (tmp_path / "key").write_text(f"# a comment\n{key.secret}\n")
    folder = Path(settings.BACKUP_DIR)

    def asked(**more):
        return argparse.Namespace(
            **{"generation": "latest", "key": None, "check": False, "rehearse": False, "replace": False, **more}
        )

    # two old ones, which the rule gives up: they go when a new one is proven, and not before
    for days in (5, 4):
        (folder / name_of(timezone.now() - timedelta(days=days))).mkdir(parents=True)
    settings.BACKUP_KEEP, settings.BACKUP_RECIPIENTS = ["1", "0", "0"], ["age1nonsense"]
    with pytest.raises(KeepRefused):
        backup.nightly(folder)
    assert (len(generations(folder)), last_beat("backup")) == (2, None)
    settings.BACKUP_RECIPIENTS = [key.public]
    assert backup.nightly(folder, keep_all=True) == 0
    assert len(generations(folder)) == 3
    shutil.rmtree(generations(folder)[0])
    assert backup.nightly(folder) == 0
    assert last_beat("backup") is not None
    [made] = generations(folder)
    assert restore.run(asked(check=True)) == 0
    assert restore.run(asked(check=True, key=str(tmp_path / "key"))) == 0
    assert restore.run(asked(rehearse=True, key=str(tmp_path / "key"))) == 0
    said = capsys.readouterr().out
    assert "開いて、すべて読めました" in said
    assert "比べた: すべての表の行数と中身" in said
    assert last_beat("rehearsal") is not None

    word = said.split(f"--rehearsed {made.name} ")[1].split()[0]
    with pytest.raises(KeepRefused, match="合言葉が違います"):
        backup.note_rehearsal(folder, made.name, "0" * 16)
    assert backup.note_rehearsal(folder, made.name, word) == 0
    with pytest.raises(KeepRefused, match="--key で指定"):
        restore.run(asked())
    assert backup.show(folder) == 0
    assert made.name in capsys.readouterr().out


def test_no_password_stands_in_a_command_line():
    place = Place.at("postgresql://nara_backup:p%40ss@db.example:5433/nara?sslmode=require")

    assert place.environment.items() >= {
        "PGUSER": "nara_backup", "PGPASSWORD": "p@ss", "PGHOST": "db.example", "PGPORT": "5433", "PGDATABASE": "nara",
        "PGSSLMODE": "require",
    }.items()  # fmt: skip
    assert "p@ss" not in repr(place)
    assert psycopg.conninfo.conninfo_to_dict(Place.at("postgresql://n:p%40ss@/nara?host=/run/pg").url) == {
        "user": "n", "password": "p@ss", "dbname": "nara", "host": "/run/pg",
    }  # fmt: skip

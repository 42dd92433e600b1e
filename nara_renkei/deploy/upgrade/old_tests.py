"""The release before runs its own tests on the tables of this one: what the upgrade takes from it, they miss."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from demo import say
from services import ROOT, Keeper, start_postgresql, start_redis

from nara_renkei.deploy.upgrade.previous import migrations_of
from nara_renkei.deploy.upgrade.verdict import failed_in

FOLDERS: Final = ("tests/proposals/usecases", "tests/screening/usecases", "tests/nara_renkei/notifications")
PLUGIN: Final = "cascading_flush"
DATABASE: Final = "test_nara"  # the name that the test runner looks for
# what must fail, and why that harms nobody who uses the release before. Class or file, :: and the name.
EXPLAINED: Final[dict[str, str]] = {}


def run(keeper: Keeper, old: Path, folders: list[str]) -> int:
    """Migrate with this release, test with the one before; 0 when every failure is explained."""
    url = start_postgresql(keeper)
    env = {
        **os.environ, "DATABASE_URL": url, "REDIS_URL": start_redis(keeper), "DATABASE_ROLE": "owner",
        "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.test", "RUN_DIR": str(keeper.run_dir),
    }  # fmt: skip
    if migrations_of(old) == migrations_of(ROOT):
        say("二つの版の間に移行はありません。前の版の試験は、自分の表の上で動くだけです。")
    say("新しい版の表を作ります …")
    tables = {**env, "DATABASE_URL": url.replace("/nara?", f"/{DATABASE}?")}
    create = (
        "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL'], autocommit=True).execute('CREATE DATABASE {}')"
    )
    subprocess.run([sys.executable, "-c", create.format(DATABASE)], env=env, check=True)
    subprocess.run([sys.executable, "-m", "nara_renkei.deploy.migrate"], cwd=ROOT, env=tables, check=True)
    subprocess.run(
        [sys.executable, "manage.py", "createcachetable"], cwd=ROOT, env=tables, check=True, stdout=subprocess.DEVNULL
    )
    report = keeper.run_dir / "old-tests.xml"
    report.unlink(missing_ok=True)
    own = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--reuse-db", "--tb=line", "-m", "not browser and not full"]
    own += ["-p", PLUGIN]
    env["PYTHONPATH"] = str(Path(__file__).resolve().parent)
    say(f"前の版の試験: {' '.join(folders or FOLDERS)}")
    subprocess.run([*own, f"--junitxml={report}", *(folders or FOLDERS)], cwd=old, env=env, check=False)
    count, failed = failed_in(report.read_bytes())
    unexplained = [name for name in failed if name not in EXPLAINED]
    say(f"{count} 件のうち、落ちたもの {len(failed)} 件、わけの書いていないもの {len(unexplained)} 件。")
    for name in failed:
        say(f"  {'○' if name in EXPLAINED else '×'} {name} {EXPLAINED.get(name, '')}")
    return 1 if unexplained or not count else 0

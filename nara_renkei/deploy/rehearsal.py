"""The rehearsal of the gate: back the smoke's city up, drop it, restore it, compare. By the same scripts as an operator.

Everything that works in the city is stopped before the drop and stays stopped.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg
from psycopg import sql
from services import ROOT, Keeper, postgresql_programs, stop

DEPLOY = Path(__file__).resolve().parent
DATABASES = {"postgres", "redis-server"}


def rehearse(keeper: Keeper, env: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Return 0 when what was restored is what was backed up."""
    if not shutil.which("age"):
        say("age がないため、控えの稽古を飛ばします: sudo apt-get install -y age")
        return 0
    began = time.monotonic()
    keys = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True).stdout
    key, backups = keeper.run_dir / "backup-key.txt", keeper.run_dir / "backups"
    shutil.rmtree(backups, ignore_errors=True)
    key.write_text(keys, encoding="utf-8")
    key.chmod(0o600)
    own = {
        **env,
        "BACKUP_DIR": str(backups),
        "BACKUP_RECIPIENTS": next(word for word in keys.split() if word.startswith("age1")),
        "POSTGRESQL_BIN": str(postgresql_programs("")),
        "FREE_BYTES_NEEDED": "0",
    }
    try:
        # the city is at work meanwhile
        if subprocess.run(["sh", str(DEPLOY / "backup.sh")], cwd=ROOT, env=own, check=False).returncode:
            return 1
        for process in [one for one in keeper.processes if Path(str(one.args[0])).name not in DATABASES]:
            stop(process)
        drop(env["DATABASE_URL"], keeper.run_dir / "files")
        restore = ["sh", str(DEPLOY / "restore.sh"), "latest", "--key", str(key)]
        if subprocess.run(restore, cwd=ROOT, env=own, check=False).returncode:
            return 1
    finally:
        key.unlink()
        shutil.rmtree(backups, ignore_errors=True)
    say(f"  ✓ 控えをとり、消し、戻し、比べた（{time.monotonic() - began:.1f} 秒）")
    return 0


def drop(url: str, files: Path) -> None:
    """Lose everything: the database and the files."""
    with psycopg.connect(url, dbname="postgres", autocommit=True) as server:
        name = sql.Identifier(psycopg.conninfo.conninfo_to_dict(url)["dbname"])
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
    shutil.rmtree(files)
    files.mkdir()

"""python -m nara_renkei.deploy.migrate: the migrations of init.sh, while the release before it goes on serving.

A migration that waits for a table makes everybody wait who comes after it. So it waits three seconds, less than the five
of a page, gives the table free, and tries again. A statement may take as long as it needs: a backfill has many rows.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Final

import django
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

LOCK_MS: Final = 3_000
TRIES: Final = 20
REST_S: Final = 5.0
TAKEN: Final = {"55P03", "40P01"}  # lock_timeout, and of two that wait for each other the one that gives way


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nara_renkei.settings.prod")
    django.setup()
    patient(connection)
    went_well = insist(lambda: call_command("migrate", interactive=False, verbosity=0), next_migration)
    connection.close()
    return 0 if went_well else 1


def patient(wrapper: BaseDatabaseWrapper, lock_ms: int = LOCK_MS) -> BaseDatabaseWrapper:
    """Let this connection wait for a table no longer than ``lock_ms``, and for a statement as long as it takes."""
    wrapper.close()
    options = wrapper.settings_dict["OPTIONS"]
    wrapper.settings_dict["OPTIONS"] = {
        **options,  # of two that say the same, PostgreSQL takes the later
        "options": f"{options.get('options', '')} -c statement_timeout=0 -c lock_timeout={lock_ms}",
    }
    return wrapper


def insist(
    work: Callable[[], object],
    where: Callable[[], str],
    *,
    tries: int = TRIES,
    rest: Callable[[], object] = lambda: time.sleep(REST_S),
    say: Callable[[str], object] = lambda text: sys.stderr.write(f"{text}\n"),
) -> bool:
    """Do the work until no table is in its way; whether it went well. What is done stays done.

    ``where`` names what could not be done. Another error than a table that is taken is raised as it is.
    """
    for turn in range(1, tries + 1):
        try:
            work()
        except OperationalError as exc:
            if getattr(exc.__cause__, "sqlstate", "") not in TAKEN:
                raise
            say(f"移行 {where()}: 表が使われているので譲りました（{turn}回目、あと{tries - turn}回）。")
            if turn < tries:
                rest()
        else:
            return True
    say(
        "移行を終えられませんでした。済んだ移行はそのままです。長く開いている取引（控え、手で開いた psql）を終えてから、もう一度動かしてください。"
    )
    return False


def next_migration() -> str:
    """Return the first migration that is not applied."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{plan[0][0].app_label}.{plan[0][0].name}" if plan else "（すべて済み）"


if __name__ == "__main__":
    raise SystemExit(main())

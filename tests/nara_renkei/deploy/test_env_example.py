"""The environment file is the manual: each variable that is read is in it, and nothing else."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.nara_renkei.deploy.env_example import manual

READERS = {"required", "optional", "flag", "number", "words", "networks", "seconds"}
COMPOSE_ONLY = {"POSTGRES_PASSWORD", "HTTP_PORT", "BACKUP_PLACE"}
SHELL_ONLY = {"DJANGO_SETTINGS_MODULE", "WEB_BIND", "WEB_REUSE_PORT", "WEB_WORKERS", "WORKER_PROCESSES"}


def read_by_settings() -> set[str]:
    names = set()
    for path in (ROOT / "nara_renkei/settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READERS:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    names.add(str(first.value))
    return names


def test_every_variable_of_the_settings_is_explained() -> None:
    assert read_by_settings() - manual() == set()


def test_nothing_is_explained_that_nobody_reads() -> None:
    assert manual() - read_by_settings() - COMPOSE_ONLY - SHELL_ONLY == set()


def test_the_scripts_variables_are_explained() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "nara_renkei/deploy").glob("*.sh"))
    read = set(re.findall(r"\$\{(\w+):-", text))
    assert read - manual() == set()
    assert read >= SHELL_ONLY


SECRETS = {
    "SECRET_KEY": "k" * 60,
    "SITE_URL": "https://portal.example",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgresql://nobody@/nowhere",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "desk@portal.example",
}


def start_production(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import nara_renkei.settings.prod"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "nara_renkei.settings.prod", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_its_secrets() -> None:
    done = start_production(**SECRETS)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", SECRETS)
def test_production_refuses_to_start_without(name: str) -> None:
    done = start_production(**{key: value for key, value in SECRETS.items() if key != name})
    assert done.returncode != 0
    assert f"{name} is not set (see .env.example)" in done.stderr


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    kept = tmp_path / "secret_key"
    kept.write_text("k" * 60 + "\n")
    without = {key: value for key, value in SECRETS.items() if key != "SECRET_KEY"}
    assert start_production(**without, SECRET_KEY_FILE=str(kept)).returncode == 0

"""No engine runs here, so every path, variable and command of the compose file is looked up by hand."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from nara_renkei.core.middleware import HEADERS
from tests.house import ROOT
from tests.nara_renkei.deploy.env_example import manual

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "nara-renkei"]
DOCKERFILE = (ROOT / "nara_renkei/deploy/Dockerfile").read_text(encoding="utf-8")
NGINX = (ROOT / "nara_renkei/deploy/nginx.conf").read_text(encoding="utf-8")


def test_the_services_are_the_ones_the_guide_names() -> None:
    assert set(SERVICES) == {
        "nginx", "web", "worker", "pdf-worker", "beat", "init", "backup", "restore", "postgres", "redis", "clamav",
    }  # fmt: skip


@pytest.mark.parametrize("name", OURS)
def test_our_commands_are_scripts_that_exist(name: str) -> None:
    shell, script, *_ = SERVICES[name]["command"]
    assert shell == "sh"
    assert (ROOT / script).is_file()


def test_the_demo_runs_the_same_scripts() -> None:
    demo = (ROOT / "nara_renkei/deploy/demo.py").read_text(encoding="utf-8")
    scripts = {Path(SERVICES[name]["command"][1]).stem for name in OURS if "profiles" not in SERVICES[name]}
    assert {name for name in scripts if f'"{name}"' in demo} == scripts


def test_postgresql_comes_back_as_fast_as_where_it_is_measured_and_logs_as_little() -> None:
    services = (ROOT / "nara_renkei/deploy/services.py").read_text(encoding="utf-8")
    program, *options = SERVICES["postgres"]["command"]
    assert program == "postgres"
    for name, part in (("DURABLE", options[:2]), ("SILENT", options[2:])):
        assert f"{name} = {part}\n".replace("'", '"') in services


def test_our_code_is_compiled_when_the_image_is_made_since_no_start_may_keep_it() -> None:
    importlinter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    compiled = f"RUN .venv/bin/python -m compileall -q {' '.join(importlinter['root_packages'])}\n"
    assert DOCKERFILE.index("COPY . .") < DOCKERFILE.index(compiled) < DOCKERFILE.index("USER nara")


def test_the_numbers_are_never_read_through_nginx_and_both_logs_bear_one_id() -> None:
    assert re.search(r"location = /metrics \{\s+rewrite \^ /metrics/ last;\s+\}", NGINX)
    assert "proxy_set_header X-Request-ID $request_id;" in NGINX
    assert re.search(r"log_format plain '.*\$request_id';", NGINX)


def test_what_a_script_starts_exists() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "nara_renkei/deploy").glob("*.sh"))
    modules = set(re.findall(r"python -m (\w+)", text))
    commands = set(re.findall(r"manage\.py (\w+)", text))
    from django.core.management import get_commands

    assert modules == {"gunicorn", "celery", "nara_renkei"}
    assert commands <= set(get_commands())


@pytest.mark.parametrize("name", SERVICES)
def test_ports_are_open_to_this_machine_only(name: str) -> None:
    assert [port for port in SERVICES[name].get("ports", []) if not port.startswith("127.0.0.1:")] == []


@pytest.mark.parametrize("name", SERVICES)
def test_volumes_are_declared_and_bound_files_exist(name: str) -> None:
    for volume in SERVICES[name].get("volumes", []):
        source = volume.split(":")[0]
        if source.startswith("$"):
            assert re.fullmatch(r"\$\{(\w+):-/\S+\}:/\S+", volume)
        elif source.startswith("."):
            assert (ROOT / source).exists()
        else:
            assert source in COMPOSE["volumes"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_services_that_exist(name: str) -> None:
    assert set(SERVICES[name].get("depends_on", [])) <= set(SERVICES)


def test_every_variable_is_in_the_manual() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"\$\{(\w+)", text)) | {key for name in OURS for key in SERVICES[name]["environment"]}
    assert used - manual() == set()


def test_nginx_hands_out_what_the_portal_names() -> None:
    environment = SERVICES["web"]["environment"]
    assert f"location {environment['PRIVATE_ACCEL_PREFIX']} {{\n            internal;" in NGINX
    assert f"alias {environment['RUN_DIR']}/files/;" in NGINX
    assert f"files:{environment['RUN_DIR']}/files:ro" in SERVICES["nginx"]["volumes"]
    assert SERVICES["nginx"]["ports"][0].endswith(re.search(r"listen (\d+);", NGINX)[1])  # type: ignore[index]


def test_nginx_takes_a_little_more_than_the_portal() -> None:
    from django.conf import settings

    megabytes = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1])  # type: ignore[index]
    assert settings.UPLOAD_TOTAL_BYTES < megabytes * 1024 * 1024 <= settings.UPLOAD_TOTAL_BYTES * 1.1


def test_what_nginx_says_itself_has_the_headers_of_the_portal(settings) -> None:
    sent = dict(
        re.findall(r'add_header (\S+) "?([^"\n]+?)"? always;', NGINX[NGINX.index("location /unavailable/ {") :])
    )
    policy = "; ".join(
        f"{name} {' '.join(str(source) for source in sources)}"
        for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    )

    assert {name: sent.get(name) for name in HEADERS} == HEADERS
    assert sent["Content-Security-Policy"] == policy


@pytest.mark.parametrize("code", ["413", "503"])
def test_what_nginx_says_itself_is_said_in_the_words_of_the_portal(code: str) -> None:
    page = (ROOT / f"nara_renkei/deploy/pages/{code}.html").read_text(encoding="utf-8")
    template = (ROOT / f"templates/errors/{code}.html").read_text(encoding="utf-8")
    words = re.compile(r"<(?:h1|p)>.*?</(?:h1|p)>")

    assert words.findall(page) == words.findall(template)
    assert f"/unavailable/{code}.html;" in NGINX
    assert all((ROOT / link).exists() for link in re.findall(r'"/unavailable/(static/[^"]+)"', page))
    assert {"./nara_renkei/deploy/pages:/srv/pages:ro", "./static:/srv/static:ro"} <= set(SERVICES["nginx"]["volumes"])


def test_backups_wait_for_their_hour_and_are_written_by_programs_that_know_the_server() -> None:
    """pg_dump refuses a server that is newer than itself."""
    assert [name for name in OURS if SERVICES[name].get("profiles") == ["keep"]] == ["backup", "restore"]
    for name in ("backup", "restore"):
        keeper = SERVICES[name]
        files, place = keeper["volumes"]
        assert files == f"files:{keeper['environment']['RUN_DIR']}/files"
        assert place.endswith(f":{keeper['environment']['BACKUP_DIR']}")
        assert (keeper["restart"], keeper["depends_on"]) == ("no", {})
        assert SERVICES["web"]["environment"].items() <= keeper["environment"].items()
    server = SERVICES["postgres"]["image"].partition(":")[2]
    assert f"postgresql-client-{server} " in DOCKERFILE
    assert re.search(r"install -y --no-install-recommends \\\n .*\bage\b", DOCKERFILE)


def test_the_image_copies_what_exists_and_runs_unprivileged() -> None:
    assert (ROOT / "pyproject.toml").is_file()
    assert (ROOT / "uv.lock").is_file()
    assert SERVICES["init"]["build"] == {
        "context": ".", "dockerfile": "nara_renkei/deploy/Dockerfile", "args": {"RELEASE": "${RELEASE:-}"},
    }  # fmt: skip
    user = re.search(r"--uid (\d+)", DOCKERFILE)[1]  # type: ignore[index]
    assert SERVICES["nginx"]["user"] == f"{user}:{user}"
    assert DOCKERFILE.index("USER nara") < DOCKERFILE.index("CMD")
    command = re.search(r'CMD \["sh", "(.+)"\]', DOCKERFILE)[1]  # type: ignore[index]
    assert (ROOT / command).is_file()


def test_the_image_has_the_libraries_that_setup_installs() -> None:
    setup = (ROOT / "bin/setup").read_text(encoding="utf-8")
    needed = set(re.findall(r"need ((?:lib|fonts-)[\w.+-]+)", setup))
    assert len(needed) == 6
    assert {name for name in needed if name not in DOCKERFILE} == set()

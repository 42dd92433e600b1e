import ctypes

import pytest
from django.core.checks import run_checks

from nara_renkei.core import checks, fonts


def ids(messages):
    return [message.id for message in messages]


def test_this_machine_passes_every_check(settings):
    settings.SECRET_KEY = "k" * 60

    assert [message for message in run_checks() if message.id.startswith("nara.")] == []


def test_a_missing_subsetter_is_said(monkeypatch):
    def missing(name):
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", missing)

    assert ids(checks.fast_fonts()) == ["nara.W001"]


def test_missing_fonts_are_said(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path), str(tmp_path / "none")))

    assert ids(checks.japanese_fonts()) == ["nara.W002", "nara.W003"]


def test_a_place_for_files_that_is_a_file_is_an_error(settings, tmp_path):
    (tmp_path / "taken").write_text("x")
    settings.PRIVATE_ROOT = tmp_path / "taken"

    assert ids(checks.private_root_is_writable()) == ["nara.E001"]


def test_a_place_that_does_not_exist_yet_is_fine_when_it_can_be_made(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "new" / "files"

    assert checks.private_root_is_writable() == []


@pytest.mark.parametrize(
    ("public", "staff", "found"),
    [("", "", []), ("a", "b", []), ("a", "", ["nara.E002"]), ("", "b", ["nara.E002"])],
)
def test_one_of_two_hosts_is_an_error(public, staff, found, settings):
    settings.PUBLIC_HOST, settings.STAFF_HOST = public, staff

    assert ids(checks.hosts_come_in_pairs()) == found


@pytest.mark.parametrize(
    ("key", "fallbacks", "found"),
    [
        ("x" * 60, [], []),
        ("demo-only-key-not-for-production", [], ["nara.E003"]),
        ("x" * 60, ["django-insecure-y"], ["nara.E003"]),
    ],
)
def test_a_key_that_anyone_can_read_is_an_error(key, fallbacks, found, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = key, fallbacks

    assert ids(checks.secret_key_is_our_own()) == found


WHOLE = {"OIDC_ISSUER": "https://login.city.example/v2.0", "OIDC_CLIENT_ID": "desk", "OIDC_CLIENT_SECRET": "s" * 20}


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        ({}, []),
        ({"OIDC_ISSUER": "http://127.0.0.1:9400"}, []),
        ({"OIDC_CLIENT_SECRET": ""}, ["OIDC_ISSUER に対して OIDC_CLIENT_SECRET がありません。"]),
        ({"OIDC_ISSUER": "http://login.city.example"}, ["OIDC_ISSUER は https:// で始めてください。"]),
        ({"OIDC_SCOPES": ["email"]}, ["OIDC_SCOPES に openid がありません。"]),
        ({"OIDC_ISSUER": "", "OIDC_CLIENT_ID": "", "OIDC_CLIENT_SECRET": ""}, []),
        (
            {"OIDC_ISSUER": "", "OIDC_CLIENT_SECRET": "", "STAFF_PASSWORD_LOGIN": False},
            ["OIDC_ISSUER がないので、OIDC_CLIENT_ID・STAFF_PASSWORD_LOGIN=0 は効きません。"],
        ),
    ],
)
def test_a_provider_that_is_half_written_is_an_error(change, sentences, settings):
    for name, value in {**WHOLE, **change}.items():
        setattr(settings, name, value)

    assert [found.msg for found in checks.provider_is_whole()] == sentences

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.core.models import CitySettings, Holiday
from tests.harness import StrictClient

WHO = ["--email", "it@city.example", "--name", "情報太郎", "--number", "900001"]

pytestmark = pytest.mark.django_db


def test_a_city_gets_its_settings_and_an_administrator_with_a_second_factor(capsys):
    call_command("setup_city", *WHO, "--city-name", "見本市", "--desk-email", "desk@city.example")

    out = capsys.readouterr().out
    user = User.objects.get(email="it@city.example")
    city = CitySettings.load()
    assert (city.city_name, city.email) == ("見本市", "desk@city.example")
    assert Post.objects.get(user=user).kind == PostKind.SYSTEM
    assert set(user.authenticator_set.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert len(re.findall(r"^  \d{8}$", out, re.M)) == 10
    assert "otpauth://totp/it%40city.example?secret=" in out
    password = re.search(r"^パスワード: (\S+)$", out, re.M).group(1)
    assert user.check_password(password) is True
    assert Holiday.objects.exists() is True


def test_the_administrator_enters_with_password_and_recovery_code(capsys):
    call_command("setup_city", *WHO)
    out = capsys.readouterr().out
    client = StrictClient()

    password = re.search(r"^パスワード: (\S+)$", out, re.M).group(1)
    client.post("/accounts/login/", {"login": "it@city.example", "password": password})
    client.post("/accounts/2fa/authenticate/", {"code": re.search(r"^  (\d{8})$", out, re.M).group(1)})

    assert client.get("/admin/").status_code == 200


def test_a_second_run_is_refused_unless_forced(capsys):
    call_command("setup_city", *WHO)
    other = ["--email", "it2@city.example", "--name", "情報花子", "--number", "900002"]

    with pytest.raises(CommandError, match="システム管理者がもういます。"):
        call_command("setup_city", *other)
    call_command("setup_city", *other, "--force")

    assert Post.objects.filter(kind=PostKind.SYSTEM).count() == 2


def test_a_password_from_a_file_is_not_printed(tmp_path, capsys):
    file = tmp_path / "password"
    file.write_text("correct-horse-battery\n")

    call_command("setup_city", *WHO, "--password-file", str(file))

    assert "correct-horse-battery" not in capsys.readouterr().out
    assert User.objects.get().check_password("correct-horse-battery") is True


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "管理者のメールがありません。"),
        (["--email", "bad"], "メール「bad」の形が正しくありません。"),
        (["--email", "it@city.example"], "管理者の氏名がありません。"),
    ],
)
def test_what_is_missing_is_said(options, sentence, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    with pytest.raises(CommandError, match=re.escape(sentence)):
        call_command("setup_city", *options)


def test_a_weak_password_sets_nothing_up(tmp_path):
    file = tmp_path / "password"
    file.write_text("short")

    with pytest.raises(CommandError, match="12"):
        call_command("setup_city", *WHO, "--password-file", str(file))

    assert (User.objects.exists(), Authenticator.objects.exists()) == (False, False)


def test_an_address_of_the_desk_that_is_none_sets_nothing_up():
    with pytest.raises(CommandError, match="有効なメールアドレス"):
        call_command("setup_city", *WHO, "--desk-email", "desk")

    assert not User.objects.exists()

"""The company's door, end to end: page, letter, code, session."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.urls import reverse

from nara_renkei.accounts.models import User
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import MailState, OutgoingMail
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.harness import NOON, StrictClient

DOOR = "/teian/kakunin/"
CODE = "/teian/kakunin/code/"
WRONG = "確認コードが違います。届いたメールの8桁の数字を入れてください。"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Enter an address; return the browser and the code of the letter that went out (None when it holds none)."""

    def enter(email, browser=client, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            response = browser.post(DOOR, {"email": email, **fields})
        found = re.search(r"^(\d{4}) (\d{4})$", mail.outbox[-1].body, re.M) if mail.outbox else None
        return response, found and "".join(found.groups())

    return enter


def errors(response):
    form = response.context["form"]
    return [text for texts in form.errors.values() for text in texts]


def test_a_new_address_becomes_a_person_only_when_the_code_is_proved(client, ask):
    response, code = ask("Tanaka@Company.example")
    assert (response.status_code, response["Location"]) == (302, CODE)
    assert User.objects.filter(email="tanaka@company.example").exists() is False

    response = client.post(CODE, {"code": code})

    user = User.objects.get(email="tanaka@company.example")
    assert (response.status_code, response["Location"]) == (302, reverse("portal:my_page"))
    assert (client.session["_auth_user_id"], user.has_usable_password(), user.employee_number) == (
        str(user.pk),
        False,
        None,
    )
    verbs = AuditEvent.objects.filter(about=f"user:{user.pk}").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["account.opened", "login"]


def test_a_known_address_signs_in_the_same_person(client, ask):
    user = CompanyUserFactory(email="tanaka@company.example")
    _, code = ask("tanaka@company.example")

    client.post(CODE, {"code": code})

    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_letter_keeps_no_code_once_it_is_sent(ask):
    _, code = ask("tanaka@company.example")

    row = OutgoingMail.objects.get()
    assert (row.state, row.secret, "〔コード〕" in row.body) == (MailState.SENT, "", True)
    assert row.expires_at - row.created_at == timedelta(minutes=10)
    assert mail.outbox[0].subject == "【奈良市公民連携デスク】ログインの確認コード"
    assert code not in row.body


def test_full_width_digits_and_spaces_are_welcome(client, ask):
    _, code = ask("tanaka@company.example")
    wide = code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    client.post(CODE, {"code": f" {wide[:4]}　{wide[4:]} "})

    assert "_auth_user_id" in client.session


def test_a_code_is_dead_after_ten_minutes(client, ask):
    with time_machine.travel(NOON, tick=False) as clock:
        _, code = ask("tanaka@company.example")
        clock.shift(timedelta(minutes=10))

        response = client.post(CODE, {"code": code})

    assert errors(response) == ["確認コードの期限（10分）が過ぎました。「新しいコードを送る」を押してください。"]
    assert User.objects.exists() is False


def test_after_five_wrong_tries_the_right_code_is_dead_too(client, ask):
    _, code = ask("tanaka@company.example")
    wrong = f"{(int(code) + 1) % 10**8:08}"

    answers = [errors(client.post(CODE, {"code": wrong})) for _ in range(5)]
    last = client.post(CODE, {"code": code})

    assert answers == [[WRONG]] * 5
    assert last.status_code == 429
    assert errors(last) == [
        "確認コードを何度も間違えたため、このコードは使えなくなりました。「新しいコードを送る」を押してください。"
    ]
    assert "_auth_user_id" not in client.session


def test_a_new_code_puts_the_old_one_out_of_use(client, ask):
    _, old = ask("tanaka@company.example")
    _, new = ask("tanaka@company.example")

    assert errors(client.post(CODE, {"code": old})) == [WRONG]
    client.post(CODE, {"code": new})

    assert "_auth_user_id" in client.session


def test_a_code_works_in_the_browser_that_asked_only(client, ask):
    _, code = ask("tanaka@company.example")

    response = StrictClient().post(CODE, {"code": code})

    assert (response.status_code, response["Location"]) == (302, DOOR)


def test_a_code_works_once(client, ask):
    _, code = ask("tanaka@company.example")
    client.post(CODE, {"code": code})
    client.post(reverse("account_logout"))

    response = client.post(CODE, {"code": code})

    assert (response.status_code, response["Location"]) == (302, DOOR)


def test_staff_see_the_same_page_and_get_a_letter_without_a_code(client, ask):
    StaffFactory(email="yamada@city.example", desk=True)

    staff, code = ask("yamada@city.example")
    page = client.get(CODE).content.decode().replace("yamada@city.example", "X")
    other = StrictClient()
    stranger, _ = ask("tanaka@company.example", browser=other)
    same = other.get(CODE).content.decode().replace("tanaka@company.example", "X")

    assert code is None
    assert (staff.status_code, staff["Location"]) == (stranger.status_code, stranger["Location"])
    assert without_tokens(page) == without_tokens(same)
    assert f"{settings.SITE_URL}/accounts/login/" in mail.outbox[0].body.split("\n")


def test_no_code_opens_the_door_for_staff(client, ask):
    StaffFactory(email="yamada@city.example")
    ask("yamada@city.example")

    assert errors(client.post(CODE, {"code": "12345678"})) == [WRONG]


def test_a_closed_account_is_told_nothing(client, ask):
    CompanyUserFactory(email="tanaka@company.example", is_active=False)
    _, code = ask("tanaka@company.example")

    assert errors(client.post(CODE, {"code": code})) == [WRONG]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "メールアドレスを入れてください。"),
        ("tanaka", "メールアドレスの形になっていません。例: tanaka@example.co.jp のように入れてください。"),
        (
            "a@b.example\r\nBcc: x@y.example",
            "メールアドレスの形になっていません。例: tanaka@example.co.jp のように入れてください。",
        ),
        (f"{'a' * 250}@b.example", "メールアドレスは254文字までです。"),
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(client, email, sentence):
    response = client.post(DOOR, {"email": email})

    assert sentence in errors(response)
    assert OutgoingMail.objects.exists() is False


@pytest.mark.parametrize("code", ["1234567", "123456789", "abcdefgh", "１２３"])
def test_what_is_no_code_costs_no_try(client, ask, code):
    ask("tanaka@company.example")

    assert errors(client.post(CODE, {"code": code})) == ["確認コードは8桁の数字です。"]


def test_the_fourth_letter_within_a_minute_waits(ask):
    answers = [ask("tanaka@company.example")[0] for _ in range(4)]

    assert [response.status_code for response in answers] == [302, 302, 302, 429]
    assert errors(answers[3])[0].startswith("短い間に何度も送られたため")
    assert OutgoingMail.objects.count() == 3


@pytest.mark.parametrize(
    ("target", "ends_at"),
    [
        ("/teian/", "/teian/"),
        ("https://evil.example/", "/my/"),
        ("//evil.example/", "/my/"),
        ("javascript:alert(1)", "/my/"),
        ("' OR 1=1 --", "/my/"),  # no address: ``redirect`` would look for a view of this name
        ("portal:agreements", "/my/"),
        ("", "/my/"),
    ],
)
def test_only_our_own_pages_follow_the_door(client, ask, target, ends_at):
    _, code = ask("tanaka@company.example", next=target)

    assert client.post(CODE, {"code": code})["Location"] == ends_at


def test_what_the_session_knew_survives_and_its_key_does_not(client, ask):
    session = client.session
    session["kept"] = "yes"
    session.save()
    before = client.cookies["sessionid"].value
    _, code = ask("tanaka@company.example")

    client.post(CODE, {"code": code})

    assert client.session["kept"] == "yes"
    assert client.cookies["sessionid"].value != before


def test_a_company_page_leads_to_the_companys_door_and_back(client):
    assert client.get("/teian/")["Location"] == "/teian/kakunin/?next=/teian/"
    appointment = "/soudan/0a1b2c3d-0000-4000-8000-000000000000/"
    assert client.get(appointment)["Location"] == f"/teian/kakunin/?next={appointment}"


def test_a_get_sends_nothing(client):
    client.get(DOOR, {"email": "tanaka@company.example"})

    assert OutgoingMail.objects.exists() is False


def without_tokens(page):
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page)

"""The staff's door: password, second factor, lockout, idle limit, and leaving."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.usecases.end_post import end_post
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import PASSWORD, CompanyUserFactory, StaffFactory
from tests.harness import NOON, THE_DESK, TODAY, StrictClient

LOGIN = "/accounts/login/"

pytestmark = pytest.mark.django_db


def enter(client, user, password=PASSWORD, **fields):
    return client.post(LOGIN, {"login": user.email, "password": password, **fields})


def errors(response):
    return [text for texts in response.context["form"].errors.values() for text in texts]


def test_staff_enter_with_their_password_and_it_is_recorded(client):
    user = StaffFactory(officer=True)

    response = enter(client, user)

    assert (response.status_code, response["Location"]) == (302, reverse("portal:my_page"))
    event = AuditEvent.objects.get(verb="login")
    assert (event.about, event.actor_key, event.keys) == (f"user:{user.pk}", f"user:{user.pk}", {"door": "staff"})


def test_only_our_own_pages_follow(client):
    assert enter(client, StaffFactory(officer=True), next="https://evil.example/")["Location"] == reverse(
        "portal:my_page"
    )
    assert enter(StrictClient(), StaffFactory(officer=True), next="/ka/")["Location"] == "/ka/"


def test_wrong_password_unknown_company_left_and_off_all_read_the_same(client):
    people = [
        StaffFactory(),
        CompanyUserFactory.build(email="nobody@city.example"),
        CompanyUserFactory(password=PASSWORD),
        StaffFactory(last_day=timezone.localdate() - timedelta(days=1)),
        StaffFactory(is_active=False),
    ]
    passwords = ["wrong-password-1", *[PASSWORD] * 4]

    answers = [errors(enter(client, user, password)) for user, password in zip(people, passwords, strict=True)]

    assert answers == [answers[0]] * 5
    assert "パスワード" in answers[0][0]
    assert "_auth_user_id" not in client.session


def test_five_failures_lock_an_account_that_exists_like_one_that_does_not(client):
    known, unknown = StaffFactory(), CompanyUserFactory.build(email="nobody@city.example")

    answers = []
    for number, user in enumerate((known, unknown)):
        for _ in range(5):
            client.post(LOGIN, {"login": user.email, "password": "wrong"}, REMOTE_ADDR=f"10.0.0.{number}")
        answers.append(
            errors(client.post(LOGIN, {"login": user.email, "password": PASSWORD}, REMOTE_ADDR=f"10.0.1.{number}"))
        )

    assert answers == [answers[0]] * 2
    assert "_auth_user_id" not in client.session


def test_a_failed_sign_in_is_recorded_without_the_address_of_mail(client):
    enter(client, StaffFactory(), "wrong-password-1")

    assert AuditEvent.objects.filter(verb="login.failed").values_list("about", "keys").get() == ("door:staff", {})


def test_nobody_signs_up_and_no_code_is_asked_at_the_staffs_door(client):
    assert [
        client.get(f"/accounts/{path}/").status_code for path in ("signup", "email", "login/code", "confirm-email")
    ] == [404] * 4


def test_with_a_second_factor_the_password_alone_does_not_open(client):
    user = StaffFactory(officer=True)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)

    response = enter(client, user)

    assert (response.status_code, response["Location"]) == (302, reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_secret_of_the_second_factor_is_not_readable_in_the_database():
    secret = generate_totp_secret()
    TOTP.activate(StaffFactory(), secret)

    assert secret not in str(Authenticator.objects.get().data)


def test_where_it_is_required_staff_without_one_can_only_set_it_up(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = StaffFactory(desk=True)
    client.force_login(user)

    assert client.get("/ka/")["Location"] == reverse("mfa_index")
    assert client.get("/admin/")["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def code_of(secret, step=0):
    """Return the code of this half minute, or of a later one: each is good once."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1] + step))


def test_a_session_that_the_password_alone_opened_stays_out_until_it_shows_the_factor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = StaffFactory(desk=True)
    enter(client, user)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    show = reverse("mfa_reauthenticate")

    closed = ["/admin/", *(reverse(f"mfa_{name}") for name in ("index", "deactivate_totp", "add_webauthn"))]
    assert [client.get(page)["Location"] for page in closed] == [f"{show}?next={page}" for page in closed]
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get("/admin/").status_code == 302

    response = client.post(f"{show}?next=/admin/", {"code": code_of(secret)})

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/admin/")["Location"] == reverse("mfa_index")


def test_who_shows_the_factor_at_the_door_is_in_and_not_in_another_session(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = StaffFactory(desk=True)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    enter(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert client.get("/admin/").status_code == 200
    assert StrictClient.of(user).get("/admin/").status_code == 302


def test_who_has_only_a_key_is_asked_for_the_key(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = StaffFactory(desk=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    client.force_login(user)

    assert client.get("/admin/")["Location"] == f"{reverse('mfa_reauthenticate_webauthn')}?next=/admin/"


def test_the_new_factor_is_registered_in_the_first_session_and_shown_once(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = StaffFactory(desk=True)
    enter(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]

    codes = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})["Location"]

    show = client.get(codes)["Location"]
    assert show == f"{reverse('mfa_reauthenticate')}?next={codes}"
    assert client.get(show).status_code == 200
    assert client.post(show, {"code": code_of(secret, 1)})["Location"] == codes
    assert client.get(codes).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = StaffFactory(desk=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(user)

    assert client.get("/admin/")["Location"] == reverse("mfa_index")


def test_people_of_companies_need_none(company_client, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    assert company_client.get("/teian/").status_code == 200


def test_staff_who_do_nothing_for_an_hour_are_out_and_come_back_to_their_page(client):
    client.force_login(StaffFactory(desk=True))
    with time_machine.travel(NOON, tick=False) as clock:
        assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(seconds=settings.STAFF_IDLE_SECONDS))
        assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(seconds=settings.STAFF_IDLE_SECONDS + 1))

        response = client.get("/admin/?q=1")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/admin/%3Fq%3D1")
    assert "_auth_user_id" not in client.session


def test_losing_a_post_takes_effect_on_the_next_request(client):
    user = StaffFactory(desk=True)
    client.force_login(user)
    today = timezone.localdate()

    before = client.get("/admin/").status_code
    end_post(
        post=user.posts.get(kind=PostKind.DESK), last_day=today - timedelta(days=1), by=THE_DESK, at=timezone.now()
    )

    assert (before, client.get("/admin/").status_code) == (200, 404)


def test_who_has_left_is_out_at_midnight(client):
    user = StaffFactory(desk=True, last_day=TODAY)
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(user)
        before = client.get("/admin/").status_code
        clock.shift(timedelta(hours=12))

        after = client.get("/admin/")

    assert (before, after.status_code) == (200, 302)
    assert after["Location"] == "/admin/login/?next=/admin/"


def test_a_password_is_set_by_a_link_that_names_the_settings_host(client, django_capture_on_commit_callbacks):
    user = StaffFactory()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("account_reset_password"), {"email": user.email}, headers={"host": "localhost"})

    link = re.search(rf"^{re.escape(settings.SITE_URL)}(/accounts/password/reset/key/\S+)$", mail.outbox[0].body, re.M)
    assert response.status_code == 302
    assert "〔リンク〕" in OutgoingMail.objects.get().body
    page = client.get(link.group(1), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "brand-new-password-9", "password2": "brand-new-password-9"})
    assert enter(StrictClient(), user, "brand-new-password-9").status_code == 302


def test_others_get_no_link_and_see_the_same_page(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    addresses = ["nobody@city.example", CompanyUserFactory().email, StaffFactory(last_day=yesterday).email]

    answers = [client.post(reverse("account_reset_password"), {"email": email})["Location"] for email in addresses]

    assert answers == [reverse("account_reset_password_done")] * 3
    letters = OutgoingMail.objects.order_by("pk").values_list("to", "template", "secret")
    assert list(letters) == [(address, "accounts/no_password", "") for address in addresses]


def test_a_new_password_ends_the_other_sessions(client):
    user = StaffFactory(officer=True)
    other = StrictClient.of(user)
    enter(client, user)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "brand-new-password-9", "password2": "brand-new-password-9"},
    )

    assert other.get(reverse("mfa_index")).status_code == 302


def test_staff_set_up_a_second_factor_by_themselves(client):
    user = StaffFactory(officer=True)
    enter(client, user)
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))

    client.post(reverse("mfa_activate_totp"), {"code": code})

    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists() is True
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_too_many_requests_are_answered_in_japanese(client):
    for _ in range(30):
        client.post(LOGIN, {"login": "x"})

    response = client.post(LOGIN, {"login": "x"})

    assert response.status_code == 429
    assert "しばらく待ってから、もう一度お試しください" in response.content.decode()


def test_on_the_staffs_host_every_door_is_the_staffs(client, settings):
    settings.PUBLIC_HOST, settings.STAFF_HOST = "testserver", "localhost"

    response = client.get("/ka/", headers={"host": "localhost"})

    assert response["Location"] == "/accounts/login/?next=/ka/"


def change_password(client, password):
    user = StaffFactory(desk=True)
    enter(client, user)
    response = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )
    user.refresh_from_db()
    return user, response


@pytest.mark.parametrize("password", ["narashi20261", "qwertyuiop12", "short-pw"])
def test_a_password_that_is_guessed_early_is_refused(client, password):
    user, response = change_password(client, password)

    assert errors(response) != []
    assert user.check_password(password) is False


@pytest.mark.parametrize("password", ["柿の葉ずし 春日野 " * 12, "only lower case words here"])
def test_a_password_of_any_characters_and_of_a_hundred_is_taken_as_it_is(client, password):
    user, _ = change_password(client, password.strip())

    assert enter(StrictClient(), user, password.strip())["Location"] == reverse("portal:my_page")
    assert errors(enter(StrictClient(), user, password.strip()[:60].upper()[:-1])) != []


def test_a_page_of_somebody_signed_in_is_kept_by_no_browser_and_logging_out_takes_what_was_left(client):
    enter(client, StaffFactory(desk=True))

    pages = [client.get(url) for url in ("/ka/", "/my/", "/privacy/")]
    response = client.post("/accounts/logout/")

    assert [("no-store" in page["Cache-Control"], page.get("Clear-Site-Data")) for page in pages] == [(True, None)] * 3
    assert response["Clear-Site-Data"] == '"storage"'


def test_the_fields_of_the_door_work_with_a_password_manager(client):
    page = client.get(LOGIN).content.decode()

    assert re.search(r'<input type="password"[^>]*autocomplete="current-password"', page)
    assert re.search(r'<input type="email"[^>]*autocomplete="(email|username)"', page)
    assert "onpaste" not in page


def test_a_new_password_needs_the_old_one(client):
    user = StaffFactory(desk=True)
    enter(client, user)
    new = "brand-new-password-9"

    response = client.post(
        "/accounts/password/change/", {"oldpassword": "not-the-old-one", "password1": new, "password2": new}
    )

    user.refresh_from_db()
    assert errors(response) != []
    assert user.check_password(PASSWORD) is True


def test_a_session_that_was_left_opens_nothing_again(client):
    enter(client, StaffFactory(desk=True))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/ka/").status_code == 200

    client.post("/accounts/logout/")

    thief = StrictClient()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/ka/").status_code == 302

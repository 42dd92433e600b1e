"""緊急アクセス: loud, short, once, and accounted for."""

import re
from datetime import timedelta
from ipaddress import ip_network

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.middleware import actor_of
from nara_renkei.accounts.models import EmergencyAccess
from nara_renkei.accounts.usecases.close_emergency_access import CannotClose, close_emergency_access
from nara_renkei.accounts.usecases.make_emergency_access import CannotMake
from nara_renkei.accounts.usecases.open_emergency_access import open_emergency_access
from nara_renkei.accounts.usecases.open_link import LinkGone
from nara_renkei.core.models import AuditEvent
from nara_renkei.core.sessions import DEVICE
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.usecases.send_digest import digest_lines
from tests.factories.accounts import CompanyUserFactory, EmergencyAccessFactory, StaffFactory
from tests.harness import NOON, THE_DESK, StrictClient, mail_text
from tests.nara_renkei.accounts.emergencies import make, opened

CLOSE = "/accounts/kinkyu/owaru/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db):
    return StaffFactory(system=True, employee_number="S00001", name="管理太郎")


def who(client):
    return client.session.get("_auth_user_id")


def verbs():
    return list(AuditEvent.objects.filter(verb__startswith="emergency.").order_by("pk").values_list("verb", flat=True))


def test_the_command_makes_a_link_and_everybody_learns_of_it(administrator, capsys):
    watching = [StaffFactory(auditor=True), StaffFactory(desk=True), administrator]
    StaffFactory(officer=True)

    call_command("emergency_access", "--for", "S00001", "--reason", "認証基盤が止まった", "--minutes", "30")

    token = re.search(r"/accounts/kinkyu/([\w-]+)/", capsys.readouterr().out)[1]
    access = EmergencyAccess.objects.get()
    assert (len(token) >= 43, access.token_sha256 == token, access.minutes, access.user) == (
        True,
        False,
        30,
        administrator,
    )
    letters = OutgoingMail.objects.filter(template="accounts/emergency")
    assert {mail.to for mail in letters} == {user.email for user in watching}
    said = mail_text() + str([(event.about, event.keys) for event in AuditEvent.objects.all()])
    assert (token in said, "認証基盤が止まった" in said, verbs()) == (False, True, ["emergency.made"])


def test_looking_burns_nothing_and_the_button_opens_once(client, administrator):
    access, path = make(administrator)

    page = client.get(path)
    pages = [client.get(path).status_code for _ in range(2)]
    first = client.post(path)
    second = StrictClient().post(path)

    assert (page.status_code, pages, who(StrictClient())) == (200, [200, 200], None)
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == ("noindex, nofollow", True)
    assert (first.status_code, who(client), second.status_code) == (302, str(administrator.pk), 410)
    assert verbs()[:2] == ["emergency.made", "emergency.used"]
    assert "緊急アクセスが使われました" in mail_text(template="accounts/emergency")
    access.refresh_from_db()
    assert access.ends_at - access.used_at == timedelta(minutes=60)


def test_of_two_at_once_the_second_meets_a_link_that_is_gone(administrator):
    access, _ = make(administrator)
    open_emergency_access(access=access, by=THE_DESK, at=timezone.now())

    with pytest.raises(LinkGone):
        open_emergency_access(access=access, by=THE_DESK, at=timezone.now())


def test_nothing_of_the_session_before_goes_on(administrator):
    client = StrictClient.of(StaffFactory(desk=True))
    key = client.session.session_key
    _, path = make(administrator)

    client.post(path)

    assert (who(client), client.session.session_key == key) == (str(administrator.pk), False)


def test_its_session_stands_among_the_devices_and_its_owner_hears_of_a_new_one(administrator):
    administrator.last_login = timezone.now()
    administrator.save()

    client, _ = opened(administrator)

    assert client.session[DEVICE] == "種類のわからない端末"
    assert "新しい端末" in mail_text(to=administrator.email, template="accounts/to_owner")


def test_a_quarter_of_an_hour_later_it_opens_nothing(client, administrator):
    _, path = make(administrator)

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert [client.get(path).status_code, client.post(path).status_code] == [410, 410]


def test_who_left_meanwhile_is_not_let_in(client, administrator):
    _, path = make(administrator)
    administrator.is_active = False
    administrator.save()

    assert client.post(path).status_code == 410


def test_it_needs_no_second_factor_and_opens_no_more_than_the_posts(administrator, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    client, _ = opened(administrator)
    officer, _ = opened(StaffFactory(officer=True))

    assert client.get("/admin/").status_code == 200
    assert client.get(reverse("admin:screening_deskproposal_changelist")).status_code == 403
    assert [officer.get(path).status_code for path in ("/ka/", "/admin/")] == [200, 404]


def test_it_opens_from_anywhere(administrator, settings):
    settings.STAFF_ALLOWED_NETWORKS = [ip_network("10.1.0.0/16")]

    client, _ = opened(administrator)

    assert client.get("/admin/").status_code == 200
    assert StrictClient.of(administrator).get("/admin/").status_code == 403


def test_every_page_says_so_and_is_in_the_audit(administrator):
    client, access = opened(administrator)

    pages = [client.get(path).content.decode() for path in ("/accounts/logout/", "/admin/", CLOSE)]

    assert ["緊急アクセス中です" in page for page in pages] == [True] * 3
    events = AuditEvent.objects.filter(verb="emergency.page", about=f"emergency:{access.pk}").order_by("pk")
    assert [(event.keys["route"], event.keys["method"]) for event in events] == [
        ("account_logout", "GET"),
        ("admin:index", "GET"),
        ("accounts:emergency_close", "GET"),
    ]


def test_history_says_that_it_was_an_emergency(administrator, rf):
    client, _ = opened(administrator)
    request = rf.get("/")
    request.user, request.session = administrator, client.session

    assert actor_of(request).label.endswith("［緊急アクセス］")


def test_it_ends_at_its_minute(administrator):
    client, _ = opened(administrator)

    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        response = client.get("/admin/")

    assert (response.status_code, response["Location"], who(client)) == (302, "/accounts/login/", None)
    assert verbs()[-1] == "emergency.ended"
    assert [line.count for line in digest_lines(timezone.now()) if line.key == "EMERGENCIES"] == [1]


def test_it_is_closed_with_what_was_done_and_the_reminder_ends(administrator):
    client, access = opened(administrator)

    empty = client.post(CLOSE, {"note": ""})
    client.post(CLOSE, {"note": "第二の要素をリセットした"})

    access.refresh_from_db()
    assert (empty.status_code, access.note, who(client)) == (200, "第二の要素をリセットした", None)
    assert access.closed_by.endswith("［緊急アクセス］")
    assert "EMERGENCIES" not in {line.key for line in digest_lines(timezone.now())}


def test_closed_from_elsewhere_the_session_is_over_at_once(administrator):
    client, access = opened(administrator)

    call_command("emergency_access", "--close", str(access.pk), "--note", "本人が書けないため代わりに")

    assert (client.get("/admin/").status_code, who(client)) == (302, None)


def test_outside_an_emergency_there_is_no_page_to_close_one(administrator):
    assert StrictClient.of(administrator).get(CLOSE).status_code == 404


@pytest.mark.parametrize("change", [{"reason": " "}, {"reason": "あ" * 201}, {"minutes": 4}, {"minutes": 241}])
def test_what_is_not_whole_makes_nothing(administrator, change):
    with pytest.raises(CannotMake):
        make(administrator, **change)

    assert EmergencyAccess.objects.count() == 0


def test_only_for_staff_who_may_enter(administrator):
    company, left = CompanyUserFactory(), StaffFactory(is_active=False)

    for number in (company.employee_number or "", left.employee_number, "no-such-number"):
        with pytest.raises(CommandError, match="利用者がいません"):
            call_command("emergency_access", "--for", number, "--reason", "わけ")


@pytest.mark.parametrize(("trait", "note"), [({}, "した"), ({"closed": True}, "した"), ({"used": True}, " ")])
def test_only_a_used_one_is_closed_once_and_with_words(trait, note):
    access = EmergencyAccessFactory(**trait)

    with pytest.raises(CannotClose):
        close_emergency_access(pk=access.pk, note=note, by=THE_DESK, at=timezone.now())


@pytest.mark.parametrize(
    ("trait", "change"),
    [
        ({}, {"minutes": 240}),
        ({"used": True}, {"ends_at": NOON + timedelta(days=1)}),
        ({"used": True}, {"used_at": None, "ends_at": None}),
        ({"used": True}, {"used_from": "10.9.9.9"}),
        ({"closed": True}, {"note": "別のこと"}),
    ],
)
def test_the_database_lets_nobody_stretch_it_or_tell_it_anew(trait, change):
    access = EmergencyAccessFactory(**trait)

    with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
        EmergencyAccess.objects.filter(pk=access.pk).update(**change)


def test_the_note_is_not_written_twice_by_two_windows(administrator, monkeypatch):
    client, _ = opened(administrator)

    def refuse(**fields):
        raise CannotClose("もう報告されています。")

    monkeypatch.setattr("nara_renkei.accounts.views.emergency.close_emergency_access", refuse)

    assert "もう報告されています。" in client.post(CLOSE, {"note": "した"}).content.decode()


def test_the_button_has_its_limit(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "emergency": "1/m/ip"}

    assert [client.post("/accounts/kinkyu/guessed/").status_code for _ in range(2)] == [410, 429]

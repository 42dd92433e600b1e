from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from nara_renkei.notifications import tasks
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.portal.rules.letter_names import LETTER_NAMES
from tests.factories.notifications import OutgoingMailFactory

pytestmark = pytest.mark.django_db
LIST = "admin:notifications_outgoingmail_changelist"
MAIL = Path(settings.BASE_DIR) / "templates/mail"


@pytest.fixture(autouse=True)
def no_server(settings):
    """The drain that a resending wakes finds nobody: these tests look at the desk's page."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert tasks


def page(client, url, **kwargs):
    response = client.get(url, **kwargs)
    assert response.status_code == 200
    return response.content.decode()


def test_the_desk_sees_what_did_not_go_and_why(desk_client):
    mail = OutgoingMailFactory(dead=True)

    html = page(desk_client, reverse(LIST))

    assert mail.to in html
    assert "届けられません" in html
    assert "550 no such user" in html


@pytest.mark.parametrize("url", ["list", "change"])
def test_the_secret_is_never_shown(url, desk_client):
    mail = OutgoingMailFactory(with_code=True)
    address = reverse(LIST) if url == "list" else reverse("admin:notifications_outgoingmail_change", args=[mail.pk])

    html = page(desk_client, address)

    assert "12345678" not in html


def test_a_letter_can_be_read_and_not_changed(desk_client):
    mail = OutgoingMailFactory(sent=True)
    url = reverse("admin:notifications_outgoingmail_change", args=[mail.pk])

    html = page(desk_client, url)
    response = desk_client.post(url, {"to": "other@example.jp"})

    assert mail.body.strip() in html
    assert "<textarea" not in html
    assert response.status_code == 403
    mail.refresh_from_db()
    assert mail.to != "other@example.jp"


@pytest.mark.parametrize("what", ["add", "delete"])
def test_letters_are_neither_written_nor_deleted_by_hand(what, desk_client):
    mail = OutgoingMailFactory()
    url = reverse(f"admin:notifications_outgoingmail_{what}", args=[mail.pk] if what == "delete" else [])

    assert desk_client.get(url).status_code == 403


def test_resending_reports_row_by_row(desk_client):
    dead, waiting = OutgoingMailFactory(dead=True), OutgoingMailFactory()

    response = desk_client.post(
        reverse(LIST), {"action": "resend", "_selected_action": [dead.pk, waiting.pk]}, follow=True
    )

    html = response.content.decode()
    assert f"「{dead.subject}」（{dead.to}）：もう一度送ります。" in html
    assert f"「{waiting.subject}」（{waiting.to}）：まだ送信待ちです。自動でもう一度送ります。" in html
    dead.refresh_from_db()
    assert dead.state == MailState.QUEUED


def test_a_company_has_no_outbox(company_client):
    assert company_client.get(reverse(LIST)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, desk_client, django_assert_max_num_queries):
    OutgoingMailFactory.create_batch(rows)

    with django_assert_max_num_queries(12) as captured:
        page(desk_client, reverse(LIST))

    assert len([query for query in captured.captured_queries if "notifications_outgoingmail" in query["sql"]]) == 2


def test_searching_finds_an_address(desk_client):
    wanted, other = OutgoingMailFactory(), OutgoingMailFactory()

    html = page(desk_client, reverse(LIST), data={"q": wanted.to})

    assert wanted.to in html
    assert other.to not in html.replace(f'value="{wanted.to}"', "")
    assert OutgoingMail.objects.count() == 2


def test_the_desk_finds_a_letter_by_its_name(desk_client):
    routed = OutgoingMailFactory(sent=True, template="screening/routed", subject="送付の手紙")
    OutgoingMailFactory(sent=True, template="portal/digest", subject="朝の手紙")

    everything, some = (
        page(desk_client, reverse(LIST)),
        page(desk_client, reverse(LIST), data={"bunmen": routed.template}),
    )
    letter = page(desk_client, reverse("admin:notifications_outgoingmail_change", args=[routed.pk]))

    assert '<option value="screening/routed">提案の送付</option>' in everything
    assert ("送付の手紙" in some, "朝の手紙" in some) == (True, False)
    assert "提案の送付" in letter
    assert routed.template not in letter


def test_every_letter_has_a_name_and_no_two_the_same():
    files = {str(path.relative_to(MAIL).with_suffix("")) for path in MAIL.rglob("*.txt")}

    assert set(LETTER_NAMES) == files
    assert len({*LETTER_NAMES.values()}) == len(LETTER_NAMES)

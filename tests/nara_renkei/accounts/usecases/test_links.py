from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from nara_renkei.accounts.usecases.send_link import Addressed, send_link, send_links, token_digest
from nara_renkei.accounts.usecases.spend_link import spend_link
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.harness import NOON, THE_COMPANY, wait_until_somebody_waits_for_us

pytestmark = pytest.mark.django_db
BY = {"by": THE_COMPANY, "at": NOON}
GONE = "このリンクは使えません。期限が過ぎたか、もう使われています。送った方に、もう一度送ってもらってください。"


def sent(**fields):
    """A link and the token that its letter holds."""
    link = send_link(
        **{
            "purpose": LinkPurpose.INVITATION,
            "about": "organization:1",
            "to": "Guest@Company.example",
            "template": "accounts/password_link",
            "context": {"minutes": 60},
            "url_name": "proposals:challenge",
            "valid_for": timedelta(days=14),
            **BY,
            **fields,
        }
    )
    return link, OutgoingMail.objects.latest("pk").secret.rstrip("/").rpartition("/")[2]


def opened(token, **fields):
    return open_link(**{"token": token, "purpose": LinkPurpose.INVITATION, "at": NOON, **fields})


def refused(act, **fields):
    with pytest.raises(LinkGone) as caught:
        act(**fields)
    return str(caught.value)


def test_the_letter_alone_holds_the_token():
    link, token = sent()

    mail = OutgoingMail.objects.get()
    assert (len(token), link.token_sha256, link.email) == (43, token_digest(token), "guest@company.example")
    assert (token in mail.body, "〔リンク〕" in mail.body, mail.expires_at) == (False, True, NOON + timedelta(days=14))
    assert mail.secret == f"http://127.0.0.1:8000/kadai/{token}/"
    assert token not in str(list(AuditEvent.objects.values_list("keys", flat=True)))


def test_a_link_for_staff_leads_to_the_staffs_host(settings):
    settings.STAFF_HOST = "kyodo.city.example"

    sent(purpose=LinkPurpose.TROUBLE)

    assert OutgoingMail.objects.get().secret.startswith("http://kyodo.city.example/")


def test_looking_does_not_use_a_link_up():
    link, token = sent()

    assert [opened(token), opened(token)] == [link, link]


def test_a_newer_letter_to_the_same_address_closes_the_older_one():
    _, old = sent()
    other, elsewhere = sent(to="other@company.example")
    new, token = sent()

    assert refused(opened, token=old) == GONE
    assert (opened(token), opened(elsewhere)) == (new, other)


def test_unknown_foreign_late_and_used_links_say_the_same():
    link, token = sent()
    spent, used = sent(to="other@company.example")
    spend_link(link=spent, **BY)

    sentences = {
        refused(opened, token="x" * 43),
        refused(opened, token=token, purpose=LinkPurpose.PLEDGES),
        refused(opened, token=token, at=link.expires_at),
        refused(opened, token=used),
    }

    assert sentences == {GONE}


def test_every_unused_link_about_one_thing_can_be_closed():
    spent, _ = sent()
    spend_link(link=spent, **BY)
    _, token = sent()
    _, other = sent(about="organization:2")

    assert revoke_links(purpose=LinkPurpose.INVITATION, about="organization:1", **BY) == 1
    assert revoke_links(purpose=LinkPurpose.INVITATION, about="organization:1", **BY) == 0
    assert (refused(opened, token=token), opened(other).about) == (GONE, "organization:2")


def test_a_link_opens_again_when_what_it_allowed_failed():
    link, token = sent()

    with transaction.atomic():
        spend_link(link=link, **BY)
        transaction.set_rollback(True)

    assert opened(token) == link


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_is_refused():
    link, _ = sent()
    said = []

    def spend_too():
        try:
            said.append(refused(spend_link, link=CapabilityLink.objects.get(), **BY))
        finally:
            connection.close()

    other = Thread(target=spend_too)
    with transaction.atomic():
        spend_link(link=link, **BY)
        other.start()
        wait_until_somebody_waits_for_us()
    other.join(10)

    assert said == [GONE]


def test_the_page_of_a_participant_opens_from_every_letter():
    _, older = sent(purpose=LinkPurpose.PARTICIPANT)
    _, newer = sent(purpose=LinkPurpose.PARTICIPANT)

    opening = [opened(token, purpose=LinkPurpose.PARTICIPANT).about for token in (older, newer)]

    assert opening == ["organization:1", "organization:1"]


def test_the_page_of_a_participant_stops_opening_from_every_letter_at_once():
    tokens = [sent(purpose=LinkPurpose.PARTICIPANT)[1] for _ in range(2)]

    revoke_links(purpose=LinkPurpose.PARTICIPANT, about="organization:1", **BY)

    said = [refused(opened, token=token, purpose=LinkPurpose.PARTICIPANT) for token in tokens]
    assert said == [GONE, GONE]


def many(people, purpose=LinkPurpose.TRAINEE):
    return send_links(
        purpose=purpose,
        letters=[Addressed(f"trainee:{n}", f"Hito{n}@City.example", {"minutes": n}) for n in range(people)],
        template="accounts/password_link",
        url_name="training:by_link",
        valid_for=timedelta(days=150),
        **BY,
    )


def test_each_of_many_letters_holds_its_own_lasting_link():
    mails = many(2)

    links = [
        open_link(token=mail.secret.rstrip("/").rpartition("/")[2], purpose=LinkPurpose.TRAINEE, at=NOON)
        for mail in mails
    ]
    assert [(link.about, link.email) for link in links] == [
        ("trainee:0", "hito0@city.example"),
        ("trainee:1", "hito1@city.example"),
    ]
    assert [mail.expires_at for mail in mails] == [NOON + timedelta(days=150)] * 2
    events = AuditEvent.objects.filter(verb="link.sent").order_by("pk")
    assert [event.keys["link"] for event in events] == [link.pk for link in links]


@pytest.mark.parametrize("people", [1, 3])
def test_many_links_cost_as_many_statements_as_one(people, settings, django_assert_num_queries):
    settings.CITY_SETTINGS_SECONDS = 60
    many(1)

    with django_assert_num_queries(5):
        many(people)


def test_a_link_that_is_spent_is_not_sent_to_many():
    with pytest.raises(ValueError, match="send it by itself"):
        many(1, purpose=LinkPurpose.RULING)

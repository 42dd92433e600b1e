from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from nara_renkei.directory.models import Division
from nara_renkei.notifications.models import OutgoingMail
from screening.models import Routing
from screening.usecases.urge_divisions import CannotUrge, urge_divisions
from tests.factories.accounts import StaffFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import accepted, office, opened, routed

pytestmark = pytest.mark.django_db
REMINDER = {"template": "screening/reminder"}


def urge(screening, at=NOON):
    return urge_divisions(proposal=screening.proposal, by=THE_DESK, at=at)


def test_each_division_that_owes_an_answer_is_mailed_once():
    helper = office()
    screening, lead, _ = routed(helper)
    addresses = {lead.division.email, helper.division.email}

    urged = urge(screening)

    assert {row.division for row in urged} == {lead.division, helper.division}
    assert {mail.to for mail in OutgoingMail.objects.filter(**REMINDER)} >= addresses
    assert set(Routing.objects.values_list("reminded_on", flat=True)) == {TODAY}
    assert AuditEvent.objects.get(verb="routing.urge").about == screening.proposal.key


def test_only_who_was_not_urged_today_is_mailed():
    helper = office()
    screening, _, routing = routed(helper)
    Routing.objects.filter(pk=routing.pk).update(reminded_on=TODAY)

    assert [row.division for row in urge(screening)] == [helper.division]


def test_a_second_press_on_the_day_mails_nobody_and_the_next_day_does():
    screening, _, _ = routed()
    urge(screening)
    with pytest.raises(CannotUrge, match="今日はもう促したか"):
        urge(screening)
    mails = OutgoingMail.objects.filter(**REMINDER).count()

    urge(screening, at=NOON + timedelta(days=1))

    assert OutgoingMail.objects.filter(**REMINDER).count() == 2 * mails


@pytest.mark.parametrize("made", [opened, accepted])
def test_where_nobody_owes_an_answer_nobody_is_urged(made):
    found = made()

    with pytest.raises(CannotUrge, match="いま答えを待っている課がありません。"):
        urge(found if made is opened else found[0])


def test_while_the_clock_stands_nobody_is_urged():
    screening, _, routing = routed()
    Routing.objects.filter(pk=routing.pk).update(due_on=None)

    with pytest.raises(CannotUrge, match="いま答えを待っている課がありません。"):
        urge(screening)


def test_who_has_no_address_cannot_be_urged():
    screening, lead, _ = routed()
    Division.objects.filter(pk=lead.division.pk).update(valid_to=TODAY - timedelta(days=1))

    with pytest.raises(CannotUrge, match="送れるメールがありません。"):
        urge(screening)


def test_while_nobody_can_answer_the_leader_is_urged_too():
    screening, lead, _ = routed()
    leader = StaffFactory(leader=True, department=lead.division.department)
    for one in (lead.manager, lead.deputy):
        one.posts.update(ends_on=TODAY - timedelta(days=1))

    urge(screening)

    assert [mail.to for mail in OutgoingMail.objects.filter(**REMINDER).order_by("pk")] == [
        lead.division.email,
        leader.email,
    ]

from datetime import timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from screening.models import SuccessorLetter
from screening.usecases.introduce_successors import CannotIntroduce, introduce_successors
from tests.factories.accounts import MemberFactory
from tests.harness import NOON, THE_DESK, TODAY, mail_text
from tests.screening.leaving import SINCE, body, changed, left, next_of, seat

pytestmark = pytest.mark.django_db


def tell(*organizations):
    return introduce_successors(to=[one.pk for one in organizations], since=SINCE, by=THE_DESK, at=NOON)


def test_every_member_gets_one_letter_that_names_the_next():
    post = changed()
    organization = body(post.division)
    MemberFactory(organization=organization)
    body(post.division)  # not ticked

    tell(organization)

    text = mail_text(about=f"organization:{organization.pk}")
    assert OutgoingMail.objects.count() == 2
    assert (
        f"{post.division}　課長 後任 花子" in text,
        "前任は前任 次郎" in text,
        "令和8年（2026年）10月5日" in text,
    ) == (True,) * 3
    assert SuccessorLetter.objects.get().post == post
    assert AuditEvent.objects.get(verb="successor.told").keys == {"posts": [post.pk]}


def test_a_deputy_who_stands_in_is_named_without_a_day():
    leaves = left(kind=PostKind.MANAGER)
    seat(PostKind.DEPUTY, division=leaves.division, name="補佐 三郎")

    tell(body(leaves.division))

    assert "代決者（課長補佐） 補佐 三郎（前任は担当 太郎）" in mail_text()


def test_nobody_ticked_is_nobody_written_to():
    body(changed().division)

    with pytest.raises(CannotIntroduce, match="何も送っていません。"):
        tell()


def test_it_never_goes_twice():
    organization = body(changed().division)
    tell(organization)

    with pytest.raises(CannotIntroduce, match="もう送ったか"):
        tell(organization)

    assert OutgoingMail.objects.count() == 1


def test_it_never_goes_before_the_first_day():
    leaves = seat(PostKind.MANAGER, ends_on=TODAY + timedelta(days=9))
    next_of(leaves)
    organization, ready = body(leaves.division), body(changed().division)

    with pytest.raises(CannotIntroduce, match="令和8年10月15日から送れます。"):
        tell(organization, ready)

    assert OutgoingMail.objects.count() == 0

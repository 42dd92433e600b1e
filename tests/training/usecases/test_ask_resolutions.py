from datetime import date, timedelta

import pytest

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import StaffFactory
from tests.factories.understanding import ResolutionFactory
from tests.harness import NOON, TODAY, at, mail_text
from training.usecases.ask_resolutions import ask_resolutions

pytestmark = pytest.mark.django_db


def test_a_promise_is_asked_about_once_by_the_personal_link():
    resolution = ResolutionFactory(due=True, trainee__user=StaffFactory(name="見本次郎"))

    assert (ask_resolutions(at=NOON), ask_resolutions(at=NOON)) == (1, 0)

    resolution.refresh_from_db()
    link = CapabilityLink.objects.get()
    assert (resolution.asked_at, link.purpose, link.about) == (NOON, LinkPurpose.TRAINEE, resolution.trainee.key)
    assert "見本次郎 様" in mail_text()
    assert resolution.text not in mail_text()


def test_the_letter_goes_to_the_address_of_the_day():
    resolution = ResolutionFactory(due=True)
    user = resolution.trainee.user
    user.email = "atarashii@city.example"
    user.save()

    ask_resolutions(at=NOON)

    assert OutgoingMail.objects.get().to == "atarashii@city.example"


def test_who_left_gets_no_letter():
    ResolutionFactory(due=True, trainee__user=StaffFactory(last_day=date(2026, 9, 30)))

    assert ask_resolutions(at=NOON) == 0


def test_not_yet_is_asked_again_after_thirty_days_and_never_a_third_time():
    resolution = ResolutionFactory(not_yet=True, asked_at=NOON)
    later = NOON + timedelta(days=30)

    assert [ask_resolutions(at=moment) for moment in (NOON, later, later + timedelta(days=30))] == [0, 1, 0]

    resolution.refresh_from_db()
    assert (resolution.asked_again_at, resolution.asked_at) == (later, NOON)
    assert "もう一度お尋ねします" in mail_text()


def test_a_closed_day_is_made_up_for_on_the_next_open_one():
    saturday, tuesday = date(2026, 10, 10), date(2026, 10, 13)  # スポーツの日 on Monday
    ResolutionFactory(due=True, asks_on=TODAY)

    assert (ask_resolutions(at=at(saturday)), ask_resolutions(at=at(tuesday))) == (0, 1)

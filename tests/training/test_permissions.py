import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from nara_renkei.core.actors import DIVISION, Actor
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.harness import NOON, THE_DESK
from training.permissions import person_acting, person_of
from training.rules.people import HELD, held

pytestmark = pytest.mark.django_db


def request_of(user, kept=None):
    request = RequestFactory().get("/ka/kenshu/")
    request.user, request.session, request.actor = user, {HELD: kept} if kept else {}, THE_DESK
    return request


@time_machine.travel(NOON, tick=False)
def test_who_is_a_person_of_a_course():
    clerk, company, gone = StaffFactory(), CompanyUserFactory(), StaffFactory(is_active=False)
    nobody = AnonymousUser()

    assert person_of(request_of(clerk)) == clerk
    assert person_of(request_of(company, held(clerk.pk, NOON))) is None
    assert person_of(request_of(nobody)) is None
    assert person_of(request_of(nobody, held(clerk.pk, NOON))) == clerk
    assert person_of(request_of(nobody, held(company.pk, NOON))) is None
    assert person_of(request_of(nobody, held(gone.pk, NOON))) is None
    assert person_of(request_of(nobody, held(0, NOON))) is None


def test_history_says_by_which_door_somebody_came():
    clerk = StaffFactory(name="見本次郎")

    assert person_acting(request_of(clerk), clerk) == THE_DESK
    assert person_acting(request_of(AnonymousUser()), clerk) == Actor(
        DIVISION, "見本次郎（本人のリンク）", f"user:{clerk.pk}", THE_DESK.address
    )

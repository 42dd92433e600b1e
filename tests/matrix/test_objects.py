"""Foreign, absent, handed over, abolished: what an address may name that is not one's own."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import PostKind
from nara_renkei.portal.views import errors
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.harness import StrictClient
from tests.permission_matrix import expected

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
# What there is not, by what stands in its place.
ABSENT = {int: 999_999_999, UUID: UUID(int=9), str: "zzzz-9999"}


def absent(found):
    number = {"number": "R8-J-9999"} if "number" in found else {}
    return {
        **{key: ABSENT[UUID if isinstance(value, UUID) else type(value)] for key, value in found.items()},
        **number,
        **{
            key: found[key]
            for key in ("verb", "step", "page", "kind", "file", "when")
            if key in found and key != "file"
        },
    }


def said(answer):
    """Return the headers of an answer, without the number of the request."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}


@pytest.mark.parametrize(
    ("role", "owner", "side"), [("stranger", "company", ("teian", "soudan")), ("other", "officer", ("ka", "hokoku"))]
)
def test_a_foreign_thing_is_the_same_404_as_none(role, owner, side, world, urls, kwargs, monkeypatch):
    monkeypatch.setattr(errors, "render", render)
    browser = world.browser(role)
    foreign = [
        name
        for name in kwargs
        if kwargs[name]
        and urls[name].split("/")[1] in side
        and expected(name)[role] == 404
        and expected(name)[owner] in {200, 302}
    ]

    different = {}
    for name in foreign:
        one, none = browser.get(urls[name]), browser.get(reverse(name, kwargs=absent(kwargs[name])))
        pages = [TOKEN.sub(b"", answer.content) for answer in (one, none)]
        if (one.status_code, none.status_code) != (404, 404) or pages[0] != pages[1] or said(one) != said(none):
            different[name] = (one.status_code, none.status_code)

    assert len(foreign) >= 20
    assert different == {}


OF_A_DIVISION = [
    "screening:dossier",
    "screening:evidence",
    "screening:receipt_paper",
    "screening:receipt_pdf",
    "screening:attachment",
    "screening:page_images",
    "screening:page_image",
    "screening:dialogue",
    "screening:judging",
    "screening:contacts",
    "screening:contacts_csv",
    "screening:precedents",
    "screening:retention",
    "screening:procedures",
    "screening:drafting_paper",
    "screening:drafting_file",
    "screening:undertaking",
    "screening:told",
    "screening:dates",
]


def answers(user, urls):
    browser = StrictClient.of(user)
    return {browser.get(urls[name]).status_code for name in OF_A_DIVISION}


def test_who_moved_away_finds_nothing_and_who_came_finds_what_the_division_may_read(world, urls):
    today = timezone.localdate()
    leaving, coming = StaffFactory(), StaffFactory()
    PostFactory(user=leaving, division=world.division, ends_on=today - timedelta(days=1))
    PostFactory(user=coming, division=world.division, starts_on=today)
    later = StaffFactory()
    PostFactory(user=later, division=world.division, starts_on=today + timedelta(days=1))

    assert [answers(user, urls) for user in (leaving, coming, later)] == [{404}, {200}, {404}]


def test_the_last_day_is_still_one_and_the_next_is_not(world, urls):
    moving = StaffFactory()
    PostFactory(user=moving, division=world.division, ends_on=timezone.localdate())
    gone = StaffFactory(officer=True, division=world.division, last_day=timezone.localdate() - timedelta(days=1))

    assert (answers(moving, urls), answers(gone, urls)) == ({200}, {302})


def test_what_an_abolished_division_read_is_read_by_the_one_that_came_after_and_by_nobody_else(world, urls):
    after, beside = DivisionFactory(), DivisionFactory()
    world.division.successors.add(after)
    type(world.division).objects.filter(pk=world.division.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    people = [StaffFactory(officer=True, division=division) for division in (after, beside)]
    PostFactory(
        user=people[1], division=DivisionFactory(abolished=True), kind=PostKind.MANAGER, starts_on=date(2025, 4, 1)
    )

    assert [answers(person, urls) for person in people] == [{200}, {404}]

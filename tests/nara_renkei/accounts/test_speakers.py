from datetime import timedelta

import pytest

from nara_renkei.accounts.enums import Holding, PostKind
from nara_renkei.accounts.queries import speaker_words, speakers, spoken
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.harness import TODAY

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


def sits(division, kind=PostKind.MANAGER, **fields):
    return PostFactory(user=StaffFactory(name="課長 一郎"), division=division, kind=kind, **{"title": "", **fields})


def who(division, on=TODAY):
    return speakers([division.pk], on).get(division.pk)


def test_the_manager_speaks_and_without_one_the_deputy():
    division = DivisionFactory()
    deputy = sits(division, PostKind.DEPUTY)
    sits(division, PostKind.OFFICER)
    assert who(division) == deputy

    manager = sits(division)
    assert who(division) == manager


def test_who_holds_it_beside_another_post_speaks_after_who_holds_it_alone():
    division = DivisionFactory()
    sits(division, holding=Holding.CONCURRENT)
    main = sits(division)

    assert who(division) == main


def test_it_follows_the_day():
    division = DivisionFactory()
    before, after = sits(division, ends_on=YESTERDAY), sits(division, starts_on=TODAY)

    assert (who(division, YESTERDAY), who(division)) == (before, after)


def test_who_may_not_enter_any_more_speaks_for_nobody():
    division = DivisionFactory()
    post = sits(division)
    post.user.is_active = False
    post.user.save()

    assert who(division) is None


def test_for_a_division_that_has_ended_speaks_who_speaks_for_what_it_became():
    before, after = DivisionFactory(valid_to=YESTERDAY), DivisionFactory()
    before.successors.add(after)
    old, new = sits(before, ends_on=YESTERDAY), sits(after)

    assert (who(before, YESTERDAY), who(before), who(after)) == (old, new, new)


def test_for_a_division_that_was_split_speaks_nobody():
    before = DivisionFactory(valid_to=YESTERDAY)
    for after in (DivisionFactory(), DivisionFactory()):
        before.successors.add(after)
        sits(after)

    assert who(before) is None


@pytest.mark.parametrize(("title", "words"), [("所長", "所長 課長 一郎"), ("", "課長 課長 一郎")])
def test_a_company_reads_the_title_and_the_name(title, words):
    division = DivisionFactory()
    post = sits(division, title=title)

    assert (spoken(post), speaker_words([division.pk, None], TODAY)) == (words, {division.pk: words})


def test_without_a_division_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert speaker_words([None], TODAY) == {}

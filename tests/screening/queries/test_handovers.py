from datetime import date, timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from screening.queries.handovers import (
    burdens_of,
    handovers_of,
    late_handovers,
    leavers,
    may_hand_over,
    readable_posts,
    successors_of,
    to_prepare,
    units_of,
)
from screening.rules.handover import Likeness
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.screening import HandoverFactory, NextStepFactory, RoutingFactory, RulingFactory
from tests.harness import TODAY
from tests.screening.leaving import YESTERDAY, left, next_of, seat

pytestmark = pytest.mark.django_db

LONG_AGO = TODAY - timedelta(days=15)


def leaving():
    return list(leavers(TODAY - timedelta(days=30), TODAY + timedelta(days=30)))


@pytest.mark.parametrize("kind", [PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER, PostKind.DESK])
def test_who_goes_elsewhere_leaves(kind):
    post = left(kind=kind)
    PostFactory(user=post.user, starts_on=TODAY)

    assert leaving() == [post]


def test_who_gets_another_title_in_the_same_place_does_not():
    officer = left()
    PostFactory(user=officer.user, kind=PostKind.MANAGER, division=officer.division, starts_on=TODAY)
    department = DepartmentFactory()
    leader = left(kind=PostKind.LEADER, department=department)
    PostFactory(user=leader.user, kind=PostKind.LEADER, division=None, department=department, starts_on=TODAY)
    clerk = left(kind=PostKind.DESK)
    PostFactory(user=clerk.user, kind=PostKind.DESK, division=None, starts_on=TODAY)

    assert leaving() == []


def test_who_follows_a_renamed_division_does_not_leave():
    post = left()
    renamed = DivisionFactory()
    post.division.successors.add(renamed)
    PostFactory(user=post.user, division=renamed, starts_on=TODAY)

    assert leaving() == []


def test_a_leader_who_leads_another_department_leaves():
    post = left(kind=PostKind.LEADER, department=DepartmentFactory())
    PostFactory(user=post.user, kind=PostKind.LEADER, division=None, department=DepartmentFactory(), starts_on=TODAY)

    assert leaving() == [post]


@pytest.mark.parametrize(("days", "found"), [(0, True), (14, True), (15, False)])
def test_a_post_is_prepared_two_weeks_before_its_end(days, found):
    post = seat(ends_on=TODAY + timedelta(days=days))

    assert to_prepare(post.user, TODAY) == [post] * found


def test_without_an_end_nothing_is_asked(django_assert_num_queries):
    user = seat().user
    user.posts_on(TODAY)

    with django_assert_num_queries(0):
        assert to_prepare(user, TODAY) == []


def test_open_work_that_nobody_handed_over_is_late_after_two_weeks():
    late = left(ends_on=LONG_AGO)
    RoutingFactory(division=late.division)
    with_a_step = left(ends_on=LONG_AGO)
    NextStepFactory(division=with_a_step.division)
    clerk = left(kind=PostKind.DESK, ends_on=LONG_AGO)
    leader = left(kind=PostKind.LEADER, department=DepartmentFactory(), ends_on=LONG_AGO)
    RulingFactory(department=leader.department)
    done = left(ends_on=LONG_AGO)
    RoutingFactory(division=done.division)
    HandoverFactory(post=done, done=True)
    fresh = left(ends_on=LONG_AGO + timedelta(days=1))
    RoutingFactory(division=fresh.division)
    left(ends_on=LONG_AGO)  # without work

    assert set(late_handovers(TODAY)) == {late, with_a_step, clerk, leader}


def readers(post, people, on=TODAY):
    return {name for name, one in people.items() if readable_posts(one.user, on).filter(pk=post.pk).exists()}


def test_the_handover_of_a_division_is_read_by_its_holder_its_heads_the_next_and_the_desk():
    post = seat(ends_on=TODAY)
    department = post.division.department
    people = {
        "holder": post,
        "課長": seat(PostKind.MANAGER, division=post.division),
        "代決者": seat(PostKind.DEPUTY, division=post.division),
        "colleague": seat(division=post.division),
        "next": next_of(post),
        "課長 elsewhere": seat(PostKind.MANAGER),
        "部長": seat(PostKind.DIRECTOR, department=department),
        "リーダー": seat(PostKind.LEADER, department=department),
        "desk": seat(PostKind.DESK),
    }

    assert readers(post, people) == {"holder", "課長", "代決者", "desk"}
    assert readers(post, people, TODAY + timedelta(days=1)) == {"課長", "代決者", "next", "desk"}
    assert readers(post, people, TODAY + timedelta(days=366)) == set()


def test_who_was_handed_it_reads_it():
    post = left()
    elsewhere = seat(PostKind.MANAGER)
    HandoverFactory(post=post, done=True, successor=elsewhere.user)

    assert readers(post, {"successor": elsewhere}) == {"successor"}


def test_who_has_no_post_any_more_reads_nothing():
    post = left()
    HandoverFactory(post=post, done=True, successor=post.user)

    assert readers(post, {"left": post}) == set()


def test_the_head_of_what_a_division_became_reads_what_was_left_in_it():
    post = left()
    after = DivisionFactory()
    post.division.successors.add(after)

    assert readers(post, {"課長": seat(PostKind.MANAGER, division=after)}) == {"課長"}


def test_that_of_a_leader_is_read_by_the_director_and_the_next_leader():
    department = DepartmentFactory()
    post = left(kind=PostKind.LEADER, department=department)
    people = {
        "部長": seat(PostKind.DIRECTOR, department=department),
        "next": next_of(post),
        "課長": seat(PostKind.MANAGER, division=DivisionFactory(department=department)),
        "市長": seat(PostKind.EXECUTIVE),
    }

    assert readers(post, people) == {"部長", "next"}


def test_the_list_shows_ones_own_and_who_leaves_or_has_left():
    manager = seat(PostKind.MANAGER)
    gone = left(division=manager.division)
    going = seat(division=manager.division, ends_on=TODAY + timedelta(days=14))
    seat(division=manager.division)  # stays

    found = handovers_of(manager.user, TODAY)

    assert (found.own, found.others) == ([manager], [going, gone])


def test_the_desk_lists_its_own_alone():
    clerk, before = seat(PostKind.DESK), left(kind=PostKind.DESK)
    left()

    assert handovers_of(clerk.user, TODAY).others == [before]


def test_an_old_post_of_ones_own_is_not_listed():
    post = left()
    now = PostFactory(user=post.user, starts_on=TODAY)

    assert handovers_of(post.user, TODAY).own == [now]


def test_it_is_pressed_by_the_holder_and_by_the_heads():
    post = seat(ends_on=TODAY)
    leader = left(kind=PostKind.LEADER, department=post.division.department)
    clerk = left(kind=PostKind.DESK)
    manager, deputy = (seat(kind, division=post.division) for kind in (PostKind.MANAGER, PostKind.DEPUTY))
    director = seat(PostKind.DIRECTOR, department=leader.department)
    desk = seat(PostKind.DESK)

    pressed = {
        (name, of)
        for name, one in {"holder": post, "課長": manager, "代決者": deputy, "部長": director, "desk": desk}.items()
        for of, left_post in {"担当": post, "リーダー": leader, "デスク": clerk}.items()
        if may_hand_over(one.user, left_post, TODAY)
    }

    assert pressed == {
        ("holder", "担当"),
        ("課長", "担当"),
        ("代決者", "担当"),
        ("部長", "リーダー"),
        ("desk", "デスク"),
    }


def test_who_has_left_does_not_press_any_more():
    post = left()

    assert not may_hand_over(post.user, post, TODAY)


def test_it_goes_to_who_begins_then_to_who_sits_there_then_to_the_heads():
    post = left()
    deputy, manager = (seat(kind, division=post.division) for kind in (PostKind.DEPUTY, PostKind.MANAGER))
    colleague, new = seat(division=post.division), next_of(post)
    seat(division=post.division, ends_on=YESTERDAY)  # left as well
    seat()

    assert list(successors_of(post, TODAY)) == [new, colleague, manager, deputy]


def test_before_the_last_day_it_goes_to_who_will_sit_there():
    post = seat(ends_on=TODAY + timedelta(days=5))
    new = next_of(post)

    assert list(successors_of(post, TODAY)) == [new]


def test_that_of_a_leader_goes_to_the_next_or_the_director_and_that_of_the_desk_to_the_desk():
    department = DepartmentFactory()
    leader, clerk = left(kind=PostKind.LEADER, department=department), left(kind=PostKind.DESK)
    director, desk = seat(PostKind.DIRECTOR, department=department), seat(PostKind.DESK)

    assert (list(successors_of(leader, TODAY)), list(successors_of(clerk, TODAY))) == ([director], [desk])


def test_while_a_post_has_no_end_it_goes_to_those_of_today():
    post = seat()
    manager = seat(PostKind.MANAGER, division=post.division)

    assert list(successors_of(post, TODAY)) == [manager]


def test_the_units_of_a_post_are_its_division_with_what_became_it_or_the_department():
    before, after = DivisionFactory(valid_to=YESTERDAY), DivisionFactory()
    before.successors.add(after)
    leader = seat(PostKind.LEADER, department=after.department)

    assert units_of(seat(division=after)) == [before.pk, after.pk]
    assert units_of(leader) == [before.pk, after.pk]
    assert units_of(seat(PostKind.DESK)) == []


def test_what_hangs_on_a_name_is_what_carries_it():
    post = seat()
    routing = RoutingFactory(division=post.division, handler=post.user)
    RoutingFactory(division=post.division, handler=StaffFactory())
    RoutingFactory(handler=post.user)  # of another 課
    own, like = (NextStepFactory(division=post.division, person=name) for name in ("担当太郎", "担当"))
    for person in ("課長一郎", ""):
        NextStepFactory(division=post.division, person=person)
    NextStepFactory(person="担当太郎")  # of another 課

    found = burdens_of(post)

    assert [(one.key, one.likeness) for one in found] == [
        (f"routing:{routing.pk}", Likeness.SAME),
        (f"step:{own.uuid}", Likeness.SAME),
        (f"step:{like.uuid}", Likeness.PERHAPS),
    ]


def test_on_the_desk_hang_the_desks_own_steps():
    post = seat(PostKind.DESK)
    step = NextStepFactory(of_desk=True, person="担当太郎")
    NextStepFactory(person="担当太郎")

    assert [one.key for one in burdens_of(post)] == [f"step:{step.uuid}"]


def test_a_post_of_a_year_ago_is_no_longer_read():
    post = left(ends_on=date(2025, 9, 1))

    assert not readable_posts(seat(PostKind.MANAGER, division=post.division).user, TODAY).filter(pk=post.pk).exists()

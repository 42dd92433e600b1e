from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.reports.usecases.make_paper import make_paper
from screening.models import Handover
from tests.factories.screening import HandoverFactory, NoteFactory, RoutingFactory
from tests.factories.screening import NextStepFactory as ProposalStepFactory
from tests.harness import NOON, TODAY, StrictClient
from tests.screening.leaving import left, next_of, seat

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON)]


def of(post, name="handover"):
    return reverse(f"portal:{name}", args=[post.pk])


def page(post, url):
    return StrictClient.of(post.user).get(url)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(rows, django_assert_max_num_queries):
    post = seat(PostKind.MANAGER)
    for _ in range(rows):
        routing = RoutingFactory(division=post.division)
        NoteFactory(screening=routing.screening)
        ProposalStepFactory(screening=routing.screening, division=post.division, person="担当太郎")
    browser = StrictClient.of(post.user)
    browser.get(of(post))

    with django_assert_max_num_queries(10):
        answer = browser.get(of(post))

    assert answer.content.decode().count("庁内だけのメモ") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, django_assert_max_num_queries):
    manager = seat(PostKind.MANAGER)
    for _ in range(rows):
        HandoverFactory(post=left(division=manager.division), done=True)
    browser = StrictClient.of(manager.user)
    browser.get(reverse("portal:handovers"))

    with django_assert_max_num_queries(6):
        answer = browser.get(reverse("portal:handovers"))

    assert answer.content.decode().count("済み") == rows


def test_the_holder_writes_and_the_others_read():
    post = seat(ends_on=TODAY)
    manager = seat(PostKind.MANAGER, division=post.division)
    browser = StrictClient.of(post.user)

    browser.post(of(post, "handover_words"), {"words": "先方には必ず電話を。", "version": "1"})

    assert "先方には必ず電話を。" in page(manager, of(post)).content.decode()
    assert "<textarea" not in page(manager, of(post)).content.decode()
    assert StrictClient.of(manager.user).post(of(post, "handover_words"), {}).status_code == 404


def test_what_two_windows_wrote_is_not_lost():
    post = seat()
    HandoverFactory(post=post, written=True, version=2)

    answer = StrictClient.of(post.user).post(of(post, "handover_words"), {"words": "古い画面から。", "version": "1"})

    assert "古い画面から。" in answer.content.decode()
    assert "別の画面で、この文が直されています。" in answer.content.decode()


def test_it_is_chosen_read_once_more_and_pressed():
    post = left()
    successor, manager = next_of(post), seat(PostKind.MANAGER, division=post.division)
    own = ProposalStepFactory(division=post.division, person="担当太郎")
    like = ProposalStepFactory(division=post.division, person="担当")
    browser, url = StrictClient.of(manager.user), of(post, "hand_over")
    first = browser.get(url).content.decode()
    typed = {"successor": successor.pk, "keys": [f"step:{own.uuid}"]}

    preview = browser.post(url, typed).content.decode()
    unmoved = Handover.objects.count()
    done = browser.post(url, {**typed, "send": "1"}, follow=True).content.decode()

    own.refresh_from_db()
    like.refresh_from_db()
    assert first.count("checked") == 1
    assert ("次の1件が、後任 花子さんに移ります。" in preview, unmoved) == (True, 0)
    assert ("後任 花子さんに引き継ぎました（1件）。" in done, own.person, like.person) == (True, "後任 花子", "担当")


def test_a_refusal_is_a_sentence_on_the_page(monkeypatch):
    post = left()
    successor = next_of(post)
    step = ProposalStepFactory(division=post.division, person="担当太郎")
    browser, url = StrictClient.of(seat(PostKind.MANAGER, division=post.division).user), of(post, "hand_over")

    def refuse(**_):
        from screening.usecases.hand_over_work import CannotHandOver

        raise CannotHandOver("もう済んでいます。")

    monkeypatch.setattr("nara_renkei.portal.views.handovers.hand_over_all", refuse)
    answer = browser.post(url, {"successor": successor.pk, "keys": [f"step:{step.uuid}"], "send": "1"})

    assert "もう済んでいます。" in answer.content.decode()


def test_nobody_to_hand_over_to_is_said():
    post = seat(ends_on=TODAY)

    assert "まだ席に登録されていません" in page(post, of(post, "hand_over")).content.decode()


def test_with_nothing_to_move_only_the_record_is_made():
    post = left(kind=PostKind.DESK)
    clerk = seat(PostKind.DESK)
    browser, url = StrictClient.of(clerk.user), of(post, "hand_over")

    browser.get(url)
    preview = browser.post(url, {"successor": clerk.pk}).content.decode()

    assert "移すものはありません。引き継いだことを記録します。" in preview


def test_too_early_leads_back_with_a_word():
    post = seat()

    answer = StrictClient.of(post.user).get(of(post, "hand_over"), follow=True)

    assert "14日前から" in answer.content.decode()


def test_the_paper_is_ordered_made_and_taken_by_who_may_read():
    post = seat(ends_on=TODAY)
    HandoverFactory(post=post, written=True)
    browser = StrictClient.of(post.user)

    browser.post(of(post, "handover_order"))
    make_paper(at=timezone.now())
    job = PaperJob.objects.get()
    url = reverse("portal:handover_file", args=[post.pk, job.uuid])

    assert (job.kind, job.state, job.title) == ("handover", "DONE", f"引継書 {post}")
    assert "取扱注意" in browser.get(reverse("portal:handover_paper", args=[post.pk, job.uuid])).content.decode()
    assert browser.get(url).status_code == 200
    assert AuditEvent.objects.filter(verb="paper.download", about=f"paper:{job.uuid}").count() == 1
    assert page(seat(division=post.division), url).status_code == 404


def test_the_paper_of_another_post_is_not_found_under_ones_own():
    one, other = seat(), seat()
    StrictClient.of(other.user).post(of(other, "handover_order"))
    job = PaperJob.objects.get()

    assert page(one, reverse("portal:handover_paper", args=[one.pk, job.uuid])).status_code == 404


def test_who_leaves_finds_it_on_the_first_page():
    post = seat(ends_on=TODAY + timedelta(days=10))
    staying = seat()
    worklist = reverse("screening:worklist")

    assert "引継ぎの準備" in page(post, worklist).content.decode()
    assert "引継ぎの準備" not in page(staying, worklist).content.decode()

    HandoverFactory(post=post, done=True)
    assert "さんへ引き継ぎました。" in page(post, worklist).content.decode()

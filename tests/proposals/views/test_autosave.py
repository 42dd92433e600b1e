"""A form that saves itself: the same address, answered in JSON; nothing is overwritten."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.calendar import TOKYO, local_day
from nara_renkei.directory.models import Organization
from proposals.models import DisclosureMark, Draft, PledgeItem
from proposals.rules.content import Mark
from proposals.usecases.request_correction import request_correction
from tests.harness import THE_DESK
from tests.proposals.drafts import fresh
from tests.proposals.views.conftest import BODY
from tests.proposals.views.conftest import WORDS as TYPED

pytestmark = pytest.mark.django_db
WORDS = {**TYPED, "publicity": "CLOSED"}  # as a browser sends it


def test_a_pause_saves_the_words_and_tells_the_next_version(walker):
    proposal = walker.begin()

    answer = walker.post(proposal, "proposal", {**WORDS, "body": "あ" * 900}, action="autosave")

    stored = fresh(proposal)
    told = answer.json()
    assert (answer.status_code, told["version"]) == (200, stored.version)
    now = timezone.now().astimezone(TOKYO)
    assert told["saved_at"] in {f"{now:%H:%M}", f"{now - timedelta(minutes=1):%H:%M}"}
    assert (stored.title, stored.body, stored.draft.typed["proposal"]["body"]) == (WORDS["title"], "", "あ" * 900)


def test_two_members_on_one_draft_see_both_texts_and_lose_none(walker):
    proposal = walker.begin()
    walker.post(proposal, "proposal", {**WORDS, "title": "先の題"}, version=1, action="autosave")

    refused = walker.post(proposal, "proposal", {**WORDS, "title": "あとの題"}, version=1, action="autosave")

    told = refused.json()
    assert (refused.status_code, told["version"]) == (409, 2)
    assert told["differences"] == [{"label": "提案名", "stored": "先の題", "typed": "あとの題"}]
    assert "まだ保存していません" in told["message"]
    assert fresh(proposal).title == "先の題"


def test_a_pause_at_the_organization_makes_none_yet_and_keeps_what_is_typed(walker):
    proposal = walker.begin()

    answer = walker.post(proposal, "organization", {**BODY, "corporate_number": "1234-5678-9012"}, action="autosave")
    page = walker.client.get(walker.url(proposal, "organization"))

    assert answer.status_code == 200
    assert not Organization.objects.exists()
    assert page.context["form"]["name"].value() == BODY["name"]
    assert "5678" not in str(Draft.objects.get().typed)


def test_what_a_pause_kept_of_the_organization_is_finished_by_the_button(walker):
    proposal = walker.begin()
    walker.post(proposal, "organization", BODY, action="autosave")

    walker.post(proposal, "organization", BODY)

    assert fresh(proposal).organization.name == BODY["name"]
    assert Draft.objects.get().typed == {}


def test_another_member_at_the_organization_is_told(walker):
    proposal = walker.begin()
    walker.post(proposal, "organization", BODY, version=1, action="autosave")

    refused = walker.post(proposal, "organization", {**BODY, "name": "別の名称【例示】"}, version=1, action="autosave")

    assert refused.json()["differences"] == [{"label": "名称", "stored": BODY["name"], "typed": "別の名称【例示】"}]


def test_ticks_are_saved_and_a_conflict_names_their_sentence(walker):
    proposal = walker.begin()
    walker.post(proposal, "organization", BODY)
    version = fresh(proposal).version

    done = walker.post(proposal, "pledges", {"P1": "on"}, version=version, action="autosave")
    refused = walker.post(proposal, "pledges", {"P2": "on"}, version=version, action="autosave")

    texts = dict(PledgeItem.objects.filter(code__in=["P1", "P2"]).values_list("code", "text"))
    assert (done.status_code, refused.status_code) == (200, 409)
    assert list(fresh(proposal).pledge_draft) == ["P1"]
    assert [(one["label"], one["stored"], one["typed"]) for one in refused.json()["differences"]] == [
        (texts["P1"], "はい", "いいえ"),
        (texts["P2"], "いいえ", "はい"),
    ]


def test_what_is_submitted_is_saved_no_more(walker):
    proposal = walker.fill(timezone.localdate())
    version = proposal.version
    walker.post(proposal, "check", action="submit")

    answer = walker.post(proposal, "proposal", WORDS, version=version, action="autosave")

    assert answer.status_code == 302  # the page leads to the receipt; the script says that it could not save


def test_a_draft_submitted_during_the_save_is_told(walker, monkeypatch):
    from proposals.usecases.save_draft import NoLongerDraft
    from proposals.views import wizard

    proposal = walker.begin()

    def submitted(**_):
        raise NoLongerDraft(proposal)

    monkeypatch.setattr(wizard, "save_draft", submitted)

    answer = walker.post(proposal, "proposal", WORDS, action="autosave")

    assert (answer.status_code, answer.json()) == (410, {"message": "この提案は、もう提出されています。"})


@pytest.fixture
def returned(walker):
    proposal = walker.fill(timezone.localdate())
    walker.post(proposal, "check", action="submit")
    now = timezone.now()
    request_correction(
        proposal=fresh(proposal),
        reasons={"body": "場所を書いてください。"},
        wanted_by=local_day(now) + timedelta(days=9),
        by=THE_DESK,
        at=now,
    )
    return walker, fresh(proposal)


def test_a_correction_saves_itself_and_another_member_is_told(returned):
    walker, proposal = returned
    url = reverse("proposals:correct", args=[proposal.number])
    opened = {**WORDS, "version": proposal.version}

    done = walker.client.post(url, {**opened, "body": "先の文", "action": "autosave"})
    refused = walker.client.post(url, {**opened, "body": "あとの文", "action": "autosave"})
    page = walker.client.post(url, {**opened, "body": "あとの文", "action": "submit"})

    assert done.json()["version"] == proposal.version + 1
    assert refused.status_code == 409
    assert refused.json()["differences"] == [{"label": "提案内容", "stored": "先の文", "typed": "あとの文"}]
    assert "まだ保存していません" in page.content.decode()
    assert "先の文" in page.content.decode()
    assert fresh(proposal).submissions.count() == 1


# 開示されると不利益がある部分


def test_a_mark_is_kept_shown_and_frozen(walker):
    proposal = walker.fill(timezone.localdate())
    walker.post(proposal, "proposal", {**WORDS, "part_body": "週に2回", "reason_body": "競争相手に知られるため。"})
    mark = Mark("週に2回", "競争相手に知られるため。")

    again = walker.client.get(walker.url(proposal, "proposal"))
    check = walker.client.get(walker.url(proposal, "check")).content.decode()
    walker.post(proposal, "check", action="submit")

    assert again.context["form"]["part_body"].value() == "週に2回"
    assert str(mark) in check
    assert fresh(proposal).submissions.get().marks() == {"body": mark}


def test_a_mark_without_a_reason_is_asked_for_it_and_stays_typed(walker):
    proposal = walker.begin()

    page = walker.post(proposal, "proposal", {**WORDS, "part_body": "週に2回"})
    again = walker.client.get(walker.url(proposal, "proposal"))

    assert page.context["form"].errors == {"reason_body": ["開示されると不利益がある理由を書いてください。"]}
    assert again.context["form"]["part_body"].value() == "週に2回"
    assert not DisclosureMark.objects.exists()


def test_a_wrong_mark_takes_no_right_one_away(walker):
    proposal = walker.begin()
    walker.post(proposal, "proposal", {**WORDS, "reason_title": "理由"})

    walker.post(proposal, "proposal", {**WORDS, "reason_title": "", "reason_body": "長" * 201})
    again = walker.client.get(walker.url(proposal, "proposal"))
    walker.post(proposal, "proposal", {**WORDS, "reason_title": "", "reason_body": "短い理由"})

    assert again.context["form"]["reason_body"].value() == "長" * 201
    assert again.context["form"]["reason_title"].value() == ""
    assert DisclosureMark.objects.by_field(proposal) == {"body": Mark("", "短い理由")}

"""freeze_version, reword_pledge and the triggers: what binds cannot change."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from nara_renkei.core.models import AuditEvent
from proposals.models import PledgeAnswer, PledgeItem
from proposals.usecases.freeze_version import canonical, freeze_version, index_words
from proposals.usecases.reword_pledge import reword_pledge
from tests.factories.proposals import AttachmentFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, at
from tests.proposals.drafts import submitted

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


# versions


def test_a_version_holds_words_organization_and_files():
    proposal = ProposalFactory(submitted=True, for_challenge=True, title="名前")
    file = AttachmentFactory(proposal=proposal, file__original_name="企画書.pdf", file__sha256="ab" * 32).file

    version = freeze_version(proposal=proposal, version=2, by=THE_COMPANY, at=NOON)

    content = version.content
    assert (content["number"], content["kind"], content["challenge"]) == (
        proposal.number,
        "CHALLENGE",
        proposal.challenge.code,
    )
    assert (content["fields"]["title"], content["fields"]["asks"]) == ("名前", ["PLACE", "PUBLICITY"])
    assert content["fields"]["contact_name"] == "窓口 三郎"
    assert content["organization"]["name"] == proposal.organization.name
    assert content["files"] == [{"name": "企画書.pdf", "sha256": file.sha256}]


def test_the_hash_is_that_of_the_canonical_content_as_it_is_stored():
    version = submitted(title="𠮷野家の葛󠄀 ｶﾅ").submissions.get()

    text = json.dumps(version.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert version.sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert canonical(version.content) == text.encode("utf-8")


def test_the_order_of_keys_does_not_change_the_hash():
    assert canonical({"b": 1, "a": "語"}) == canonical({"a": "語", "b": 1}) == '{"a":"語","b":1}'.encode()


def test_a_version_is_given_once():
    proposal = ProposalFactory(submitted=True)

    with pytest.raises(IntegrityError, match="submission_version_once"), transaction.atomic():
        freeze_version(proposal=proposal, version=1, by=THE_COMPANY, at=NOON)


def test_a_draft_without_an_organization_is_found_by_its_words():
    proposal = ProposalFactory.build(organization=None, title="名前", number=None)

    assert index_words(proposal) == ("search", "search_vector")
    assert proposal.search.startswith("名前 ")


# triggers: which columns; every table's own is in tests/test_constraints.py


def change(row, **fields):
    with transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**fields)


@pytest.fixture
def kept():
    """An answer and its item."""
    submitted()
    return {
        "PledgeAnswer": PledgeAnswer.objects.get(item__code="P1"),
        "PledgeItem": PledgeItem.objects.get(code="P1"),
    }


@pytest.mark.parametrize(
    ("kind", "fields", "refusal"),
    [
        ("PledgeAnswer", {"answer": "いいえ"}, "evidence cannot change"),
        ("PledgeAnswer", {"text_sha256": "0" * 64}, "evidence cannot change"),
        ("PledgeAnswer", {"answered_at": NOON + timedelta(days=1)}, "evidence cannot change"),
        ("PledgeAnswer", {"answered_by": "別の人"}, "evidence cannot change"),
        ("PledgeAnswer", {"address": "192.0.2.1"}, "evidence cannot change"),
        ("PledgeAnswer", {"detail": "あとから書いた状況"}, "evidence cannot change"),
        ("PledgeItem", {"text": "別の文"}, "answered wording cannot change"),
        ("PledgeItem", {"basis": "別の根拠"}, "answered wording cannot change"),
        ("PledgeItem", {"version": 9}, "answered wording cannot change"),
        ("PledgeItem", {"kind": "C"}, "answered wording cannot change"),
        ("PledgeItem", {"scope": "PROPOSAL"}, "answered wording cannot change"),
        ("PledgeItem", {"code": "P99"}, "answered wording cannot change"),
        ("PledgeItem", {"choices": ["はい"]}, "answered wording cannot change"),
    ],
)
def test_what_binds_is_not_rewritten(kept, kind, fields, refusal):
    with pytest.raises(IntegrityError, match=refusal):
        change(kept[kind], **fields)


def test_of_an_answer_name_address_and_detail_may_be_wiped(kept):
    change(kept["PledgeAnswer"], answered_by="", address="", detail="")

    row = PledgeAnswer.objects.get(pk=kept["PledgeAnswer"].pk)
    assert (row.answered_by, row.address, row.answer, row.answered_at) == ("", "", "はい", NOON)


def test_an_answered_item_may_move_and_go_out_of_use(kept):
    change(kept["PledgeItem"], position=99, is_retired=True, valid_from=TODAY)

    assert PledgeItem.objects.get(code="P1").position == 99


# rewording


def reword(item, when=NOON, **fields):
    words = {name: getattr(item, name) for name in ("text", "basis", "position", "valid_from", "is_retired")}
    return reword_pledge(item=item, **{**words, **fields}, by=THE_DESK, at=when)


@pytest.mark.parametrize("fields", [{"text": "新しい文です。"}, {"basis": "別の条例"}, {"valid_from": TOMORROW}])
def test_a_wording_in_use_gets_its_next_version(fields):
    item = PledgeItem.objects.get(code="D4")
    before = item.text

    row = reword(item, **fields)

    assert (row.code, row.version, row.kind, row.scope, row.choices, row.position) == (
        "D4",
        2,
        "D",
        "BODY",
        ["要らない", "持っている", "始めるまでに得る"],
        item.position,
    )
    assert {name: getattr(row, name) for name in fields} == fields
    assert PledgeItem.objects.get(code="D4", version=1).text == before
    assert AuditEvent.objects.get(verb="pledge.reword").keys == {"version": 2}


def test_a_wording_that_is_not_in_use_yet_is_corrected():
    future = reword(PledgeItem.objects.get(code="P1"), text="書き間違い。", valid_from=TOMORROW)

    row = reword(future, text="正しい文です。", valid_from=TOMORROW)

    assert (row.pk, row.version, PledgeItem.objects.filter(code="P1").count()) == (future.pk, 2, 2)
    assert PledgeItem.objects.get(pk=row.pk).text == "正しい文です。"


def test_from_its_first_day_a_wording_is_in_use():
    future = reword(PledgeItem.objects.get(code="P1"), text="明日からの文。", valid_from=TOMORROW)

    assert reword(future, at(TOMORROW), text="直した文。").version == 3


def test_the_same_words_at_another_place_are_asked_of_nobody_again(kept):
    row = reword(kept["PledgeItem"], position=99)

    assert (row.pk, row.version, row.position) == (kept["PledgeItem"].pk, 1, 99)


def test_an_item_goes_out_of_use_without_a_new_version(kept):
    row = reword(kept["PledgeItem"], is_retired=True)

    assert (row.pk, row.is_retired) == (kept["PledgeItem"].pk, True)
    assert "P1" not in {item.code for item in PledgeItem.objects.current_on(TODAY)}


def test_an_older_version_reworded_follows_the_newest():
    first = PledgeItem.objects.get(code="P1")
    reword(first, text="第2版の文。")

    assert reword(first, text="第3版の文。").version == 3


def test_the_wording_of_a_day_is_the_newest_that_is_valid():
    reword(PledgeItem.objects.get(code="P1"), text="明日からの文。", valid_from=TOMORROW)

    texts = [
        next(item.version for item in PledgeItem.objects.current_on(day) if item.code == "P1")
        for day in (TODAY, TOMORROW)
    ]

    assert texts == [1, 2]
    assert list(PledgeItem.objects.current_on(date(2025, 5, 31))) == []

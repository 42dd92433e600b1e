"""From the desk's question to the public page, and back."""

import io

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from knowledge.enums import CaseState, Licence
from knowledge.models import CaseStudy, PublicFace
from knowledge.queries.faces import draw_up
from knowledge.rules.cases import INTERNAL, PUBLIC, REPLACED
from knowledge.usecases import put_public
from knowledge.usecases.agree_to_face import agree_to_face
from knowledge.usecases.answer_face import GONE, STALE, CannotAnswer, locked_face
from knowledge.usecases.freeze_face import CannotMakePublic
from knowledge.usecases.publish_case import publish_case
from knowledge.usecases.refuse_face import refuse_face
from knowledge.usecases.take_case_down import take_case_down
from knowledge.usecases.withdraw_consent import withdraw_consent
from nara_renkei.core.models import AuditEvent, FileState
from nara_renkei.core.private_files import UploadRefused, open_file
from proposals.models import DisclosureMark
from tests.factories.accounts import CompanyUserFactory, MemberFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import CaseFactory, CasePictureFactory, CaseVersionFactory, PublicFaceFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY, mail_text
from tests.knowledge.faces import DESK, ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"


@pytest.fixture
def member():
    return MemberFactory()


def by(member):
    return {"user": member.user, "by": THE_COMPANY, "at": NOON}


@pytest.fixture
def case(member):
    return CaseFactory(
        opened=True, organization=member.organization, words={"benefit_yen": 10, "benefit_how": "見積り"}
    )


@pytest.fixture
def agreed(case, member):
    face = ask(case)
    agree_to_face(face=face, sha256=face.sha256, **by(member))
    face.refresh_from_db()
    return face


# --- what is frozen


def test_the_face_holds_the_public_words_and_facts_and_nothing_that_is_internal(case):
    face = ask(case)

    assert set(face.words) == set(PUBLIC) | {
        "field", "implementer", "division", "partner", "method", "year", "started_on", "ended_on", "days",
        "source_name", "source_url",
    }  # fmt: skip
    assert not set(face.words) & set(INTERNAL)
    version = case.current()
    internal = [str(getattr(version, field)) for field in ("stumble", "reuse")]
    assert not any(words in str(face.words) for words in internal)
    assert face.version == version
    assert face.search_vector
    assert AuditEvent.objects.filter(verb="case.ask_partner", about=case.key).exists()


@pytest.mark.parametrize("change", [{"words": {}}, {"pictures": [1]}, {"sha256": "1" * 64}])
def test_nobody_changes_a_face_that_was_made(case, change):
    face = ask(case)

    with pytest.raises(IntegrityError), transaction.atomic():
        PublicFace.objects.filter(pk=face.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        face.delete()


def test_only_pictures_that_are_for_the_public_go_with_it(case):
    shown = CasePictureFactory(case=case)
    CasePictureFactory(case=case, is_public=False)

    assert ask(case).pictures == [
        {
            "file": str(shown.file.uuid),
            "alt": shown.alt,
            "credit": "奈良市",
            "licence": Licence.CC_BY,
            "width": 1200,
            "height": 800,
        }
    ]


def test_a_picture_that_is_not_known_to_be_safe_waits(case):
    CasePictureFactory(case=case, file__state=FileState.PENDING)

    with pytest.raises(CannotMakePublic, match="画像「公民館で講座を受ける方々」は、安全の確認が済んでいません"):
        ask(case)


# --- what the proposer marked


@pytest.mark.parametrize(
    ("part", "words", "place"),
    [
        ("月３万円", {"work": "月 3万円で始めました。"}, "取り組んだこと"),
        ("", {"effect": "独自の通信方式で位置を集めます。"}, "効果"),
        ("見本の事例", {"title": "見本の事例"}, "題"),
    ],
)
def test_marked_words_never_become_public(member, part, words, place):
    proposal = ProposalFactory(body="独自の通信方式で位置を集めます。月３万円です。", organization=member.organization)
    DisclosureMark.objects.create(proposal=proposal, field="body", part=part, reason="営業秘密のため。")
    case = CaseFactory(opened=True, origin="PROPOSAL", proposal=proposal, organization=member.organization, words=words)

    with pytest.raises(CannotMakePublic, match=f"「{place}」に、提案者が「開示に配慮してほしい」とした部分"):
        ask(case)
    assert PublicFace.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "place"),
    [({"field": "月三万円の話"}, "分野"), ({"partner_name": "月三万円社"}, "相手の団体の名")],
)
def test_the_facts_are_looked_at_too(member, facts, place):
    proposal = ProposalFactory(body="月三万円", organization=member.organization)
    DisclosureMark.objects.create(proposal=proposal, field="body", part="月三万円", reason="営業秘密のため。")
    case = CaseFactory(opened=True, origin="PROPOSAL", proposal=proposal, organization=member.organization, **facts)

    with pytest.raises(CannotMakePublic, match=f"「{place}」に"):
        ask(case)


def test_the_words_under_a_picture_are_looked_at_too(member):
    proposal = ProposalFactory(body="秘密の部品", organization=member.organization)
    DisclosureMark.objects.create(proposal=proposal, field="body", part="秘密の部品", reason="営業秘密のため。")
    case = CaseFactory(opened=True, origin="PROPOSAL", proposal=proposal, organization=member.organization)
    CasePictureFactory(case=case, alt="秘密の部品の写真")

    with pytest.raises(CannotMakePublic, match="「画像の説明」に"):
        ask(case)


def test_a_proposal_without_marks_binds_nothing(member):
    proposal = ProposalFactory(organization=member.organization)

    assert ask(CaseFactory(opened=True, origin="PROPOSAL", proposal=proposal, organization=member.organization))


# --- asking


def test_the_people_of_the_partner_are_told_by_a_tick(case, member):
    ask(case)
    assert mail_text() == ""

    ask(case, tells=True)

    assert f"{member.user.email}\n" in mail_text()
    assert f"/teian/jirei/{case.code}/" in mail_text()


def test_what_changed_after_it_was_read_is_not_asked(case):
    with pytest.raises(CannotMakePublic, match="読んだあとで、事例か画像が変わりました"):
        ask(case, sha256="0" * 64)


@pytest.mark.parametrize("trait", [{}, {"retired": True}])
def test_only_what_is_open_to_staff_is_asked(member, trait):
    with pytest.raises(CannotMakePublic, match="庁内に公開している事例だけです"):
        ask(CaseFactory(organization=member.organization, **trait))


def test_a_partner_that_cannot_press_is_registered_first():
    with pytest.raises(CannotMakePublic, match="「見本商店」は、まだ登録されていません"):
        ask(CaseFactory(opened=True, organization=None, partner_name="見本商店"))
    with pytest.raises(CannotMakePublic, match="登録した担当者がいません"):
        ask(CaseFactory(opened=True, organization=OrganizationFactory()))
    with pytest.raises(CannotMakePublic, match="この事例には相手の団体がありません"):
        ask(CaseFactory(opened=True, organization=None))


def test_asking_anew_takes_the_place_of_what_waits(case, member):
    first = ask(case)
    CaseVersionFactory(case=case, number=2, title="新しい題")
    second = ask(case)

    first.refresh_from_db()
    assert first.taken_down_why == REPLACED
    with pytest.raises(CannotAnswer) as refused:
        agree_to_face(face=first, sha256=first.sha256, **by(member))
    assert str(refused.value) == GONE
    assert list(PublicFace.objects.asked()) == [second]


def test_the_partner_that_was_merged_into_another_is_asked_there(member):
    old = OrganizationFactory(merged_into=member.organization)
    face = ask(CaseFactory(opened=True, organization=old))

    agree_to_face(face=face, sha256=face.sha256, **by(member))

    assert face.case.face() == face


# --- answering


def test_a_click_of_the_partner_makes_it_public_at_once(case, agreed):
    case.refresh_from_db()
    assert case.state == CaseState.PUBLIC
    assert (agreed.answered_by, agreed.has_agreed, agreed.published_at) == ("会社次郎", True, NOON)
    with open_file(agreed.card) as card:
        assert Image.open(io.BytesIO(card.read())).size == (1200, 630)
    assert AuditEvent.objects.filter(verb="case.agree", about=case.key).exists()


@pytest.mark.parametrize("act", [agree_to_face, withdraw_consent])
def test_nobody_of_another_company_answers(case, act):
    face = ask(case)

    with pytest.raises(CannotAnswer) as refused:
        act(face=face, sha256=face.sha256, user=CompanyUserFactory(member=True), by=THE_COMPANY, at=NOON)

    assert str(refused.value) == GONE
    face.refresh_from_db()
    assert face.is_waiting


def test_who_read_something_else_is_asked_to_read_again(case, member):
    face = ask(case)

    for act, more in ((agree_to_face, {}), (refuse_face, {"remark": ""}), (withdraw_consent, {})):
        with pytest.raises(CannotAnswer) as refused:
            act(face=face, sha256="0" * 64, **more, **by(member))
        assert str(refused.value) == STALE


def test_no_is_kept_with_its_words_and_nothing_becomes_public(case, member):
    face = ask(case)

    refuse_face(face=face, sha256=face.sha256, remark="社名を外してください。", **by(member))

    face.refresh_from_db()
    assert (face.remark, face.has_agreed, face.published_at) == ("社名を外してください。", False, None)
    assert list(PublicFace.objects.refused()) == [face]
    case.refresh_from_db()
    assert case.state == CaseState.INTERNAL
    ask(case)
    assert list(PublicFace.objects.refused()) == []


def test_an_answer_is_given_once(case, member, agreed):
    for act, more in ((agree_to_face, {}), (refuse_face, {"remark": ""})):
        with pytest.raises(CannotAnswer) as refused:
            act(face=agreed, sha256=agreed.sha256, **more, **by(member))
        assert str(refused.value) == STALE


def test_what_was_retired_meanwhile_does_not_become_public(case, member):
    face = ask(case)
    locked = CaseStudy.objects.get(pk=case.pk)
    CaseStudy.objects.filter(pk=case.pk).update(state=CaseState.RETIRED, retired_at=NOON)

    with pytest.raises(CannotAnswer) as refused:
        agree_to_face(face=face, sha256=face.sha256, **by(member))

    assert str(refused.value) == GONE
    assert locked.face() is None
    # also between the look and the lock
    with transaction.atomic(), pytest.raises(CannotAnswer) as refused:
        locked_face(face, face.sha256)
    assert str(refused.value) == GONE


def test_a_later_version_is_asked_anew_and_until_then_the_public_reads_the_old(case, member, agreed):
    CaseVersionFactory(case=case, number=2, title="新しい題")
    case.refresh_from_db()
    face = ask(case)
    assert case.face() == agreed

    agree_to_face(face=face, sha256=face.sha256, **by(member))

    assert case.face() == face
    agreed.refresh_from_db()
    assert (agreed.taken_down_why, agreed.search, agreed.search_vector) == (REPLACED, "", None)


# --- ending it


def test_consent_is_withdrawn_at_once_and_leaves_the_search(case, member, agreed):
    withdraw_consent(face=agreed, sha256=agreed.sha256, **by(member))

    agreed.refresh_from_db()
    case.refresh_from_db()
    assert (case.state, case.face()) == (CaseState.INTERNAL, None)
    assert (agreed.taken_down_by, agreed.search, agreed.search_vector) == ("会社次郎", "", None)
    with pytest.raises(CannotAnswer):
        withdraw_consent(face=agreed, sha256=agreed.sha256, **by(member))


def test_the_desk_takes_a_case_down(case, agreed):
    take_case_down(case=case, why="写真の使い方が変わったため", **DESK)

    agreed.refresh_from_db()
    assert (case.face(), agreed.taken_down_why) == (None, "写真の使い方が変わったため")
    with pytest.raises(CannotMakePublic, match="いま公開していません"):
        take_case_down(case=case, why="もう一度", **DESK)


# --- without a partner


def test_the_desk_publishes_what_has_no_partner():
    case = CaseFactory(opened=True, organization=None)

    face = publish_case(case=case, sha256=draw_up(case).sha256, **DESK)

    assert case.face() == face
    assert face.asked_at is None


def test_what_has_a_partner_is_never_published_by_the_desk(case):
    with pytest.raises(CannotMakePublic, match="公開の同意を団体に尋ねる"):
        publish_case(case=case, sha256=draw_up(case).sha256, **DESK)


@pytest.mark.parametrize("way", ["no font", "no room"])
def test_without_a_card_the_case_is_public_all_the_same(monkeypatch, way):
    def full(*args, **kwargs):
        raise UploadRefused("空きがありません")

    if way == "no font":
        monkeypatch.setattr(put_public, "share_card", lambda *args: None)
    else:
        monkeypatch.setattr(put_public, "store_bytes", full)
    case = CaseFactory(opened=True, organization=None)

    face = publish_case(case=case, sha256=draw_up(case).sha256, **DESK)

    assert (case.face(), face.card) == (face, None)


def test_a_face_says_which_of_what_it_is():
    face = PublicFaceFactory()

    assert (face.is_waiting, face.is_standing) == (True, False)

"""What the database refuses in the tables of knowledge, by the name of the constraint."""

from datetime import timedelta

from knowledge.enums import CaseOrigin, CaseState, FaqState, SupportSide, SupportState, SupportTopic, WatchKind
from knowledge.models import (
    ReadingLetter,
    ReadingOrder,
    StandingConsultee,
    SupportConsultee,
    SupportMessage,
    TemplateDownload,
    Watch,
)
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import (
    AcknowledgementFactory,
    CaseFactory,
    CasePictureFactory,
    CaseVersionFactory,
    ChapterFactory,
    ChapterVersionFactory,
    FaqFactory,
    MenuFactory,
    MethodFactory,
    NavigatorRuleFactory,
    PublicFaceFactory,
    SupportRequestFactory,
    TemplateFactory,
    TemplateVersionFactory,
)
from tests.factories.notifications import OutgoingMailFactory
from tests.harness import NOON, TODAY
from tests.nonsense import twice


def download_twice():
    version = TemplateVersionFactory()
    twice(lambda: TemplateDownload.objects.create(version=version, month=TODAY.replace(day=1), is_filled=True))


def consultee_twice():
    request, division = SupportRequestFactory(), DivisionFactory()
    twice(lambda: SupportConsultee.objects.create(request=request, division=division, asked_at=NOON, asked_by="デスク"))


def standing_twice():
    division = DivisionFactory()
    twice(lambda: StandingConsultee.objects.create(topic=SupportTopic.CONTRACT, division=division))


def answer_twice():
    answer = NavigatorRuleFactory().answer
    answer.question.answers.create(code=answer.code, position=2, label="もう一度")


def rule_twice():
    rule = NavigatorRuleFactory()
    NavigatorRuleFactory(answer=rule.answer, method=rule.method)


def face_twice(**fields):
    case = CaseFactory(opened=True)
    twice(lambda: PublicFaceFactory(case=case, **fields))


def watch(**fields):
    return Watch.objects.create(**{"user": StaffFactory(), "since": NOON, "told_until": NOON, **fields})


def watch_twice():
    user = StaffFactory()
    twice(lambda: watch(user=user, kind=WatchKind.WORDS, words="防災"))


def message(**fields):
    return SupportMessage.objects.create(
        **{"request": SupportRequestFactory(), "side": SupportSide.ASKER, "text": "問い", "written_at": NOON, **fields}
    )


def order(**fields):
    chapter = ChapterVersionFactory(number=1).chapter
    return ReadingOrder.objects.create(**{"chapter": chapter, "ordered_at": NOON, "ordered_by": "デスク", **fields})


def letter(**fields):
    made = order()
    version = made.chapter.versions.get()
    return ReadingLetter.objects.create(**{"order": made, "version": version, "user": StaffFactory(), **fields})


def letter_twice():
    first = letter()
    letter(version=first.version, user=first.user)


REFUSED = {
    "menu_says_what_it_offers": lambda: MenuFactory(title=""),
    "menu_contact_can_be_reached": lambda: MenuFactory(contact_email="", contact_phone=""),
    "menu_open_iff_reviewed": lambda: MenuFactory(opened=True, review_by=None),
    "menu_withdrawn_iff_date": lambda: MenuFactory(withdrawn=True, withdrawn_at=None),
    "chapter_public_iff_from_a_version": lambda: ChapterFactory(public=True, public_from=None),
    "chapter_version_once": lambda: twice(ChapterVersionFactory, chapter=ChapterFactory(), number=1),
    "chapter_draft_once": lambda: twice(ChapterVersionFactory, draft=True, chapter=ChapterFactory()),
    "chapter_version_says_something": lambda: ChapterVersionFactory(why=""),
    "chapter_version_effective_iff_published": lambda: ChapterVersionFactory(sha256=""),
    "acknowledgement_once": lambda: twice(AcknowledgementFactory, version=ChapterVersionFactory(), user=StaffFactory()),
    "reading_order_problem_ends_it": lambda: order(problem="だめでした", next_try_at=NOON),
    "reading_letter_once": letter_twice,
    "reading_letter_mail_is_prepared": lambda: letter(mail=OutgoingMailFactory()),
    "case_comes_from_somewhere": lambda: CaseFactory(origin=CaseOrigin.IMPORT),
    "case_open_iff_opened": lambda: CaseFactory(state=CaseState.INTERNAL),
    "case_retired_iff_date": lambda: CaseFactory(state=CaseState.RETIRED),
    "case_partner_has_a_name": lambda: CaseFactory(partner_name=""),
    "case_ends_after_it_began": lambda: CaseFactory(started_on=TODAY, ended_on=TODAY - timedelta(days=1)),
    "case_version_once": lambda: CaseVersionFactory(case=CaseFactory(), number=1),
    "case_version_says_something": lambda: CaseVersionFactory(number=2, why=""),
    "case_benefit_says_how": lambda: CaseVersionFactory(number=2, benefit_yen=1),
    "case_picture_says_what_it_shows": lambda: CasePictureFactory(alt=""),
    "public_face_once": lambda: face_twice(published=True),
    "public_face_asked_once": face_twice,
    "public_face_agreed_iff_answered": lambda: PublicFaceFactory(has_agreed=True),
    "public_face_published_after_yes": lambda: PublicFaceFactory(published_at=NOON),
    "public_face_taken_down_says_who": lambda: PublicFaceFactory(taken_down_at=NOON),
    "method_says_what_it_is": lambda: MethodFactory(steps=""),
    "navigator_answer_once": answer_twice,
    "navigator_rule_once": rule_twice,
    "navigator_points": lambda: NavigatorRuleFactory(points=0),
    "support_answered_before_closed": lambda: SupportRequestFactory(state=SupportState.CLOSED),
    "support_message_says_something": lambda: message(text=""),
    "support_answer_of_the_desk": lambda: message(is_answer=True),
    "support_consultee_once": consultee_twice,
    "standing_consultee_once": standing_twice,
    "faq_says_something": lambda: FaqFactory(answer=""),
    "faq_open_has_a_day": lambda: FaqFactory(state=FaqState.OPEN),
    "template_says_what_it_is_for": lambda: TemplateFactory(purpose=""),
    "template_version_once": lambda: TemplateVersionFactory(template=TemplateVersionFactory().template),
    "template_download_once": download_twice,
    "watch_one_thing": lambda: watch(kind=WatchKind.WORDS, words="防災", division=DivisionFactory()),
    "watch_once": watch_twice,
}

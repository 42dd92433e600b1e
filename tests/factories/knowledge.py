from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from knowledge.enums import Audience, CaseOrigin, CaseState, FaqState, Licence, MenuState, SupportTopic
from knowledge.models import (
    Acknowledgement,
    CasePicture,
    CaseStudy,
    CaseVersion,
    Chapter,
    ChapterVersion,
    Faq,
    Menu,
    Method,
    NavigatorAnswer,
    NavigatorQuestion,
    NavigatorRule,
    PublicFace,
    SupportRequest,
    Template,
    TemplateVersion,
    VainSearch,
)
from knowledge.rules.cases import PUBLIC
from knowledge.rules.guideline import digest
from knowledge.usecases.index_chapter import index_chapter
from knowledge.usecases.index_menu import index_menu
from proposals.enums import Cost
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.proposals import PrivateFileFactory
from tests.harness import NOON, TODAY


class MenuFactory(DjangoModelFactory):
    """公開前; ``opened=True`` is read by staff."""

    class Meta:
        model = Menu

    class Params:
        opened = factory.Trait(state=MenuState.OPEN, opened_at=NOON, review_by=TODAY + timedelta(days=365))
        past = factory.Trait(opened=True, review_by=TODAY - timedelta(days=1))
        withdrawn = factory.Trait(state=MenuState.WITHDRAWN, withdrawn_at=NOON)

    code = factory.Sequence(lambda n: f"m-mihon{n}")
    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence(lambda n: f"見本のメニュー{n}")
    field = "くらし・移動"
    offer = "移動販売の車で、市の案内を配ります。"
    needs = "配る案内の用意。"
    cost = Cost.NONE
    contact_name = "窓口 四郎"
    contact_email = "renkei@company.example"
    contact_phone = "0742-00-0012"
    offered_at = NOON
    offered_by = "会社次郎"
    updated_at = NOON
    updated_by = "会社次郎"

    @classmethod
    def _create(cls, model_class, *args, **fields):
        menu = model_class(*args, **fields)
        index_menu(menu)
        menu.save()
        menu.refresh_from_db(fields=["search_vector"])
        return menu


class ChapterFactory(DjangoModelFactory):
    """A chapter for staff; ``public=True`` is read by everybody since its first version."""

    class Meta:
        model = Chapter

    class Params:
        public = factory.Trait(audience=Audience.PUBLIC, public_from=1)

    anchor = factory.Sequence(lambda n: f"mihon{n}")
    label = factory.Sequence(lambda n: f"第{n + 30}章")
    position = factory.Sequence(lambda n: n + 100)
    owner_name = "総合政策課"
    review_by = TODAY + timedelta(days=90)


class ChapterVersionFactory(DjangoModelFactory):
    """What a chapter says since the spring; ``draft=True``: what it shall say. ``first=True``: the one before is there."""

    class Meta:
        model = ChapterVersion
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(effective_from=None, published_by="", published_at=None, sha256="")

    chapter = factory.SubFactory(ChapterFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = "見本の章"
    text = "## ひとことで\n\n見本の文です。\n"
    why = "読みやすくしました。"
    written_by = published_by = "受付花子（デスク）"
    written_at = published_at = NOON
    effective_from = TODAY - timedelta(days=150)
    sha256 = factory.LazyAttribute(lambda one: digest(one.title, one.text))

    @classmethod
    def _create(cls, model_class, *args, **fields):
        version = model_class(*args, **fields)
        index_chapter(version)
        version.save()
        return version

    @factory.post_generation
    def first(self, create, is_wanted, **kwargs):
        if is_wanted:
            ChapterVersionFactory(
                chapter=self.chapter,
                number=1,
                text="## ひとことで\n\n初めの文です。\n",
                effective_from=TODAY - timedelta(days=300),
            )


class AcknowledgementFactory(DjangoModelFactory):
    class Meta:
        model = Acknowledgement

    version = factory.SubFactory(ChapterVersionFactory)
    user = factory.SubFactory(StaffFactory)
    at = NOON


class MethodFactory(DjangoModelFactory):
    class Meta:
        model = Method

    code = factory.Sequence(lambda n: f"mihon-{n}")
    position = factory.Sequence(lambda n: n + 100)
    name = factory.Sequence(lambda n: f"見本の手法{n}")
    summary = "一緒に試す手法です。"
    decided_by = "担当課の課長が決めます。"
    days = "おおよそ2か月（見本）"
    fits = "- 小さく試したいとき。\n"
    fits_not = "- すぐに契約が要るとき。\n"
    steps = "1. 担当課が相談します。\n"
    cautions = "- 終わり方を先に決めます。\n"
    owner = factory.SubFactory(DivisionFactory)
    review_by = TODAY + timedelta(days=90)
    updated_at = NOON
    updated_by = "受付花子（デスク）"

    @classmethod
    def _create(cls, model_class, *args, **fields):
        method = model_class(*args, **fields)
        method.index(method.name, method.summary, method.fits, method.steps)
        method.save()
        return method


class CaseFactory(DjangoModelFactory):
    """A case that a 課 began, with its first version; ``words`` go into the version.

    ``opened=True`` is read by staff, ``published=True`` by everybody (with a face).
    """

    class Meta:
        model = CaseStudy
        skip_postgeneration_save = True

    class Params:
        opened = factory.Trait(state=CaseState.INTERNAL, opened_at=NOON)
        published = factory.Trait(state=CaseState.PUBLIC, opened_at=NOON)
        retired = factory.Trait(state=CaseState.RETIRED, retired_at=NOON)
        past = factory.Trait(opened=True, review_by=TODAY - timedelta(days=1))

    code = factory.Sequence(lambda n: f"j-mihon{n}")
    origin = CaseOrigin.FORM
    implementer = "奈良市"
    organization = factory.SubFactory(OrganizationFactory)
    partner_name = factory.LazyAttribute(lambda one: one.organization.name if one.organization else "")
    field = "防災"
    year = 2026
    owner = factory.SubFactory(DivisionFactory)
    review_by = TODAY + timedelta(days=365)
    drafted_at = updated_at = NOON
    drafted_by = "担当三郎（環境政策課）"

    @factory.post_generation
    def words(self, create, words, **kwargs):
        version = CaseVersionFactory(case=self, **(words or {}))
        self.index(version.title, version.summary, version.work, version.stumble, version.reuse)
        self.save()
        if self.state == CaseState.PUBLIC:
            PublicFaceFactory(case=self, version=version, published=True)


class CaseVersionFactory(DjangoModelFactory):
    class Meta:
        model = CaseVersion

    case = factory.SubFactory(CaseFactory)
    number = 1
    title = factory.Sequence(lambda n: f"見本の事例{n}")
    summary = "地域防災力を高める講座をひらきました。"
    background = "講座をひらく人が足りませんでした。"
    work = "会社の方が講師になりました。"
    effect = "参加した方が増えました。"
    voice = "地域の方と話せてよかったです。"
    stumble = "日程が合いませんでした。早めに決めました。"
    reuse = "講師の派遣の文書は、そのまま使えます。"
    why = "初めの版です。"
    written_by = "担当三郎（環境政策課）"
    written_at = NOON


class PublicFaceFactory(DjangoModelFactory):
    """What a partner is asked to agree to; ``published=True``: it did, and the public reads it."""

    class Meta:
        model = PublicFace

    class Params:
        published = factory.Trait(answered_at=NOON, answered_by="会社次郎", has_agreed=True, published_at=NOON)

    case = factory.SubFactory(CaseFactory, opened=True)
    version = factory.LazyAttribute(lambda one: one.case.current())
    words = factory.LazyAttribute(
        lambda one: (
            {field: getattr(one.version, field) for field in PUBLIC}
            | {
                "field": one.case.field,
                "method": one.case.method.name if one.case.method else "",
                "implementer": one.case.implementer,
                "year": one.case.year,
                "partner": one.case.partner_name,
                "division": one.case.owner.name,
            }
        )
    )
    sha256 = "0" * 64
    made_at = asked_at = NOON
    made_by = "受付花子（デスク）"

    @classmethod
    def _create(cls, model_class, *args, **fields):
        face = model_class(*args, **fields)
        face.index(*(str(face.words.get(field, "")) for field in PUBLIC))
        face.save()
        return face


class SupportRequestFactory(DjangoModelFactory):
    class Meta:
        model = SupportRequest

    topic = SupportTopic.CONTRACT
    title = "随意契約にしてよいか"
    division = factory.SubFactory(DivisionFactory)
    asked_by = "担当三郎（環境政策課）"
    asker = factory.SubFactory(StaffFactory)
    asked_at = NOON
    due_on = TODAY + timedelta(days=7)


class FaqFactory(DjangoModelFactory):
    """A draft; ``opened=True`` is read by staff."""

    class Meta:
        model = Faq

    class Params:
        opened = factory.Trait(state=FaqState.OPEN, opened_at=NOON)

    code = factory.Sequence(lambda n: f"q-mihon{n}")
    topic = SupportTopic.CONTRACT
    question = factory.Sequence(lambda n: f"見本の質問{n}")
    answer = "理由を残せば、できます。"
    owner = factory.SubFactory(DivisionFactory)
    review_by = TODAY + timedelta(days=365)
    updated_at = NOON
    updated_by = "受付花子（デスク）"

    @classmethod
    def _create(cls, model_class, *args, **fields):
        faq = model_class(*args, **fields)
        faq.index(faq.question, faq.answer)
        faq.save()
        return faq


class CasePictureFactory(DjangoModelFactory):
    class Meta:
        model = CasePicture

    case = factory.SubFactory(CaseFactory)
    file = factory.SubFactory(PrivateFileFactory, original_name="shashin.jpg", content_type="image/jpeg")
    width, height = 1200, 800
    alt = "公民館で講座を受ける方々"
    credit = "奈良市"
    licence = Licence.CC_BY
    is_public = True
    added_at = NOON
    added_by = "担当三郎（環境政策課）"


class NavigatorAnswerFactory(DjangoModelFactory):
    class Meta:
        model = NavigatorAnswer

    question = factory.LazyFunction(
        lambda: NavigatorQuestion.objects.get_or_create(code="mihon", position=99, text="見本の質問ですか。")[0]
    )
    code = factory.Sequence(lambda n: f"kotae{n}")
    position = 1
    label = "はい"


class NavigatorRuleFactory(DjangoModelFactory):
    class Meta:
        model = NavigatorRule

    answer = factory.SubFactory(NavigatorAnswerFactory)
    method = factory.SubFactory(MethodFactory)
    points = 2
    reason = "小さく試せるからです。"


class TemplateFactory(DjangoModelFactory):
    class Meta:
        model = Template

    code = factory.Sequence(lambda n: f"yoshiki-{n}")
    position = factory.Sequence(lambda n: n + 100)
    name = factory.Sequence(lambda n: f"見本の様式{n}")
    purpose = "協定を結ぶときに使います。"
    owner = factory.SubFactory(DivisionFactory)
    review_by = TODAY + timedelta(days=365)


class TemplateVersionFactory(DjangoModelFactory):
    class Meta:
        model = TemplateVersion

    template = factory.SubFactory(TemplateFactory)
    number = 1
    file = factory.SubFactory(PrivateFileFactory, original_name="yoshiki.docx")
    why = "初めの版です。"
    added_at = NOON
    added_by = "受付花子（デスク）"


class VainSearchFactory(DjangoModelFactory):
    class Meta:
        model = VainSearch

    words = factory.Sequence(lambda n: f"見つからない言葉{n}")
    first_on = last_on = TODAY

"""事例: what was done together, as the city reads it, and as the partner agreed that everybody may read it."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from knowledge.enums import CaseOrigin, CaseState, Licence
from knowledge.rules import cases
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.models import PrivateFile
from nara_renkei.directory.models import Organization
from proposals.models import Proposal

from .kept import Kept, KeptQuerySet, Searched, SearchedQuerySet
from .method import Method

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class CaseStudyQuerySet(KeptQuerySet):
    def visible_to(self, user: "User | AnonymousUser", on: date) -> Self:
        """The desk reads all; whoever holds a post what is open to staff, and what its own 課 writes."""
        if not isinstance(user, User) or not user.is_employee or not user.may_enter_on(on):
            return self.none()
        if may(user, Permission.READ_ALL_PROPOSALS, on):
            return self
        if not user.posts_on(on):
            return self.none()
        return self.filter(Q(state__in=cases.OPEN) | Q(owner__in=division_ids(user, on)))

    def open_to_staff(self) -> Self:
        return self.filter(state__in=cases.OPEN)

    def public(self) -> Self:
        """Those that everybody reads, by their ``face``."""
        return self.filter(state=CaseState.PUBLIC)

    def handed_in(self) -> Self:
        """Those the desk has to look at."""
        return self.filter(state=CaseState.HANDED_IN)

    def refused_by_partner(self) -> Self:
        """Those open to staff whose partner said no to what it was asked last."""
        return self.open_to_staff().filter(pk__in=PublicFace.objects.refused().values("case"))

    def newest_first(self) -> Self:
        return self.order_by("-opened_at", "-pk")


class CaseStudy(Kept):
    """事例: the facts. What it says is in its versions, what the public reads in its faces."""

    code = models.SlugField("コード", max_length=20, unique=True)
    made_once = models.UUIDField("作成の鍵", default=uuid4, unique=True, editable=False)
    # where it comes from
    origin = models.CharField("生まれ方", max_length=10, choices=CaseOrigin)
    proposal = models.OneToOneField(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="knowledge",
        verbose_name="もとの提案",
    )
    source_name = models.CharField("出典", max_length=120, blank=True, help_text="取り込んだ事例の、公表元など。")
    source_url = models.URLField("出典のアドレス", max_length=300, blank=True)
    # who did it, when and how
    implementer = models.CharField("実施主体", max_length=80, help_text="例：奈良市")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="相手の団体"
    )
    partner_name = models.CharField(
        "相手の団体の名", max_length=120, blank=True, help_text="書いた時の名のまま残ります。"
    )
    field = models.CharField("分野", max_length=cases.FIELD)
    method = models.ForeignKey(
        Method, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="連携手法"
    )
    year = models.PositiveSmallIntegerField(
        "年度", null=True, blank=True, help_text="始まりの西暦。取り込んだ事例で分からないときは、空。"
    )
    started_on = models.DateField("始まった日", null=True, blank=True)
    ended_on = models.DateField("終わった日", null=True, blank=True)
    days = models.PositiveSmallIntegerField(
        "所要日数", null=True, blank=True, help_text="受付から結果のお知らせまでの開庁日。止まっていた日は数えません。"
    )
    # how far it is
    state = models.CharField("状態", max_length=10, choices=CaseState, default=CaseState.DRAFT)
    handed_in_at = models.DateTimeField("デスクに出した日時", null=True, blank=True)
    returned_reason = models.CharField("差し戻した理由", max_length=400, blank=True)
    opened_at = models.DateTimeField("庁内に公開した日時", null=True, blank=True)
    retired_at = models.DateTimeField("取り下げた日時", null=True, blank=True)
    retired_reason = models.CharField("取り下げた理由", max_length=400, blank=True)
    # who wrote it
    drafted_at = models.DateTimeField("書き始めた日時")
    drafted_by = models.CharField("書き始めた人", max_length=120)
    updated_at = models.DateTimeField("最後に変わった日時")
    version = models.PositiveIntegerField("保存の回数", default=1, help_text="保存するたびに進みます。")

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        verbose_name = "事例"
        verbose_name_plural = "事例"
        constraints = [
            models.CheckConstraint(
                name="case_comes_from_somewhere",
                condition=Q(origin=CaseOrigin.PROPOSAL, proposal__isnull=False)
                | Q(origin=CaseOrigin.FORM, proposal=None)
                | (Q(origin=CaseOrigin.IMPORT, proposal=None) & ~Q(source_name="")),
                violation_error_message="提案から生まれた事例には提案が、取り込んだ事例には出典が必要です。",
            ),
            models.CheckConstraint(
                name="case_open_iff_opened",
                condition=Q(state__in=[CaseState.DRAFT, CaseState.HANDED_IN], opened_at=None)
                | Q(state__in=[CaseState.INTERNAL, CaseState.PUBLIC], opened_at__isnull=False)
                | Q(state=CaseState.RETIRED),
                violation_error_message="庁内に公開した事例には、公開した日時が必要です。",
            ),
            models.CheckConstraint(
                name="case_retired_iff_date",
                condition=Q(state=CaseState.RETIRED, retired_at__isnull=False)
                | (~Q(state=CaseState.RETIRED) & Q(retired_at=None)),
                violation_error_message="取り下げた事例には、取り下げた日時が必要です。",
            ),
            models.CheckConstraint(
                name="case_partner_has_a_name",
                condition=Q(organization=None) | ~Q(partner_name=""),
                violation_error_message="相手の団体には、名が必要です。",
            ),
            models.CheckConstraint(
                name="case_ends_after_it_began",
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message="終わった日は、始まった日より後にしてください。",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="case_search"),
            models.Index(fields=["-opened_at", "-id"], name="case_open", condition=Q(state__in=["INTERNAL", "PUBLIC"])),
            models.Index(fields=["field"], name="case_open_field", condition=Q(state__in=["INTERNAL", "PUBLIC"])),
            models.Index(fields=["-year", "-id"], name="case_public", condition=Q(state="PUBLIC")),
            models.Index(fields=["handed_in_at"], name="case_handed_in", condition=Q(state="HANDED_IN")),
            models.Index(fields=["review_by"], name="case_review", condition=Q(state__in=["INTERNAL", "PUBLIC"])),
            models.Index(fields=["owner", "-updated_at", "-id"], name="case_of_division"),
            models.Index(fields=["-updated_at", "-id"], name="case_changed"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"case:{self.code}"

    @property
    def is_open(self) -> bool:
        return self.state in cases.OPEN

    @property
    def is_public(self) -> bool:
        return self.state == CaseState.PUBLIC

    @property
    def needs_consent(self) -> bool:
        """Whether a partner is named, who has to agree before the public reads it."""
        return bool(self.organization_id or self.partner_name)

    def current(self) -> "CaseVersion":
        """Return what the city reads. One query."""
        return self.versions.order_by("-number")[0]

    def face(self) -> "PublicFace | None":
        """Return what the public reads, None while it reads nothing. One query."""
        return self.faces.standing().first()


class CaseVersionQuerySet(models.QuerySet["CaseVersion"]):
    def current(self) -> Self:
        """Of each case the newest."""
        return self.filter(pk__in=self.order_by("case", "-number").distinct("case").values("pk"))


class CaseVersion(models.Model):
    """What a case says. The first is written in place until the desk has opened the case; then each change adds one."""

    case = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="versions", verbose_name="事例")
    number = models.PositiveSmallIntegerField("版")
    # both faces
    title = models.CharField("題", max_length=cases.TITLE)
    summary = models.CharField("概要", max_length=cases.SUMMARY)
    background = models.TextField("背景と課題", max_length=cases.LONG, blank=True)
    work = models.TextField("取り組んだこと", max_length=cases.LONG, blank=True)
    effect = models.TextField("効果", max_length=cases.LONG, blank=True)
    voice = models.TextField("事業者の声", max_length=cases.SHORT, blank=True)
    # what the public never reads
    benefit_yen = models.PositiveBigIntegerField(
        "効果額（円）", null=True, blank=True, help_text="市がしたとすれば、かかった費用。"
    )
    benefit_how = models.CharField("効果額の出し方", max_length=300, blank=True)
    decided_how = models.TextField("どう決めたか", max_length=cases.SHORT, blank=True)
    stumble = models.TextField("つまずきと対処", max_length=cases.SHORT, blank=True)
    reuse = models.TextField("他課で使える点", max_length=cases.SHORT, blank=True)
    handover = models.TextField("引継ぎメモ", max_length=cases.SHORT, blank=True)
    # who wrote it
    why = models.CharField("変えた理由", max_length=200)
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("書いた日時")

    objects = CaseVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "事例の版"
        verbose_name_plural = "事例の版"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="case_version_once", violation_error_message="この版は、もうあります。"
            ),
            models.CheckConstraint(
                name="case_version_says_something",
                condition=~Q(title="") & ~Q(summary="") & ~Q(why=""),
                violation_error_message="事例の版には、題・概要・変えた理由が必要です。",
            ),
            models.CheckConstraint(
                name="case_benefit_says_how",
                condition=Q(benefit_yen=None, benefit_how="") | (Q(benefit_yen__isnull=False) & ~Q(benefit_how="")),
                violation_error_message="効果額には、出し方を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} 第{self.number}版"

    @classmethod
    def label_of(cls, field: str) -> str:
        """Return what people call a field."""
        column: Any = cls._meta.get_field(field)
        return str(column.verbose_name)


class CasePicture(models.Model):
    """A picture of a case: made smaller by us, without the data that a camera adds."""

    case = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="pictures", verbose_name="事例")
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+", verbose_name="画像")
    width = models.PositiveSmallIntegerField("幅（ピクセル）")
    height = models.PositiveSmallIntegerField("高さ（ピクセル）")
    alt = models.CharField("画像の説明", max_length=200, help_text="見えない方にも伝わる言葉。")
    credit = models.CharField("撮った人・提供", max_length=80)
    licence = models.CharField("使い方の条件", max_length=10, choices=Licence)
    is_public = models.BooleanField("公開の事例にも出す", default=False)
    added_at = models.DateTimeField("加えた日時")
    added_by = models.CharField("加えた人", max_length=120)

    class Meta:
        verbose_name = "事例の画像"
        verbose_name_plural = "事例の画像"
        constraints = [
            models.CheckConstraint(
                name="case_picture_says_what_it_shows",
                condition=~Q(alt="") & ~Q(credit=""),
                violation_error_message="画像には、説明と、撮った人・提供が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return self.alt


class PublicFaceQuerySet(SearchedQuerySet):
    def standing(self) -> Self:
        """Those that the public reads."""
        return self.filter(published_at__isnull=False, taken_down_at=None, case__state=CaseState.PUBLIC)

    def asked(self) -> Self:
        """Those to which the partner has said neither yes nor no."""
        return self.filter(asked_at__isnull=False, answered_at=None, taken_down_at=None)

    def refused(self) -> Self:
        """Those to which the partner said no, and of which nothing newer was made."""
        newer = PublicFace.objects.filter(case=models.OuterRef("case"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(newer), answered_at__isnull=False, has_agreed=False)

    def shown_to(self, user: User) -> Self:
        """Those of which the 団体 of a person was asked, without what a newer one has replaced."""
        own = user.memberships.active().values_list("organization_id", flat=True)
        asked = self.filter(asked_at__isnull=False).exclude(taken_down_why=cases.REPLACED)
        return asked.filter(
            Q(case__organization__in=own) | Q(case__organization__merged_into__in=own), case__state__in=cases.OPEN
        )

    def with_case(self) -> Self:
        """With the case, without what a company's role may not read of it (0003_wall)."""
        return self.select_related("case").defer(*(f"case__{name}" for name in cases.CITY_ONLY))

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def newest_published_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


class PublicFace(Searched):
    """公開の面: exactly what the public reads of one version, frozen when the partner is asked (words + SHA-256).

    The partner agrees to these words and pictures and no others; a later version is asked anew, and until then
    the public goes on reading this one. Consent withdrawn: taken down, and the address answers 410.
    """

    case = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="faces", verbose_name="事例")
    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="+", verbose_name="もとの版")
    words = models.JSONField("公開する言葉")  # {field: text} of cases.PUBLIC, and the facts of cases.FACTS
    pictures = models.JSONField("公開する画像", default=list)  # uuids of files with alt, credit, licence, width, height
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField("作った日時")
    made_by = models.CharField("作った人", max_length=120)
    # what the partner said
    asked_at = models.DateTimeField("団体に尋ねた日時", null=True, blank=True)
    answered_at = models.DateTimeField("団体が答えた日時", null=True, blank=True)
    answered_by = models.CharField("答えた人", max_length=120, blank=True)
    has_agreed = models.BooleanField("同意した", default=False)
    remark = models.CharField("団体の言葉", max_length=400, blank=True)
    # whether the public reads it
    card = models.OneToOneField(
        PrivateFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="共有のときの画像"
    )
    published_at = models.DateTimeField("公開した日時", null=True, blank=True)
    taken_down_at = models.DateTimeField("公開をやめた日時", null=True, blank=True)
    taken_down_by = models.CharField("公開をやめた人", max_length=120, blank=True)
    taken_down_why = models.CharField("公開をやめた理由", max_length=400, blank=True)

    objects = PublicFaceQuerySet.as_manager()

    class Meta:
        verbose_name = "公開の面"
        verbose_name_plural = "公開の面"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(published_at__isnull=False, taken_down_at=None),
                name="public_face_once",
                violation_error_message="この事例は、もう公開しています。",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(published_at=None, answered_at=None, taken_down_at=None),
                name="public_face_asked_once",
                violation_error_message="この事例は、もう団体に尋ねています。",
            ),
            models.CheckConstraint(
                name="public_face_agreed_iff_answered",
                condition=Q(answered_at=None, answered_by="", has_agreed=False)
                | (Q(answered_at__isnull=False, asked_at__isnull=False) & ~Q(answered_by="")),
                violation_error_message="団体の答えには、日時と人が必要です。",
            ),
            models.CheckConstraint(
                name="public_face_published_after_yes",
                condition=Q(published_at=None) | Q(asked_at=None) | Q(has_agreed=True),
                violation_error_message="団体が同意していない事例は、公開できません。",
            ),
            models.CheckConstraint(
                name="public_face_taken_down_says_who",
                condition=Q(taken_down_at=None, taken_down_by="")
                | (Q(taken_down_at__isnull=False) & ~Q(taken_down_by="")),
                violation_error_message="公開をやめたときは、日時と人が必要です。",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="public_face_search"),
            models.Index(
                fields=["-published_at", "-id"],
                name="public_face_standing",
                condition=Q(published_at__isnull=False, taken_down_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} 公開の面"

    @property
    def title(self) -> str:
        return str(self.words["title"])

    @property
    def is_waiting(self) -> bool:
        """Whether the partner has still to answer."""
        return self.answered_at is None and self.taken_down_at is None

    @property
    def is_standing(self) -> bool:
        """Whether the public reads it, as long as its case is public."""
        return self.published_at is not None and self.taken_down_at is None

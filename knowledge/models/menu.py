"""企業メニュー: what a partner offers, kept when the event is over."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from knowledge.enums import MenuState
from knowledge.rules import menus
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.models import PrivateFile
from nara_renkei.directory.models import Organization
from proposals.enums import Cost

from .kept import Searched, SearchedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class MenuQuerySet(SearchedQuerySet):
    def visible_to(self, user: "User | AnonymousUser", on: date) -> Self:
        """The desk reads all, whoever holds a post what is open to staff, a company its own."""
        if not isinstance(user, User):
            return self.none()
        if not user.is_employee:
            return self.of_organizations(user.memberships.active().values_list("organization_id", flat=True))
        if may(user, Permission.READ_ALL_PROPOSALS, on):
            return self
        return self.open_to_staff() if user.may_enter_on(on) and user.posts_on(on) else self.none()

    def of_organizations(self, organizations: "Collection[int] | models.QuerySet[Organization, int]") -> Self:
        """Those of these 団体, and of the ones that were merged into them."""
        return self.filter(Q(organization__in=organizations) | Q(organization__merged_into__in=organizations))

    def open_to_staff(self) -> Self:
        return self.filter(state=MenuState.OPEN)

    def offered(self) -> Self:
        """Those the desk has to look at."""
        return self.filter(state=MenuState.OFFERED)

    def past_review(self, day: date) -> Self:
        """Those that stand open although their review-by date has passed."""
        return self.open_to_staff().filter(review_by__lt=day)

    def in_field(self, field: str) -> Self:
        """Those of a 分野; all of them when none is named."""
        return self.filter(field=field) if field else self

    def with_body(self) -> Self:
        """With the 団体 and the one it was merged into."""
        return self.select_related("organization__merged_into")

    def newest_first(self) -> Self:
        """The one opened last first."""
        return self.order_by("-opened_at", "-pk")

    def newest_found_first(self) -> Self:
        """The same order, worded so that a rare word is looked up in its index before anything is put in order."""
        return self.order_by(Coalesce("opened_at", "offered_at").desc(), "-pk")

    def by_field(self) -> Self:
        """In the order of a booklet: 分野, 団体, title."""
        return self.order_by("field", "organization__name", "title", "pk")

    def in_hand(self) -> Self:
        """In the order of the company's own page: what stands first, then what was taken back."""
        return self.order_by(F("withdrawn_at").asc(nulls_first=True), "-updated_at", "-pk")


class Menu(Searched):
    """企業メニュー. Staff read it once the desk has opened it; the public never does."""

    code = models.SlugField("コード", max_length=20, unique=True)
    made_once = models.UUIDField("作成の鍵", default=uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    # what is offered
    title = models.CharField("題", max_length=menus.TITLE)
    field = models.CharField("分野", max_length=menus.FIELD)
    offer = models.CharField("紹介する内容", max_length=menus.OFFER)
    needs = models.CharField("市に求めること", max_length=menus.NEEDS, blank=True)
    cost = models.CharField("市の費用", max_length=10, choices=Cost)
    slide = models.OneToOneField(
        PrivateFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="スライド（PDF）"
    )
    source = models.CharField("もとになったもの", max_length=menus.SOURCE, blank=True, help_text="例：event:2026")
    # whom staff may ask, as the company chose
    contact_name = models.CharField("窓口の方", max_length=60, blank=True)
    contact_email = models.EmailField("窓口のメール", blank=True)
    contact_phone = models.CharField("窓口の電話", max_length=20, blank=True)
    # how far it is
    state = models.CharField("状態", max_length=10, choices=MenuState, default=MenuState.OFFERED)
    opened_at = models.DateTimeField("庁内に公開した日時", null=True, blank=True)
    review_by = models.DateField("見直しの期限", null=True, blank=True)
    asked_at = models.DateTimeField("続けるかを団体に尋ねた日時", null=True, blank=True)
    withdrawn_at = models.DateTimeField("取り下げた日時", null=True, blank=True)
    # who wrote it
    offered_at = models.DateTimeField("出した日時")
    offered_by = models.CharField("出した人", max_length=120)
    updated_at = models.DateTimeField("最後に変わった日時")
    updated_by = models.CharField("最後に変えた人", max_length=120)
    version = models.PositiveIntegerField("版", default=1, help_text="保存するたびに進みます。")
    objects = MenuQuerySet.as_manager()

    class Meta:
        verbose_name = "企業メニュー"
        verbose_name_plural = "企業メニュー"
        constraints = [
            models.CheckConstraint(
                name="menu_says_what_it_offers",
                condition=~Q(title="") & ~Q(field="") & ~Q(offer=""),
                violation_error_message="企業メニューには、題・分野・紹介する内容が必要です。",
            ),
            models.CheckConstraint(
                name="menu_contact_can_be_reached",
                condition=Q(contact_name="") | ~Q(contact_email="") | ~Q(contact_phone=""),
                violation_error_message="窓口の方には、メールか電話が必要です。",
            ),
            models.CheckConstraint(
                name="menu_open_iff_reviewed",
                condition=Q(state=MenuState.OPEN, opened_at__isnull=False, review_by__isnull=False)
                | (~Q(state=MenuState.OPEN) & Q(opened_at=None, review_by=None)),
                violation_error_message="庁内に公開した企業メニューには、公開した日時と見直しの期限が必要です。",
            ),
            models.CheckConstraint(
                name="menu_withdrawn_iff_date",
                condition=Q(state=MenuState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=MenuState.WITHDRAWN) & Q(withdrawn_at=None)),
                violation_error_message="取り下げた企業メニューには、取り下げた日時が必要です。",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="menu_search"),
            models.Index(fields=["-opened_at", "-id"], name="menu_open", condition=Q(state="OPEN")),
            models.Index(fields=["field", "-opened_at", "-id"], name="menu_open_field", condition=Q(state="OPEN")),
            models.Index(fields=["review_by"], name="menu_review", condition=Q(state="OPEN")),
            models.Index(fields=["offered_at"], name="menu_offered", condition=Q(state="OFFERED")),
            models.Index(fields=["-updated_at", "-id"], name="menu_changed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"menu:{self.code}"

    @property
    def body(self) -> Organization:
        """The 団体 that offers it now. No query after ``with_body``."""
        return self.organization.merged_into or self.organization

    @property
    def is_open(self) -> bool:
        return self.state == MenuState.OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.state == MenuState.WITHDRAWN

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_email or self.contact_phone)

    def is_past_review(self, day: date) -> bool:
        return self.review_by is not None and self.review_by < day

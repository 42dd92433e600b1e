"""People, the posts they hold, and the 団体 they belong to."""

from datetime import date, datetime
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from nara_renkei.accounts.enums import Holding, LinkPurpose, MemberRole, Notice, PostKind
from nara_renkei.accounts.rules.roles import Permission, permissions_of
from nara_renkei.accounts.rules.titles import FOR_A_YEAR, OPEN_TO_ALL
from nara_renkei.core.calendar import local_day
from nara_renkei.core.gathering import Worded
from nara_renkei.directory.models import Department, Division, Organization, Section


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new person. Without a password only the mailed code opens the door."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A company's member or a member of staff. What a person may do follows from posts and memberships."""

    # who it is
    email = models.EmailField("メール", unique=True)
    name = models.CharField("氏名", max_length=60, blank=True)
    kana = models.CharField("カナ", max_length=60, blank=True)
    employee_number = models.CharField(
        "職員番号", max_length=12, unique=True, null=True, blank=True, help_text="職員だけ。"
    )
    # whether the door is open
    is_active = models.BooleanField("有効", default=True)
    last_day = models.DateField("最後の日", null=True, blank=True, help_text="退職の日。翌日の0時から入れません。")
    created_at = models.DateTimeField("登録日時", auto_now_add=True)
    # told to a person of a 団体 who has long not signed in: the account is closed after this day
    closing_on = models.DateField("閉じる前の最後の日", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = "利用者"
        verbose_name_plural = "利用者"

    def __str__(self) -> str:
        return self.name or self.email

    def may_enter_on(self, day: date) -> bool:
        """Return whether the door opens for this person on a day."""
        return self.is_active and (self.last_day is None or day <= self.last_day)

    @property
    def is_employee(self) -> bool:
        """Whether this is a member of staff; a 職員番号 makes one."""
        return self.employee_number is not None

    def posts_on(self, day: date) -> list["Post"]:
        """Return the posts held on a day. One query for the whole life of this object."""
        return [
            post for post in self._all_posts if post.starts_on <= day and (post.ends_on is None or day <= post.ends_on)
        ]

    def posts_after(self, day: date) -> list["Post"]:
        """Return the posts that begin later, the next first; for nobody's eyes but their own and 人事課's."""
        return [post for post in self._all_posts if post.starts_on > day]

    @cached_property
    def _all_posts(self) -> list["Post"]:
        return _POSTS.ask(user=self.pk)

    @property
    def is_staff(self) -> bool:
        """Django admin's own word: whether a post of today opens /admin/."""
        return self._may(Permission.ENTER_ADMIN)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django admin's own question; admin classes ask ``may`` instead, so nothing is granted here."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def _may(self, permission: Permission) -> bool:
        # The admin asks without a date, so the clock is read here.
        today = timezone.localdate()
        return self.may_enter_on(today) and permission in permissions_of(post.kind for post in self.posts_on(today))


# every page that staff read asks it
_POSTS = Worded(
    lambda user: Post.objects.filter(user=user).select_related("division", "department").order_by("starts_on", "pk")
)


class NameChangeQuerySet(models.QuerySet["NameChange"]):
    def due_on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, applied_at=None).order_by("starts_on", "pk")


class NameChange(models.Model):
    """改姓 and a new address, known before its day. The daily task makes it so."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="name_changes", verbose_name="職員")
    name = models.CharField("新しい氏名", max_length=60)
    kana = models.CharField("新しいカナ", max_length=60, blank=True)
    email = models.EmailField("新しいメール")
    starts_on = models.DateField("始まり")
    applied_at = models.DateTimeField("反映日時", null=True, blank=True)

    objects = NameChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "氏名の変更"
        verbose_name_plural = "氏名の変更"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "starts_on"],
                name="name_change_once_a_day",
                violation_error_message="同じ日の氏名の変更があります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.name}"


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: date) -> Self:
        return self.filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def answering_for(self, division: Division) -> Self:
        """The posts that can answer for a 課: 課長 and 代決者."""
        return self.filter(division=division, kind__in=[PostKind.MANAGER, PostKind.DEPUTY])


class Post(models.Model):
    """職・席. Access follows the post at once; authorship stays with the person."""

    # who sits where
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts", verbose_name="職員")
    kind = models.CharField("席の種類", max_length=10, choices=PostKind)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="部"
    )
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="課"
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="係"
    )
    # how it is held
    title = models.CharField("職名", max_length=40, blank=True)
    grade = models.CharField("級", max_length=10, blank=True)
    holding = models.CharField("本務・兼務", max_length=12, choices=Holding, default=Holding.MAIN)
    appointment = models.CharField("任用区分", max_length=20, blank=True)
    # when
    starts_on = models.DateField("始まり")
    ends_on = models.DateField("終わり", null=True, blank=True, help_text="最後の日。空なら続いています。")

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "席"
        verbose_name_plural = "席"
        constraints = [
            models.CheckConstraint(
                name="post_period",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
            models.CheckConstraint(
                name="post_of_division_names_it",
                condition=~Q(kind__in=["OFFICER", "DEPUTY", "MANAGER"]) | Q(division__isnull=False),
                violation_error_message="担当・代決者・課長の席には課が必要です。",
            ),
            models.CheckConstraint(
                name="post_of_department_names_it",
                condition=~Q(kind__in=["LEADER", "DIRECTOR"]) | Q(department__isnull=False),
                violation_error_message="次長・部長の席には部が必要です。",
            ),
            models.CheckConstraint(
                name="post_for_a_year_decides_nothing",
                condition=~Q(appointment__contains=FOR_A_YEAR) | Q(kind__in=OPEN_TO_ALL),
                violation_error_message="会計年度任用職員は、確認や裁定をする席（課長・代決者・次長・部長・市長など）に就けません。担当の席にしてください。",
            ),
            models.CheckConstraint(
                name="post_for_a_year_ends",
                condition=~Q(appointment__contains=FOR_A_YEAR) | Q(ends_on__isnull=False),
                violation_error_message="会計年度任用職員の席には、終わりの日（3月31日まで）が必要です。",
            ),
        ]
        indexes = [models.Index(fields=["division", "kind"], name="post_division_kind")]

    def __str__(self) -> str:
        return f"{self.division or self.department or ''}{self.title or self.get_kind_display()}"

    def is_held_at(self, moment: Any) -> bool:
        day = local_day(moment)
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> Self:
        return self.filter(left_at=None)

    def in_order(self) -> Self:
        """管理者 first, then as they joined."""
        return self.select_related("user").order_by("role", "joined_at", "pk")


class Member(models.Model):
    """A person of a 団体. The 団体 owns the proposals; a member who left sees none of them."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="members", verbose_name="団体"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name="担当者")
    role = models.CharField("役割", max_length=8, choices=MemberRole, default=MemberRole.CONTACT)
    joined_at = models.DateTimeField("参加日時")
    left_at = models.DateTimeField("退会日時", null=True, blank=True)
    muted = ArrayField(
        models.CharField(max_length=12, choices=Notice), verbose_name="受け取らないお知らせ", default=list, blank=True
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "団体の担当者"
        verbose_name_plural = "団体の担当者"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(left_at=None),
                name="member_once",
                violation_error_message="この人は、もう団体の担当者です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.user}"


class CapabilityLinkQuerySet(models.QuerySet["CapabilityLink"]):
    def usable(self, at: datetime) -> Self:
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)


class CapabilityLink(models.Model):
    """A link in a mail that opens one thing once. Only the SHA-256 of its 256 bits is kept."""

    purpose = models.CharField("用途", max_length=20, choices=LinkPurpose)
    about = models.CharField("対象", max_length=80)
    email = models.EmailField("送り先")
    token_sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    # how long it opens
    created_at = models.DateTimeField("作成日時")
    created_by = models.CharField("送った人", max_length=120)
    expires_at = models.DateTimeField("期限")
    used_at = models.DateTimeField("使った日時", null=True, blank=True)
    revoked_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    objects = CapabilityLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "メールのリンク"
        verbose_name_plural = "メールのリンク"
        constraints = [
            models.CheckConstraint(
                name="link_used_or_revoked",
                condition=Q(used_at=None) | Q(revoked_at=None),
                violation_error_message="使ったリンクは取り消せません。",
            ),
        ]
        indexes = [models.Index(fields=["purpose", "about"], name="link_about")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.about}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> Self:
        return self.filter(link__used_at=None, link__revoked_at=None, link__expires_at__gt=at)


class Invitation(models.Model):
    """A member asks somebody into the 団体."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="invitations", verbose_name="団体"
    )
    role = models.CharField("役割", max_length=8, choices=MemberRole, default=MemberRole.CONTACT)
    link = models.OneToOneField(
        CapabilityLink, on_delete=models.PROTECT, related_name="invitation", verbose_name="メールのリンク"
    )
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="受けた人"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "招待"
        verbose_name_plural = "招待"

    def __str__(self) -> str:
        return f"{self.organization} {self.link.email}"


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> Self:
        return self.filter(decided_at=None)

    def oldest_first(self) -> Self:
        return self.order_by("requested_at", "pk")


class JoinRequest(models.Model):
    """Somebody asks to join a 団体 that exists already; a member or the desk decides."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="join_requests", verbose_name="団体"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="join_requests", verbose_name="申し出た人")
    name = models.CharField("氏名", max_length=60)
    reason = models.CharField("団体との関係", max_length=200, blank=True)
    requested_at = models.DateTimeField("申し出た日時")
    # what became of it
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)
    decided_by = models.CharField("決めた人", max_length=120, blank=True)
    is_approved = models.BooleanField("認めた", default=False)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "参加の申出"
        verbose_name_plural = "参加の申出"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=Q(decided_at=None),
                name="join_request_open_once",
                violation_error_message="参加の申出は、もう出ています。",
            ),
            models.CheckConstraint(
                name="join_request_approved_iff_decided",
                condition=Q(is_approved=False) | Q(decided_at__isnull=False),
                violation_error_message="認めた申出には決めた日時が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.name}"

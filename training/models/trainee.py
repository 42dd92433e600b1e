from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from nara_renkei.accounts.models import Post, User
from nara_renkei.directory.models import Department
from training.enums import Duty, Mark, Origin, Way

from .course import Course, Session


class TraineeQuerySet(models.QuerySet["Trainee"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def required(self) -> Self:
        """Those who must attend: they are what a cover is counted of."""
        return self.filter(duty=Duty.REQUIRED).exclude(origin=Origin.SUBSTITUTE)

    def shown(self) -> Self:
        """Those who find the 研修 among their own: a 回 of it is shown, and they are on its list or came."""
        sessions = Session.objects.shown().filter(course=OuterRef("course"))
        attendances = Attendance.objects.filter(trainee=OuterRef("pk"))
        return self.filter(Exists(sessions)).filter(~Q(duty=Duty.GONE) | Exists(attendances))

    def expected(self) -> Self:
        """Those who come: the required and the substitutes, without whoever sends a substitute."""
        return self.filter(duty=Duty.REQUIRED, substitute=None)

    def in_department(self, department: Department, day: date) -> Self:
        """Those with a post of a 部 on a day."""
        posts = Post.objects.held_on(day).filter(department=department, user=OuterRef("user"))
        return self.filter(Exists(posts))

    def in_order(self) -> Self:
        return self.order_by("user__employee_number")


class Trainee(models.Model):
    """A person on the list of a 研修. Whatever follows hangs on the person, so that it outlives an 異動."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="trainees", verbose_name="研修")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="職員")
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="trainees", verbose_name="出る回"
    )
    # why, and whether still
    origin = models.CharField("もと", max_length=10, choices=Origin, default=Origin.RULE)
    duty = models.CharField("扱い", max_length=10, choices=Duty, default=Duty.REQUIRED)
    reason = models.CharField(
        "理由", max_length=200, blank=True, help_text="加えた、免除した、ほかの回にした、代わりにした理由。"
    )
    substitute = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="stands_for", verbose_name="代わりの人"
    )
    # who put it so, when
    set_at = models.DateTimeField("決めた日時")
    set_by = models.CharField("決めた人", max_length=120)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = "研修の対象者"
        verbose_name_plural = "研修の対象者"
        constraints = [
            models.UniqueConstraint(
                fields=["course", "user"],
                name="trainee_once",
                violation_error_message="この職員は、もう名簿にいます。",
            ),
            models.CheckConstraint(
                name="trainee_exception_has_reason",
                condition=Q(duty="REQUIRED", origin="RULE") | Q(duty="GONE") | ~Q(reason=""),
                violation_error_message="加える、免除する、代わりにするときは、理由を書いてください。",
            ),
            models.CheckConstraint(
                name="trainee_not_own_substitute",
                condition=Q(substitute=None) | ~Q(substitute=models.F("id")),
                violation_error_message="本人は、本人の代わりになれません。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def key(self) -> str:
        """How the audit and the outbox name it."""
        return f"trainee:{self.pk}"

    @property
    def standing(self) -> str:
        """Whether they must attend, and why they are on the list: 「対象」, 「デスクが加えた」, 「免除」."""
        if self.duty != Duty.REQUIRED:
            return self.get_duty_display()
        return self.get_duty_display() if self.origin == Origin.RULE else self.get_origin_display()


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def came(self) -> Self:
        return self.filter(mark__in=[Mark.PRESENT, Mark.LATE])


class Attendance(models.Model):
    """Whether a person came to a 回. Written by training/usecases/mark_attendance.py alone."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances", verbose_name="回")
    trainee = models.ForeignKey(Trainee, on_delete=models.PROTECT, related_name="attendances", verbose_name="対象者")
    mark = models.CharField("出欠", max_length=8, choices=Mark)
    # how it came
    way = models.CharField("付け方", max_length=6, choices=Way)
    marked_at = models.DateTimeField("付けた日時")
    marked_by = models.CharField("付けた人", max_length=120)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "出欠"
        verbose_name_plural = "出欠"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "trainee"],
                name="attendance_once",
                violation_error_message="この人の出欠は、もう付いています。直すには理由を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainee_id} {self.get_mark_display()}"


class AttendanceChange(models.Model):
    """A correction: what it was, who changed it, and why. Rows are only added."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="changes", verbose_name="出欠")
    before = models.CharField("前", max_length=8, choices=Mark)
    after = models.CharField("後", max_length=8, choices=Mark)
    reason = models.CharField("理由", max_length=200)
    changed_at = models.DateTimeField("直した日時")
    changed_by = models.CharField("直した人", max_length=120)

    class Meta:
        verbose_name = "出欠の訂正"
        verbose_name_plural = "出欠の訂正"
        constraints = [
            models.CheckConstraint(
                name="attendance_change_has_reason",
                condition=~Q(reason=""),
                violation_error_message="直した理由を書いてください。",
            ),
            models.CheckConstraint(
                name="attendance_change_changes",
                condition=~Q(before=models.F("after")),
                violation_error_message="同じ出欠には直せません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"

"""内示: a file of the personnel office that waits for its day. Before it nobody else learns what it says (ADR 0021)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from nara_renkei.accounts.enums import OrderKind, OrderState
from nara_renkei.core.calendar import wareki

WAITS = (OrderState.CHECKED, OrderState.PLANNED)


class PersonnelOrderQuerySet(models.QuerySet["PersonnelOrder"]):
    def due_on(self, day: date) -> Self:
        """Those whose 内示 has come; units before the people who move into them."""
        return self.filter(state=OrderState.PLANNED, announced_on__lte=day).in_order()

    def to_come_before(self, order: "PersonnelOrder") -> Self:
        """The planned reforms that will be in force when this order is brought in."""
        planned = self.filter(kind=OrderKind.UNITS, state=OrderState.PLANNED)
        return planned.filter(as_of__lte=order.as_of, announced_on__lte=order.announced_on).in_order()

    def refused(self) -> Self:
        return self.filter(state=OrderState.REFUSED)

    def in_order(self) -> Self:
        return self.order_by("as_of", "-kind", "pk")


class PersonnelOrder(models.Model):
    """内示・機構改革の予定. Only Permission.EDIT_STAFF reads it; nothing of it stands in another table before 内示."""

    kind = models.CharField("種類", max_length=5, choices=OrderKind, default=OrderKind.STAFF)
    # the file, which nobody downloads
    file_name = models.CharField("ファイル名", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    data = models.BinaryField("ファイルの中身", null=True)
    # when
    as_of = models.DateField("効力の始まる日", help_text="この日の0時から効きます。")
    announced_on = models.DateField("内示の日", help_text="この日に取り込みます。前の日までは、だれにも見えません。")
    # what it would change, as of the last look
    allow_many_leavers = models.BooleanField("3割を超える退職を認める", default=False)
    differences = models.JSONField("差", default=list, blank=True)  # [種類, 番号, 文]
    warnings = models.JSONField("注意", default=list, blank=True)
    # how far it is
    state = models.CharField("状態", max_length=9, choices=OrderState, default=OrderState.CHECKED)
    why = models.TextField("取り込めなかったわけ", blank=True)
    staged_by = models.CharField("入れた人", max_length=120)
    staged_at = models.DateTimeField("入れた日時")
    settled_at = models.DateTimeField("終わった日時", null=True, blank=True)

    objects = PersonnelOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "内示・機構改革の予定"
        verbose_name_plural = "内示・機構改革の予定"
        constraints = [
            models.CheckConstraint(
                name="order_is_announced_by_its_day",
                condition=Q(announced_on__lte=F("as_of")),
                violation_error_message="内示の日は、効力の始まる日までの日にしてください。",
            ),
            models.CheckConstraint(
                name="order_keeps_its_file_while_it_waits",
                condition=Q(state__in=WAITS, data__isnull=False, settled_at=None)
                | (~Q(state__in=WAITS) & Q(data=None, settled_at__isnull=False)),
                violation_error_message="ファイルの中身は、内示を待つあいだだけ残せます。",
            ),
            models.CheckConstraint(
                name="order_refused_says_why",
                condition=(Q(state=OrderState.REFUSED) & ~Q(why="")) | (~Q(state=OrderState.REFUSED) & Q(why="")),
                violation_error_message="取り込めなかったときは、わけが必要です。",
            ),
            models.CheckConstraint(
                name="order_withdrawn_says_nothing",
                condition=~Q(state=OrderState.WITHDRAWN) | Q(differences=[], warnings=[]),
                violation_error_message="取り下げた予定に、差は残せません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{wareki(self.as_of)}の{self.get_kind_display()}"

    @property
    def waits(self) -> bool:
        return self.state in WAITS

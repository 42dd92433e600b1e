"""Which of the city's procedures a 課 has seen to."""

from django.db import models

from screening.rules.city_procedures import BY_CODE

from .screening import Screening


class ProcedureTick(models.Model):
    """One procedure that was seen to: who, when. Taken away again with the tick; the audit remembers."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="procedure_ticks", verbose_name="スクリーニング"
    )
    code = models.SlugField("手続", max_length=30)
    ticked_by = models.CharField("印を付けた人", max_length=120)
    ticked_at = models.DateTimeField("印を付けた日時")

    class Meta:
        verbose_name = "手続の印"
        verbose_name_plural = "手続の印"
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "code"],
                name="procedure_tick_once",
                violation_error_message="この手続には、もう印が付いています。",
            ),
        ]

    def __str__(self) -> str:
        known = BY_CODE.get(self.code)
        return known.what if known else self.code

"""公募: what this proposer had been told by then."""

from django.db import models

from screening.rules.tender import Told

from .screening import Screening


class TenderDisclosure(models.Model):
    """The list as it stood when the proposal went to a 公募. Append-only."""

    screening = models.OneToOneField(
        Screening, on_delete=models.PROTECT, related_name="disclosure", verbose_name="スクリーニング"
    )
    content = models.JSONField("伝えたこと", default=list)
    sha256 = models.CharField("SHA-256", max_length=64)
    made_by = models.CharField("一覧を作った人", max_length=120)
    made_at = models.DateTimeField("一覧を作った日時")

    class Meta:
        verbose_name = "公募で見せる一覧"
        verbose_name_plural = "公募で見せる一覧"

    def __str__(self) -> str:
        return f"{self.screening} {self.sha256[:8]}"

    @property
    def items(self) -> list[Told]:
        return [Told(**one) for one in self.content]

"""What the city wrote down for itself: メモ and 対話の記録."""

from django.db import models

from nara_renkei.core.text import shortened

from .screening import Screening


class Note(models.Model):
    """庁内のメモ. Never a message; it is an official document all the same."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="notes", verbose_name="スクリーニング"
    )
    body = models.TextField("メモ", max_length=2000)
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "庁内のメモ"
        verbose_name_plural = "庁内のメモ"

    def __str__(self) -> str:
        return shortened(self.body, 40)


class Minutes(models.Model):
    """対話の記録."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="minutes", verbose_name="スクリーニング"
    )
    held_on = models.DateField("行った日")
    place = models.CharField("場所", max_length=120, blank=True)
    attendees = models.CharField("出席者", max_length=300)
    body = models.TextField("話したこと", max_length=4000)
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "対話の記録"
        verbose_name_plural = "対話の記録"

    def __str__(self) -> str:
        return f"{self.held_on} 対話の記録"

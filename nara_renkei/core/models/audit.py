"""What was done, and the chain that shows when it was changed."""

from django.db import models


class AuditEvent(models.Model):
    """What was done, by whom, to what. Append-only: a trigger refuses UPDATE and DELETE."""

    at = models.DateTimeField("日時")
    verb = models.CharField("したこと", max_length=40)
    about = models.CharField("対象", max_length=80)
    actor_key = models.CharField("した人の識別子", max_length=40)
    address = models.CharField("接続元", max_length=45, blank=True)
    keys = models.JSONField("識別子", default=dict, blank=True)

    class Meta:
        verbose_name = "監査の記録"
        verbose_name_plural = "監査の記録"
        indexes = [
            models.Index(fields=["about", "id"], name="audit_about"),
            models.Index(fields=["-at"], name="audit_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.about}"


class AuditSeal(models.Model):
    """A link of the chain: the digest of one batch of events and of the seal before."""

    at = models.DateTimeField("封印日時")
    events = models.PositiveIntegerField("件数")
    previous = models.CharField("前の封印", max_length=64, blank=True)
    digest = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "監査の封印"
        verbose_name_plural = "監査の封印"

    def __str__(self) -> str:
        return f"封印{self.pk}"


class SealedEvent(models.Model):
    """Which seal holds which event. A table of its own, because events are never updated."""

    event = models.OneToOneField(
        AuditEvent, on_delete=models.PROTECT, primary_key=True, related_name="+", verbose_name="監査の記録"
    )
    seal = models.ForeignKey(AuditSeal, on_delete=models.PROTECT, related_name="sealed", verbose_name="監査の封印")

    class Meta:
        verbose_name = "封印した記録"
        verbose_name_plural = "封印した記録"

    def __str__(self) -> str:
        return f"{self.event_id} → {self.seal_id}"

from typing import Self

from django.db import models

from dialogue.enums import LetterKind

from .event import Event


class EventLetterQuerySet(models.QuerySet["EventLetter"]):
    def of(self, event: Event, kind: LetterKind) -> Self:
        return self.filter(event=event, kind=kind)


class EventLetter(models.Model):
    """That a letter of an event went to somebody: nobody gets it twice."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="letters", verbose_name="ダイアログ")
    kind = models.CharField("種類", max_length=12, choices=LetterKind)
    about = models.CharField("宛先の鍵", max_length=80, help_text="団体・課・参加する人のどれか。")
    sent_at = models.DateTimeField("送った日時")
    sent_by = models.CharField("送った人", max_length=120)

    objects = EventLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "ダイアログの手紙"
        verbose_name_plural = "ダイアログの手紙"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "about"],
                name="event_letter_once",
                violation_error_message="この手紙は、もう送っています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}"

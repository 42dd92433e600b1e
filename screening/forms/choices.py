"""The fields that every form of the city shares: 課 to choose from, days, choices."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from nara_renkei.core.calendar import wareki
from nara_renkei.core.form_fields import REQUIRED
from nara_renkei.directory.models import Division

NO_MOMENT = "日時を入力してください。例：2026-12-07 10:00"
NO_DATE = "日付を入力してください。例：2026-12-07"


class DivisionChoice(forms.ModelChoiceField):
    """部 › 課. What cannot be sent to stays in the list: the use case says why."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Division.objects.none(), error_messages=chosen(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class DivisionChoices(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Division.objects.none(), error_messages=chosen(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class DivisionsOfDay:
    """The 課 of a day to choose from, read and named once for all the forms of a page."""

    def __init__(self, day: date) -> None:
        self.rows = divisions_on(day)

    @cached_property
    def names(self) -> list[tuple[int, str]]:
        return [(division.pk, name_of(division)) for division in self.rows]

    def offer(self, field: Any) -> None:
        """Let a DivisionChoice offer them; nothing is read before the field is shown or checked."""
        field.queryset = self.rows
        field.choices = lambda: [("", field.empty_label), *self.names]


def name_of(division: Division) -> str:
    """Return 「都市部 › 都市計画課」, with its last day when it has one."""
    until = f"（{wareki(division.valid_to)}まで）" if division.valid_to else ""
    return f"{division.department} › {division}{until}"


def chosen() -> dict[str, str]:
    return {
        "required": "選んでください。",
        "invalid_choice": "選べないものです。画面を開き直して、選び直してください。",
    }


def divisions_on(day: date) -> QuerySet[Division]:
    """Return the 課 of a day in the order of their codes, with the 部."""
    return Division.objects.valid_on(day).select_related("department").in_order()


def routable(day: date) -> QuerySet[Division]:
    """Return the 課 to choose from, also those that ended lately: who kept the page open gets the reason."""
    lately = Q(valid_to=None) | Q(valid_to__gte=day - timedelta(days=90))
    return Division.objects.filter(lately).select_related("department").order_by("code", "valid_from")


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"required": REQUIRED, "invalid": NO_DATE}, **kwargs
    )


def moment_field(label: str, **kwargs: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, widget=widget, error_messages={"required": REQUIRED, "invalid": NO_MOMENT}, **kwargs
    )


def choice_field(label: str, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=chosen(), **kwargs)

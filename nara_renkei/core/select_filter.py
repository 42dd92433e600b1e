"""A filter of the admin with many values: a box to choose from instead of a long list of links."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList


class SelectFilter(admin.SimpleListFilter):
    template = "admin/select_filter.html"

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        kept = {key: value for key, value in changelist.params.items() if key not in {self.parameter_name, "p"}}
        yield {
            "name": self.parameter_name,
            "kept": [
                (key, one) for key, value in kept.items() for one in (value if isinstance(value, list) else [value])
            ],
            "options": [(value, title, self.value() == value) for value, title in self.lookup_choices],
        }

"""What Django's admin takes on trust from its own pages, and anybody may send: keys, lookups, chosen rows."""

from typing import Any, Final

from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import ForeignKey, ManyToManyField
from django.http import HttpRequest

from .text import whole_number

# A list is narrowed by what is chosen, never letter by letter; a pattern may also be none.
GUESSING: Final = frozenset(
    {"contains", "icontains", "startswith", "istartswith", "endswith", "iendswith", "regex", "iregex", "iexact"}
)


class _KeysAlone:
    """Shown again with an error, the box names what was chosen, if it is a key at all."""

    def optgroups(self, name: str, value: list[Any], attr: Any = None) -> Any:
        keys = [one for one in value if whole_number(str(one)) is not None]
        return super().optgroups(name, keys, attr)  # type: ignore[misc]  # a mixin: the box is its base


class FoundByName(_KeysAlone, AutocompleteSelect):  # type: ignore[misc]  # both name optgroups, ours first
    """The box in which one row is found by its name."""


class ManyFoundByName(_KeysAlone, AutocompleteSelectMultiple):  # type: ignore[misc]  # both name optgroups, ours first
    """The box in which several rows are found by their names."""


class CarefulBoxes:
    """For a ModelAdmin or an inline: its ``autocomplete_fields`` stand whatever is sent in them."""

    def formfield_for_foreignkey(self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        self._choose(FoundByName, db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        self._choose(ManyFoundByName, db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin

    def _choose(self, box: Any, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        found: Any = self
        if db_field.name in found.get_autocomplete_fields(request):
            kwargs.setdefault("widget", box(db_field, found.admin_site))


class CarefulAdmin(CarefulBoxes, ModelAdmin):  # type: ignore[type-arg]  # of any model
    """A ModelAdmin that answers 400 or "there is none" to what its pages never send."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup.rpartition("__")[2] not in GUESSING and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]  # None is Django's default

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row; ３ is not another name of 3."""
        return super().get_object(request, object_id, from_field) if object_id.isascii() else None

    def response_action(self, request: HttpRequest, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.to_python(key)
            except ValidationError:
                raise BadRequest("a row that is none") from None
        return super().response_action(request, queryset, *args, **kwargs)

"""What every admin class of the project stands on: our permissions instead of Django's, and the audit."""

from typing import Any, ClassVar, Final

from django.contrib import admin
from django.db import models
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.actors import acting
from nara_renkei.core.audit import record
from nara_renkei.core.careful_admin import CarefulAdmin, CarefulBoxes

NO_SAVING: Final = dict.fromkeys(("show_save", "show_save_and_continue", "show_save_and_add_another"), False)


class Permitted:
    """Asks the posts of today. What is None is allowed to nobody."""

    view_permission: ClassVar[Permission | None] = None
    change_permission: ClassVar[Permission | None] = None
    add_permission: ClassVar[Permission | None] = None
    delete_permission: ClassVar[Permission | None] = None

    def _allows(self, request: HttpRequest, permission: Permission | None) -> bool:
        return permission is not None and may(request.user, permission, timezone.localdate())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allows(request, self.view_permission) or self._allows(request, self.change_permission)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allows(request, self.change_permission)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allows(request, self.add_permission)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allows(request, self.delete_permission)


class PermittedAdmin(Permitted, CarefulAdmin):  # type: ignore[misc]  # a mixin, of any model
    """The base of every ModelAdmin. State ``ordering``, ``view_permission`` and what else is allowed."""

    list_per_page = 50
    show_full_result_count = False
    # Bulk deletion is off everywhere; an admin class names the actions it has.
    actions: Any = None
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """A page on which nothing can be written has nothing to be saved."""
        boxes = context["inline_admin_formsets"]
        written = any(one.has_add_permission or one.has_change_permission or one.has_delete_permission for one in boxes)
        saving = {} if written or context["adminform"].form.fields else NO_SAVING
        return super().render_change_form(request, {**context, **saving}, *args, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._audit(request, "admin.add", obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._audit(request, "admin.change", obj, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self._audit(request, "admin.delete", obj, [])
        return super().log_deletions(request, queryset)

    def _audit(self, request: HttpRequest, verb: str, obj: Model, message: Any) -> None:
        # Names of fields only: the audit never holds what was written.
        changed = [part for part in message if isinstance(part, dict)] if isinstance(message, list) else []
        fields = sorted(
            {
                field
                for part in changed
                for change in part.values()
                if isinstance(change, dict)
                for field in change.get("fields", [])
            }
        )
        record(verb, about=f"{obj._meta.model_name}:{obj.pk}", by=acting(request), at=timezone.now(), fields=fields)


class PermittedTabularInline(Permitted, CarefulBoxes, admin.TabularInline):  # type: ignore[misc, type-arg]  # a mixin, of any model
    """Rows inside another page, by the same permissions."""

    extra = 0
    show_change_link = False


class PermittedStackedInline(Permitted, CarefulBoxes, admin.StackedInline):  # type: ignore[misc, type-arg]  # a mixin, of any model
    """Blocks inside another page, by the same permissions."""

    extra = 0
    show_change_link = False

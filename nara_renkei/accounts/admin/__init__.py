"""The admin of people and posts, and the base of every admin class of the project."""

from .mixins import Permitted, PermittedAdmin, PermittedStackedInline, PermittedTabularInline

__all__ = ["Permitted", "PermittedAdmin", "PermittedStackedInline", "PermittedTabularInline"]

"""The desk's side of a ダイアログ: one event, and a page for each part of the work (see ``pages``)."""

from .events import EventAdmin
from .registrations import RegistrationAdmin

__all__ = ["EventAdmin", "RegistrationAdmin"]

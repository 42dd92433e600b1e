"""The desk's side of a 研修: the course with its list, and a 回 with a page for each part of the work."""

from .afterwards import StumbleAdmin
from .courses import CourseAdmin
from .sessions import SessionAdmin

__all__ = ["CourseAdmin", "SessionAdmin", "StumbleAdmin"]

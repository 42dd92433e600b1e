from .course import AudienceRule, Course, CourseQuerySet, Session, SessionQuerySet
from .trainee import Attendance, AttendanceChange, AttendanceQuerySet, Trainee, TraineeQuerySet

__all__ = [
    "Attendance",
    "AttendanceChange",
    "AttendanceQuerySet",
    "AudienceRule",
    "Course",
    "CourseQuerySet",
    "Session",
    "SessionQuerySet",
    "Trainee",
    "TraineeQuerySet",
]

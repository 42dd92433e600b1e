from .course import AudienceRule, Course, CourseQuerySet, Session, SessionQuerySet
from .letter import LetterOrder, LetterOrderQuerySet, SessionLetter, SessionLetterQuerySet
from .material import Material, MaterialQuerySet, MaterialVersion, MaterialVersionQuerySet
from .promise import Resolution, ResolutionQuerySet, Stumble
from .self_study import (
    CheckQuestion,
    CheckQuestionQuerySet,
    SelfStudy,
    SelfStudyQuerySet,
    SelfStudyTry,
    SelfStudyTryQuerySet,
)
from .trainee import Attendance, AttendanceChange, AttendanceQuerySet, Trainee, TraineeQuerySet

__all__ = [
    "Attendance",
    "AttendanceChange",
    "AttendanceQuerySet",
    "AudienceRule",
    "CheckQuestion",
    "CheckQuestionQuerySet",
    "Course",
    "CourseQuerySet",
    "LetterOrder",
    "LetterOrderQuerySet",
    "Material",
    "MaterialQuerySet",
    "MaterialVersion",
    "MaterialVersionQuerySet",
    "Resolution",
    "ResolutionQuerySet",
    "SelfStudy",
    "SelfStudyQuerySet",
    "SelfStudyTry",
    "SelfStudyTryQuerySet",
    "Session",
    "SessionLetter",
    "SessionLetterQuerySet",
    "SessionQuerySet",
    "Stumble",
    "Trainee",
    "TraineeQuerySet",
]

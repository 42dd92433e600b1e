"""The desk's side of a survey: words, letters, result."""

from .survey import SurveyAdmin

__all__ = ["SurveyAdmin"]

"""What the papers of a survey are called: PaperJob.kind; PaperJob.about is the survey's uuid."""

from typing import Final

RESULT: Final = "survey"  # 集計

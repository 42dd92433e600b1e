"""デスクへの相談: how long its texts are."""

TITLE, QUESTION, TEXT = 60, 120, 2000  # characters

"""デスクへの相談: how long its texts are, and by when the desk answers."""

from collections.abc import Mapping
from typing import Final

from knowledge.enums import SupportTopic

TITLE, QUESTION, TEXT = 60, 120, 2000  # characters
REASON = 200
WITHIN: Final[Mapping[str, int]] = {  # 開庁日 from the day of the 相談
    SupportTopic.METHOD: 5,
    SupportTopic.CONTRACT: 7,
    SupportTopic.FAIRNESS: 5,
    SupportTopic.COORDINATION: 10,
}

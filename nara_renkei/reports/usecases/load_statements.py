"""The first twelve statements of the 自己点検."""

from nara_renkei.reports.models import SelfCheckStatement
from nara_renkei.reports.rules.vision import STATEMENTS

FIRST_YEAR = 2025  # 令和7年度, when the desk opened


def load_statements() -> None:
    """Make them when there are none: what the desk has reworded stays."""
    if SelfCheckStatement.objects.exists():
        return
    SelfCheckStatement.objects.bulk_create(
        SelfCheckStatement(picture=picture, position=position, text=text, from_year=FIRST_YEAR)
        for position, (picture, text) in enumerate(STATEMENTS, start=1)
    )

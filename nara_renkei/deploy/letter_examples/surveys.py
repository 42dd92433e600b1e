from datetime import date
from types import SimpleNamespace

from .example import COMPANY, Example

SURVEY = {
    "survey": SimpleNamespace(title="公民連携ダイアログのアンケート", closes_on=date(2026, 12, 18)),
    "name": "白毫 遥",
    "intro": "12月5日のダイアログにお越しいただき、ありがとうございました。次の回に生かします。",
}
EXAMPLES = (
    Example("surveys/asked", "アンケートのお願い", COMPANY, SURVEY),
    Example("surveys/reminded", "アンケートのお願い、二度目", COMPANY, {**SURVEY, "intro": ""}),
)

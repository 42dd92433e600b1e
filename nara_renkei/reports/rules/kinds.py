"""The reports that a manager orders: PaperJob.kind, and what each is called."""

from typing import Final

MONTHLY, QUARTERLY, ANNUAL, FIGURES = "monthly", "quarterly", "annual", "figures"
# in the order of the form
ORDERED: Final = {MONTHLY: "月次報告", QUARTERLY: "四半期報告", ANNUAL: "年次報告", FIGURES: "数字の一覧"}

"""What stands where words were deleted because their 保存年限 had passed."""

from typing import Final

WIPED: Final = "（保存年限により削除）"

"""A plugin of pytest: -p taken writes into the folder $TAKEN what was taken of the inner floors.

Their modules are marked as they are imported, before pytest-django imports the first. No tracer runs (ADR 0023).
"""

import json
import os
from pathlib import Path

import pytest
from inner_floors import is_inner
from slipcover import ImportManager, Slipcover

ROOT = Path(__file__).resolve().parents[2]


class InnerFloors:
    """What slipcover asks about every module that is imported."""

    @staticmethod
    def matches(path: str | Path) -> bool:
        file = Path(path).resolve()
        return file.is_relative_to(ROOT) and is_inner(str(file.relative_to(ROOT)))


marks = Slipcover(branch=True, exclude_lines=["if TYPE_CHECKING:"])
ImportManager(marks, InnerFloors).__enter__()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    file = Path(os.environ["TAKEN"]) / f"{os.getpid()}.json"
    file.write_text(json.dumps(marks.get_coverage()), encoding="utf-8")

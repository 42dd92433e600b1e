"""The inner floors, and what no test took of them. The marks come from taken.py."""

import json
from fnmatch import fnmatch
from pathlib import Path

APPS = ("proposals", "screening", "dialogue", "training", "knowledge", "nara_renkei")
# the floors on which every branch has been taken by a test; the edge has its own matrix and journeys
INNER_FLOORS = ("*/rules/*.py", "*/usecases/*.py", "*/queries.py", "*/queries/*.py", "*/permissions.py")


def is_inner(name: str) -> bool:
    """Say whether the file with this name, from the root of the repository, lies on an inner floor of an app."""
    return name.startswith(APPS) and any(fnmatch(name, floor) for floor in INNER_FLOORS)


def left(taken: Path, root: Path) -> list[str]:
    """Return every line, branch and file of the inner floors that no process of the tests took, in order.

    taken is the folder into which each process has written a file.
    """
    seen = [json.loads(one.read_text(encoding="utf-8"))["files"] for one in taken.glob("*.json")]
    names = (str(one.relative_to(root)) for app in APPS for one in (root / app).rglob("*.py"))
    found = []
    for name in sorted(filter(is_inner, names)):
        told = [files[name] for files in seen if name in files]
        if not told:
            found.append(f"{name}: どのテストも開いていません")
            continue
        lines = set.intersection(*(set(one["missing_lines"]) for one in told))
        branches = set.intersection(*({(begin, end) for begin, end in one["missing_branches"]} for one in told))
        found += [f"{name}:{line}" for line in sorted(lines)]
        found += [f"{name}:{begin} → {end or '出口'}" for begin, end in sorted(branches)]
    return found

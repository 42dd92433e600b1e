"""Which 執行機関 a 部 belongs to. Its codes are those of ``directory.models.Organ``."""

ORGANS = {
    "教育": "EDUCATION",
    "企業局": "UTILITIES",
    "水道局": "UTILITIES",
    "消防": "FIRE",
    "農業委員会": "AGRICULTURE",
}


def organ_of(department: str) -> str:
    """Return the code of the 執行機関 by the name of a 部; what the table does not know is 市長部局."""
    return next((organ for start, organ in ORGANS.items() if department.startswith(start)), "MAYOR")

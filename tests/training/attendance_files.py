"""CSVs of who came, as other systems write them."""

HEAD = "職員番号,氏名,出欠"


def table(*rows, head=HEAD):
    """Return the text of a CSV; a row may be a Trainee, who came."""
    return "\n".join([head, *(one if isinstance(one, str) else line(one) for one in rows)]) + "\n"


def line(trainee, mark="出席", name=""):
    return f"{trainee.user.employee_number},{name or trainee.user.name},{mark}"

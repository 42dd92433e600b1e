"""nginx as in production, in front of a web server of this machine."""

import os
from pathlib import Path
from typing import Final

DEPLOY: Final = Path(__file__).resolve().parent.parent
ROOT: Final = DEPLOY.parent.parent


def rules_for(rules: str, run_dir: Path, *, port: int, web_port: int) -> str:
    """Return nginx.conf with the places of this run; every other rule stays. ValueError when a place is not in it."""
    places = {
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "server web:8000;": f"server 127.0.0.1:{web_port};",
        "alias /srv/run/files/;": f"alias {run_dir}/files/;",
        "alias /srv/pages/;": f"alias {DEPLOY}/pages/;",
        "alias /srv/static/;": f"alias {ROOT}/static/;",
        "pid /tmp/nginx.pid;": f"pid {run_dir}/nginx.pid;",
    }
    for theirs, ours in places.items():
        if rules.count(theirs) != 1:
            raise ValueError(f"nginx.conf に「{theirs}」が一度だけ出てくるはずです。")
        rules = rules.replace(theirs, ours)
    rules = rules.replace("_temp_path /tmp/", f"_temp_path {run_dir}/tmp/nginx-")  # noqa: S108 - not our place
    # the master of root lets its workers be nobody, who may not read the private files
    return f"user root;\n{rules}" if os.geteuid() == 0 else rules

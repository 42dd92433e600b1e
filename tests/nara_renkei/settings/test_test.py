"""The folder of a test run."""

import os
import subprocess
import sys
from pathlib import Path

SAY = "import nara_renkei.settings.test as settings; print(settings.RUN_DIR, settings.STATIC_ROOT.is_dir())"


def said(**environment: str) -> tuple[Path, str]:
    done = subprocess.run(
        [sys.executable, "-c", SAY],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "postgresql://nobody@/nowhere", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    folder, was_there = done.stdout.split()
    return Path(folder), was_there


def test_a_run_takes_the_folder_away_that_it_made(tmp_path):
    folder, was_there = said(TMPDIR=str(tmp_path))

    assert (folder.parent, was_there) == (tmp_path, "True")
    assert list(tmp_path.iterdir()) == []


def test_a_run_keeps_the_folder_that_it_was_given(tmp_path):
    folder, _ = said(RUN_DIR=str(tmp_path))

    assert folder == tmp_path
    assert folder.is_dir()

"""Thousands of damaged and disguised files: each is kept or refused in a sentence, and none breaks the renderer."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core import packages, private_files
from nara_renkei.core.page_images import WORDS, draw
from nara_renkei.core.private_files import KINDS, UploadRefused, check_upload
from nara_renkei.portal.demo.pictures import leaflet

from .office import SMALL

SENTENCES = {
    value.format(extension=kind, limit=20)
    for name, value in {**vars(packages), **vars(private_files)}.items()
    if name.isupper() and isinstance(value, str) and value.endswith("。")
    for kind in KINDS
}
HONEST = {**SMALL, "pdf": leaflet(2)}


def damaged(dice: random.Random) -> tuple[str, bytes]:
    """Cut, flip, double, swap and misname an honest file."""
    kind = dice.choice(sorted(HONEST))
    data = bytearray(HONEST[kind])
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(data))
        match dice.randrange(5):
            case 0:
                del data[place:]
            case 1:
                data[place] = dice.randrange(256)
            case 2:
                data[place:place] = data[: dice.randrange(200)]
            case 3:
                data[place : place + 8] = dice.randbytes(8)
            case 4:
                data += HONEST[dice.choice(sorted(HONEST))]
        data = data or bytearray(b"%")
    return dice.choice([kind, kind, kind, *sorted(HONEST)]), bytes(data)


def outcome(upload: SimpleUploadedFile) -> str:
    try:
        return check_upload(upload)
    except UploadRefused as exc:
        return str(exc)


@pytest.mark.parametrize("files", [1_000, pytest.param(20_000, marks=pytest.mark.full)])
def test_a_damaged_file_is_kept_or_refused_in_a_sentence(files):
    dice = random.Random(files)
    for _ in range(files):
        kind, data = damaged(dice)
        assert outcome(SimpleUploadedFile(f"a.{kind}", data)) in {*KINDS, *SENTENCES}


@pytest.mark.parametrize("files", [3, pytest.param(100, marks=pytest.mark.full)])
def test_a_damaged_file_ends_in_pictures_or_a_reason(files, tmp_path):
    dice = random.Random(files)
    path = tmp_path / "file"
    drawable = {kind: mime for kind, mime in KINDS.items() if kind in {"pdf", "jpg", "png"}}
    for _ in range(files):
        kind, data = damaged(dice)
        path.write_bytes(data)
        _, end = draw(path, drawable.get(kind, "application/pdf"), tmp_path)
        assert end in WORDS

"""Files made to do harm meet their sentence, or pictures and words; files as offices make them are never refused."""

import io
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nara_renkei.core.page_images import WORDS, draw
from nara_renkei.core.private_files import KINDS, UploadRefused, check_upload

from .hostile_files import hostile_files
from .ordinary_files import ordinary_files, picture, saved

HOSTILE = hostile_files()


def some(files, count, always="no such file"):
    """Return the parameters of a test: some in the gate and those of one kind, all under --full."""
    gate = {id(one) for one in random.Random(9).sample(files, count)}
    gate |= {id(one) for one in files if one.label.startswith(always)}
    return [pytest.param(one, id=one.label, marks=() if id(one) in gate else pytest.mark.full) for one in files]


def sentence_of(name, data):
    try:
        check_upload(SimpleUploadedFile(name, data))
    except UploadRefused as exc:
        return str(exc)
    return ""


def test_there_are_three_hundred_hostile_files():
    assert len({one.label for one in HOSTILE}) == len(HOSTILE) >= 300


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("file", some(HOSTILE, 25, "docx: "))
def test_a_hostile_file_meets_its_sentence(file):
    assert sentence_of(file.name, file.make()) == file.sentence


DRAWN = [one for one in HOSTILE if not one.sentence and one.name[-3:] in {"pdf", "jpg", "png"}]


@pytest.mark.parametrize("file", some(DRAWN, 2))
def test_a_hostile_file_that_is_kept_ends_in_pictures_or_a_reason(file, tmp_path):
    (tmp_path / "file").write_bytes(file.make())

    _, end = draw(tmp_path / "file", KINDS[file.name[-3:]], tmp_path)

    assert end in WORDS


ORDINARY = ordinary_files()


def test_there_are_two_hundred_ordinary_files():
    assert len({one.label for one in ORDINARY}) == len(ORDINARY) >= 200


@pytest.mark.parametrize("file", some(ORDINARY, 25))
def test_an_ordinary_file_is_kept(file):
    assert sentence_of(file.name, file.make()) == ""


SHOWN = [one for one in ORDINARY if one.name[-3:] in {"pdf", "jpg", "peg", "png"}]


@pytest.mark.parametrize("file", some(SHOWN, 2))
def test_an_ordinary_picture_or_pdf_is_drawn_whole(file, tmp_path):
    (tmp_path / "file").write_bytes(file.make())
    kind = file.name.rpartition(".")[2].replace("jpeg", "jpg")

    pages, end = draw(tmp_path / "file", KINDS[kind], tmp_path)

    assert (bool(pages), end) == (True, "")


@pytest.mark.parametrize("mode", ["CMYK", "I;16"])
def test_a_picture_is_drawn_in_its_shades(mode, tmp_path):
    kind = "jpg" if mode == "CMYK" else "png"
    (tmp_path / "file").write_bytes(saved(picture(mode), {"jpg": "JPEG", "png": "PNG"}[kind]))

    pages, _ = draw(tmp_path / "file", KINDS[kind], tmp_path)

    grey = Image.open(io.BytesIO(pages[0].data)).convert("L")
    assert [abs(grey.getpixel((x, 20)) - shade) < 25 for x, shade in ((5, 20), (50, 180))] == [True, True]

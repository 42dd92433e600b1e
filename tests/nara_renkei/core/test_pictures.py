"""A picture for a page of ours: what a stranger sends is read in another process and only our own JPEG is kept."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nara_renkei.core import pictures
from nara_renkei.core.models import FileState, PrivateFile
from nara_renkei.core.pictures import ENDED, NO_PICTURE, keep_picture
from nara_renkei.core.private_files import UploadRefused, open_file
from tests.harness import NOON
from tests.nara_renkei.core.photographs import photograph

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"


def upload(data, name="写真.jpg"):
    return SimpleUploadedFile(name, data)


def kept_image(picture):
    with open_file(picture.file) as file:
        return Image.open(io.BytesIO(file.read()))


def test_a_large_photograph_becomes_a_small_jpeg_without_what_the_camera_added():
    exif = Image.Exif()
    exif[0x010F] = "camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    data = photograph(exif=exif, icc_profile=b"a profile of colours")

    kept = keep_picture(upload(data), at=NOON)

    image = kept_image(kept)
    assert (image.format, image.size, (kept.width, kept.height)) == ("JPEG", (1600, 800), (1600, 800))
    assert dict(image.getexif()) == {}
    assert "icc_profile" not in image.info
    assert (kept.file.original_name, kept.file.content_type) == ("写真.jpg", "image/jpeg")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (photograph(mode="CMYK"), "印刷用.jpeg"),
        (photograph(mode="RGBA", kind="PNG"), "図.PNG"),
        (photograph(mode="P", kind="PNG"), "図.png"),
        (photograph(mode="L"), "白黒.jpg"),
    ],
)
def test_every_kind_of_colour_is_read(data, name):
    assert kept_image(keep_picture(upload(data, name), at=NOON)).mode == "RGB"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "図.svg", NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "図.png", "ファイルの中身が、名前の末尾（.png）と合いません。"),
        (photograph(kind="GIF", mode="P"), "動く.gif", NO_PICTURE),
        (b"%PDF-1.4", "資料.pdf", NO_PICTURE),
        (b"", "空.jpg", "ファイルの中身が空です。"),
        (photograph()[:2000], "途中.jpg", ENDED["broken"]),
        (photograph((11_000, 5_600), mode="1", kind="PNG"), "広い.png", ENDED["large"]),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence_and_leaves_nothing(data, name, sentence):
    with pytest.raises(UploadRefused) as refused:
        keep_picture(upload(data, name), at=NOON)

    assert str(refused.value).startswith(sentence)
    assert PrivateFile.objects.count() == 0


def test_what_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "draw", lambda *args: ([], "stopped"))

    with pytest.raises(UploadRefused, match="時間かメモリー"):
        keep_picture(upload(photograph((10, 10))), at=NOON)


def test_with_a_scanner_nobody_opens_it_before_the_scanner_has_spoken(settings):
    settings.CLAMD_SOCKET = "/nowhere"

    assert keep_picture(upload(photograph((10, 10)), ".jpg"), at=NOON).file.state == FileState.PENDING

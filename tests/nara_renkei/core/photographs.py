"""Pictures as bytes."""

import io

from PIL import Image


def photograph(size=(2400, 1200), mode="RGB", kind="JPEG", **fields):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **fields)
    return out.getvalue()

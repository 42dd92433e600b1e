"""What the search reads of a 連携手法: set whenever its words change."""

from knowledge.models import Method


def index_method(method: Method) -> None:
    """Set the search columns on the instance; the caller saves."""
    method.index(method.name, method.summary, method.fits, method.fits_not, method.steps, method.cautions)

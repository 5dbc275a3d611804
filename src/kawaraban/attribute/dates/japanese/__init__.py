"""Japanese times: forms over the text, longest first."""

from kawaraban.attribute.dates.japanese.scanning import scan

__all__ = ["scan"]

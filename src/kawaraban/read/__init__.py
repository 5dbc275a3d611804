"""read: a captured page -> an Article. Title, deck, authors, date, paragraphs, language."""

from kawaraban.read.model import Article, Image, Page, Paragraph, ReadError
from kawaraban.read.reading import read

__all__ = ["Article", "Image", "Page", "Paragraph", "ReadError", "read"]

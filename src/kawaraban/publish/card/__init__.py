"""A post as a picture of 1200 by 630 pixels, for those who share its address: `draw(Card, font) -> PNG`."""

from kawaraban.publish.card.drawing import HEIGHT, WIDTH, Card, draw
from kawaraban.publish.card.fonts import Font, find_font

__all__ = ["HEIGHT", "WIDTH", "Card", "Font", "draw", "find_font"]

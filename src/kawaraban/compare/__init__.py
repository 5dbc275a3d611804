"""compare: many Articles -> Stories, origins and checks. Copies, same story, corroborates, denies, repeats."""

from kawaraban.compare.relating import relate

__all__ = ["relate"]

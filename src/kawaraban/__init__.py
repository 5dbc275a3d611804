"""Kawaraban, a bilingual press-review desk.

News flows one way, and the packages are named after the stations it passes:

    follow -> keep -> read -> translate -> attribute -> compare -> publish

`desk` is the Django project that stores what passes and shows it; `newsstand` is a made-up press to try it on.
"""

__version__ = "0.1.0"

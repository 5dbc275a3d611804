"""Saved pages of a hosted blog, HTML or their bare text as copied from a browser -> posts.

    with open("20220517-1.html", "rb") as file:
        for found in read(file, name=file.name, date=None, zone=ZoneInfo("Asia/Tokyo")):
            ...  # ForeignPost or Doubt, in the order of the page

A page of either kind is a list of lines (`line`, from `markup` or `text`); `cutting` parts it into posts by `footers`
and `dates`, `titles` tells a title from a first sentence, `furniture` what is no post's; `days` finds each post's day,
`comments` what readers wrote, `addresses` where it stood, `bodies` its paragraphs, `bilingual` which translate which.
"""

from kawaraban.publish.formats.page.reading import read

__all__ = ["read"]

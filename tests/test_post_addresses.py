"""A post's address is what the site's own table of addresses makes of it."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk.models.blog import post_address


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.from_regex(r"[-\w]{1,100}", fullmatch=True))
def test_an_address_is_as_reverse_has_it(day: date, slug: str) -> None:
    of_table = {"year": day.year, "month": day.month, "day": day.day, "slug": slug}
    assert post_address(day, slug) == reverse("blog:post", kwargs=of_table)

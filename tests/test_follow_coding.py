"""Content codings undone, within bounds, whatever the bytes are."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.follow import FollowError
from kawaraban.follow.coding import decode


@given(st.binary(max_size=500), st.binary(max_size=500), st.sampled_from([b"", b"\x00" * 8, b"trailing words"]))
def test_members_of_a_gzip_file_follow_each_other_and_what_trails_is_left(
    first: bytes, second: bytes, trailing: bytes
) -> None:
    assert decode(gzip.compress(first) + gzip.compress(second) + trailing, "gzip") == first + second


@given(st.binary(max_size=500))
def test_codings_are_undone_in_the_order_opposite_to_their_making(content: bytes) -> None:
    assert decode(gzip.compress(zlib.compress(content)), "Deflate, x-gzip") == content


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "gzip, deflate", "identity", "br", "", None]))
def test_any_bytes_are_undone_or_refused_in_one_sentence(body: bytes, coding: str | None) -> None:
    try:
        decode(body, coding, limit=10_000)
    except FollowError as error:
        assert error.problem in ("server-error", "too-big")


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_an_answer_cut_short_is_not_taken_for_a_whole_one(coding: str) -> None:
    whole = gzip.compress(b"A story. " * 500) if coding == "gzip" else zlib.compress(b"A story. " * 500)
    with pytest.raises(FollowError) as caught:
        decode(whole[:-12], coding)
    assert caught.value.problem == "server-error"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_the_bound_is_exact(coding: str) -> None:
    pack = gzip.compress if coding == "gzip" else zlib.compress
    assert len(decode(pack(bytes(1000)), coding, limit=1000)) == 1000
    with pytest.raises(FollowError) as caught:
        decode(pack(bytes(1001)), coding, limit=1000)
    assert caught.value.problem == "too-big"

"""Models come from a registry whole and verified, whatever happens on the way; a model that came translates."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fxtranslate import discovery
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.translate import EngineChoice, Job, translate_job
from kawaraban.translate.engines.firefox import model_files
from kawaraban.translate.models import LICENCE, Model, ModelsError, Pace, available, download, route
from kawaraban.translate.models import registry as registry_module
from tests.mozilla import EN_PT, Mozilla, zst
from tests.servers import Site


@pytest.fixture
def mozilla() -> Iterator[Mozilla]:
    with Mozilla() as mozilla:
        yield mozilla


def small(mozilla: Mozilla, source: str = "en", target: str = "ja", **fields: Any) -> None:
    """A model whose files are no model's, for what is about getting them."""
    for kind, size in (("model", 300_000), ("srcvocab", 50_000), ("trgvocab", 60_000), ("lex", 40_000)):
        mozilla.offer(source, target, kind, hashlib.shake_128(kind.encode()).digest(size), **fields)


def the_model(mozilla: Mozilla) -> Model:
    (model,) = available(mozilla.registry)
    return model


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.zst")}


def published(model: Model) -> dict[str, str]:
    return {file.name: file.sha256 for file in model.files}


def test_a_model_that_was_downloaded_translates(mozilla: Mozilla, tmp_path: Path) -> None:
    mozilla.publish("en", "pt")
    folder = download(the_model(mozilla), tmp_path / "en-pt")
    assert model_files(folder).pair == ("en", "pt")
    (made,) = translate_job(EngineChoice("firefox", "en", "pt", str(folder)), Job(("The minister denied it.",)))
    assert made.text == "O ministro negou."


def test_our_list_is_the_one_that_the_engines_own_discovery_makes(mozilla: Mozilla) -> None:
    for pair in (("en", "ja"), ("ru", "en"), ("ja", "en")):
        small(mozilla, *pair)
    small(mozilla, "en", "de", version="4.0")
    mozilla.offer("en", "fr", "model", b"alone")
    body = json.dumps({"data": mozilla.records})
    complete = {pair for pair in discovery.model_pairs(body) if pair != ("en", "fr")}
    assert {(model.source, model.target) for model in available(mozilla.registry)} == complete


def test_what_a_model_is_stands_in_the_list(mozilla: Mozilla) -> None:
    small(mozilla, architecture="base")
    model = the_model(mozilla)
    assert (model.pair, model.version, model.architecture, model.licence) == ("en-ja", "3.0", "base", LICENCE)
    assert model.size == sum(len(content) for content in mozilla.files.values())
    assert [file.name for file in model.files] == [
        "model.enja.bin.zst",
        "lex.enja.bin.zst",
        "srcvocab.enja.spm.zst",
        "trgvocab.enja.spm.zst",
    ]


def test_the_newest_for_everyone_is_taken(mozilla: Mozilla) -> None:
    small(mozilla, version="3.0")
    small(mozilla, version="3.2")
    small(mozilla, version="3.3a1")
    small(mozilla, version="3.4", filter_expression="env.channel == 'nightly'")
    assert the_model(mozilla).version == "3.2"


def test_simplified_chinese_goes_by_two_letters(mozilla: Mozilla) -> None:
    small(mozilla, "zh-Hans", "en")
    small(mozilla, "zh-Hant", "en")
    assert the_model(mozilla).pair == "zh-en"


def test_a_pair_without_a_model_goes_through_english(mozilla: Mozilla) -> None:
    small(mozilla, "en", "ja")
    small(mozilla, "ru", "en")
    models = available(mozilla.registry)
    assert [leg.pair for leg in route(models, "ru", "ja")] == ["ru-en", "en-ja"]
    with pytest.raises(ModelsError, match="There are: en-ja, ru-en") as error:
        route(models, "ja", "ru")
    assert error.value.problem == "no-such-pair"


def test_progress_grows_to_the_whole_and_a_second_call_fetches_nothing(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    model, told = the_model(mozilla), []
    download(model, tmp_path / "en-ja", told.append)
    assert told == sorted(told)
    assert told[-1] == model.size
    asked = len(mozilla.asked)
    assert download(model, tmp_path / "en-ja") == tmp_path / "en-ja"
    assert len(mozilla.asked) == asked


def test_a_connection_that_breaks_is_taken_up_where_it_broke(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    mozilla.faults.break_after, mozilla.faults.breaks_left = 70_000, 3
    model = the_model(mozilla)
    assert contents(download(model, tmp_path / "en-ja")) == published(model)
    assert [wanted for _, wanted in mozilla.asked[:4]] == ["", "bytes=70000-", "bytes=140000-", "bytes=210000-"]


class Stopped(Exception):
    pass


def stop_at(bytes_: int) -> Callable[[int], None]:
    def progress(done: int) -> None:
        if done >= bytes_:
            raise Stopped

    return progress


def test_a_download_that_was_stopped_goes_on_in_the_middle(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    model = the_model(mozilla)
    with pytest.raises(Stopped):
        download(model, tmp_path / "en-ja", stop_at(150_000))
    assert not (tmp_path / "en-ja").exists()
    (part,) = (tmp_path / ".en-ja").iterdir()
    stood = part.stat().st_size
    assert 0 < stood < model.files[0].size
    told: list[int] = []
    assert contents(download(model, tmp_path / "en-ja", told.append)) == published(model)
    assert mozilla.asked[1][1] == f"bytes={stood}-"
    assert told[0] > stood
    assert sorted(path.name for path in tmp_path.iterdir()) == [".en-ja.lock", "en-ja"]


def test_a_server_without_ranges_sends_it_all_again(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    model = the_model(mozilla)
    with pytest.raises(Stopped):
        download(model, tmp_path / "en-ja", stop_at(150_000))
    mozilla.faults.no_range = True
    assert contents(download(model, tmp_path / "en-ja")) == published(model)


def test_a_part_of_another_version_is_not_gone_on_with(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    with pytest.raises(Stopped):
        download(the_model(mozilla), tmp_path / "en-ja", stop_at(150_000))
    for kind in ("model", "srcvocab", "trgvocab"):
        mozilla.offer("en", "ja", kind, f"newer {kind}".encode() * 9000, version="3.1")
    model = the_model(mozilla)
    assert contents(download(model, tmp_path / "en-ja")) == published(model)
    assert mozilla.asked[1][1] == ""


def test_a_part_that_was_spoilt_is_fetched_anew(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    model = the_model(mozilla)
    with pytest.raises(Stopped):
        download(model, tmp_path / "en-ja", stop_at(150_000))
    (part,) = (tmp_path / ".en-ja").iterdir()
    part.write_bytes(b"\0" * part.stat().st_size)
    assert contents(download(model, tmp_path / "en-ja")) == published(model)


def test_a_newer_version_takes_the_place_of_the_older(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    download(the_model(mozilla), tmp_path / "en-ja")
    for kind in ("model", "vocab"):
        mozilla.offer("en", "ja", kind, f"newer {kind}".encode(), version="3.1")
    model = the_model(mozilla)
    assert contents(download(model, tmp_path / "en-ja")) == published(model)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".en-ja.lock", "en-ja"]


@pytest.mark.parametrize(
    "fault, problem, words",
    [
        ({"flip": True}, "wrong-file", "is not the file that the registry names"),
        ({"html": True}, "web-page", "answers with a web page"),
        ({"status": 503}, "refused", r"answers with an error \(503\)"),
    ],
)
def test_a_fault_of_the_server_is_one_sentence_and_leaves_no_model(
    mozilla: Mozilla, tmp_path: Path, fault: dict[str, Any], problem: str, words: str
) -> None:
    for kind in ("model", "vocab"):
        mozilla.offer("en", "ja", kind, b"tiny")
    model = the_model(mozilla)
    for name, value in fault.items():
        setattr(mozilla.faults, name, value)
    with pytest.raises(ModelsError, match=words) as error:
        download(model, tmp_path / "en-ja")
    assert error.value.problem == problem
    assert not (tmp_path / "en-ja").exists()


def test_a_server_that_breaks_off_before_every_byte_is_not_asked_for_ever(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    model = the_model(mozilla)
    mozilla.faults.breaks_left = -1
    with pytest.raises(ModelsError, match="broke off: try again, and it goes on from there") as error:
        download(model, tmp_path / "en-ja")
    assert error.value.problem == "broken-off"
    assert len(mozilla.asked) == 1


def test_a_file_longer_than_announced_is_cut_off(mozilla: Mozilla, tmp_path: Path) -> None:
    record = mozilla.offer("en", "ja", "model", b"x" * 1000)
    mozilla.offer("en", "ja", "vocab", b"y")
    record["attachment"]["size"] = 10
    with pytest.raises(ModelsError) as error:
        download(the_model(mozilla), tmp_path / "en-ja")
    assert error.value.problem == "wrong-file"
    assert sum(path.stat().st_size for path in (tmp_path / ".en-ja").iterdir()) <= 10


def test_nobody_there_is_said(tmp_path: Path, mozilla: Mozilla) -> None:
    small(mozilla)
    model = the_model(mozilla)
    with socket.create_server(("127.0.0.1", 0)) as server:
        nowhere = f"http://127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(ModelsError, match="does not answer: check this machine's connection") as error:
        available(f"{nowhere}/v1")
    assert error.value.problem == "no-network"
    with pytest.raises(ModelsError) as error:
        download(replace(model, files=(replace(model.files[0], address=f"{nowhere}/x"),)), tmp_path / "en-ja")
    assert error.value.problem == "no-network"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"capabilities": {"attachments": {"base_url": "file:///etc/"}}}']
)
def test_an_address_that_is_no_registry_is_named(site: Site, body: bytes) -> None:
    site.answer("/v1/", body, content_type="application/json")
    with pytest.raises(ModelsError, match="is no registry of models: check KAWARABAN_MODELS_REGISTRY") as error:
        available(site.at("/v1"))
    assert error.value.problem == "not-a-registry"


def test_a_list_without_end_is_not_read(site: Site, mozilla: Mozilla) -> None:
    site.answer("/v1/", b" " * (registry_module._MAX_ROOT + 1), content_type="application/json")
    with pytest.raises(ModelsError) as error:
        available(site.at("/v1"))
    assert error.value.problem == "not-a-registry"


_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    where=st.sampled_from(
        ["attachment", "version", "fileType", "sourceLanguage", "architecture", "filter_expression", None]
    ),
    junk=_junk,
)
def test_one_bad_record_hides_no_good_one(where: str | None, junk: Any) -> None:
    good = {
        "fileType": "model", "sourceLanguage": "en", "targetLanguage": "ja", "version": "3.0", "architecture": "base",
        "decompressedSize": 3, "attachment": {"location": "a/b.zst", "hash": "0" * 64, "size": 3, "filename": "b.zst"},
    }  # fmt: skip
    bad = junk if where is None else good | {where: junk}
    assert registry_module._file(good, "http://127.0.0.1/a/") is not None
    found = registry_module._file(bad, "http://127.0.0.1/a/")
    assert found is None or (
        found[2].name == "model.enja.bin.zst" and found[2].address.startswith("http://127.0.0.1/a/")
    )


@pytest.mark.parametrize("location", ["http://169.254.169.254/x", "//elsewhere/x", "../../x", "http://[x"])
def test_a_location_that_leads_elsewhere_is_passed_over(mozilla: Mozilla, location: str) -> None:
    record = mozilla.offer("en", "ja", "model", b"x")
    mozilla.offer("en", "ja", "vocab", b"y")
    record["attachment"]["location"] = location
    for model in available(mozilla.registry):
        assert all(file.address.startswith(mozilla.site.at("/a/")) for file in model.files)


def test_a_disk_without_room_is_said_before_anything_is_fetched(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    model = the_model(mozilla)
    huge = replace(model, files=(replace(model.files[0], size=10**18), *model.files[1:]))
    with pytest.raises(ModelsError, match=r"lacks [0-9,]+ MB: make room") as error:
        download(huge, tmp_path / "en-ja")
    assert error.value.problem == "no-room"
    assert mozilla.asked == []


def test_a_disk_that_fills_up_keeps_what_came(mozilla: Mozilla, tmp_path: Path) -> None:
    """A real limit on what a process may write to a file stands in for a full disk: both refuse the write."""
    small(mozilla)
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from kawaraban.translate.models import available, download, ModelsError\n"
        "(model,) = available(sys.argv[1])\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, {resource.RLIM_INFINITY}))\n"
        "try:\n    download(model, Path(sys.argv[2]))\n"
        "except ModelsError as error:\n    print(error.problem, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, mozilla.registry, str(tmp_path / "en-ja")],
        capture_output=True, text=True, timeout=60, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stdout.startswith("no-room The disk of"), done.stderr
    model = the_model(mozilla)
    asked = len(mozilla.asked)
    assert contents(download(model, tmp_path / "en-ja")) == published(model)
    assert mozilla.asked[asked][1].startswith("bytes=")


def test_a_process_that_is_killed_half_way_leaves_what_the_next_goes_on_with(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    mozilla.faults.hold = threading.Event()
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from kawaraban.translate.models import available, download\n"
        "(model,) = available(sys.argv[1])\n"
        "download(model, Path(sys.argv[2]), lambda done: print(done, flush=True))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, mozilla.registry, str(tmp_path / "en-ja")],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert process.stdout is not None
    while int(process.stdout.readline()) < 100_000:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    mozilla.faults.hold = None
    model = the_model(mozilla)
    asked = len(mozilla.asked)
    assert contents(download(model, tmp_path / "en-ja")) == published(model)
    assert mozilla.asked[asked][1].startswith("bytes=")


def test_what_a_person_put_there_stays(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    mine = tmp_path / "en-ja"
    mine.mkdir()
    (mine / "model.mine.bin").write_bytes(b"mine")
    with pytest.raises(ModelsError, match="put there by hand: move it elsewhere") as error:
        download(the_model(mozilla), mine)
    assert error.value.problem == "taken"
    assert (mine / "model.mine.bin").read_bytes() == b"mine"


def test_a_folder_that_cant_be_made_is_named(mozilla: Mozilla, tmp_path: Path) -> None:
    small(mozilla)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ModelsError, match="can't be written") as error:
        download(the_model(mozilla), tmp_path / "file" / "en-ja")
    assert error.value.problem == "no-folder"


def test_the_frames_that_the_tests_pack_are_zstd() -> None:
    content = (EN_PT / "modelMeta.json").read_bytes() * 5000
    assert bytes(discovery.verify_and_decompress(zst(content), hashlib.sha256(content).hexdigest())) == content


def test_the_pace_is_that_of_the_last_seconds() -> None:
    now = iter((0.0, 1.0, 2.0, 10.0, 14.0, 20.0))
    pace = Pace(lambda: next(now))
    assert pace.at(0) == 0.0
    assert pace.at(1000) == 1000.0
    assert pace.at(2000) == 1000.0
    pace.at(2000)
    assert pace.at(2000) == 0.0  # nothing came lately, however fast it began
    assert pace.at(2600) == 100.0

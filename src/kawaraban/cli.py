"""The `kawaraban` command: one thin function a verb. Its contract is in docs/command.md."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from kawaraban import __version__, cli_attribute, cli_check, cli_compare, cli_dates, cli_moving, cli_relate
from kawaraban.cli_io import (
    Format,
    InputError,
    addresses_of,
    in_chunks,
    in_order,
    on_input,
    on_inputs,
    print_rows,
    read_input,
    read_lines,
    read_table,
)
from kawaraban.cli_options import data_option, desk_opened, format_option, language_of

if TYPE_CHECKING:
    from kawaraban.translate.glossary import Term


@click.group(context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": None})
@click.version_option(__version__, prog_name="kawaraban")
@data_option
def main() -> None:
    """A bilingual press-review desk: follow, keep, read, translate, attribute, publish."""
    # Several threads that wait for each other on small matrices are slower than one, by far where the machine is busy
    # (measured: 4 seconds against 32); work is spread over processes instead. Numpy reads this when it is first loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


_VERBS = (
    cli_moving.import_,
    cli_moving.export,
    cli_attribute.attribute,
    cli_dates.dates_,
    cli_compare.compare,
    cli_relate.relate,
    cli_check.check,
)
for _verb in _VERBS:
    main.add_command(_verb)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@data_option
def up(host: str, port: int) -> None:
    """Serve the desk and the blog, and keep following; prints a sign-in link.

    Example: kawaraban up --port 8080
    """
    with desk_opened(opened=False):
        from kawaraban.desk.serve import up

        up(host, port, click.echo)


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@data_option
def demo(port: int) -> None:
    """Try the desk on a made-up press, in a folder that is thrown away.

    Example: kawaraban demo --port 8080
    """
    with desk_opened(opened=False):
        from kawaraban.desk.serve import demo

        demo(port, click.echo)


@main.command("sign-in")
@click.option("--at", "base", default="http://127.0.0.1:8000", show_default=True, help="Where the desk is served.")
@click.option("--as", "name", metavar="NAME", help="Somebody of the desk; the owner, if nobody is named.")
@data_option
def sign_in(base: str, name: str | None) -> None:
    """Print a fresh one-time link for the desk's owner, or for somebody else; it works for half an hour.

    Example: kawaraban sign-in --at https://desk.example
    """
    with desk_opened():
        from kawaraban.desk.house import person_named, sign_in_address

        click.echo(sign_in_address(base.rstrip("/"), person_named(name) if name else None))


@main.command()
@click.argument("addresses", nargs=-1, required=True)
@format_option
@data_option
def follow(addresses: tuple[str, ...], form: Format) -> None:
    """Find the feed, sitemap, page or account behind each address, and follow it.

    Example: kawaraban follow https://paper.example/
    """
    with desk_opened():
        from kawaraban.desk import rows

        sys.exit(1 if print_rows(rows.follow(addresses), form, rows.describe, len(addresses), "Following") else 0)


@main.command()
@click.option("--source", "names", multiple=True, help="A source's name, number or address; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Every source, due or not.")
@format_option
@data_option
def poll(names: tuple[str, ...], everything: bool, form: Format) -> None:
    """Fetch what is due now, once, and move what came along; prints a summary.

    Example: kawaraban poll --all
    """
    with desk_opened():
        from kawaraban.desk import rows

        row = rows.poll(names, everything)
        print_rows([row], form, rows.describe_poll, 1, "Polling")
        sys.exit(1 if row["failures"] else 0)


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--urls", metavar="FILE.tsv", help="Rows path<TAB>url: where each saved page came from.")
@format_option
@data_option
def keep(inputs: tuple[str, ...], urls: str | None, form: Format) -> None:
    """Capture pages by address, or take in saved HTML and WARC files, as articles.

    Example: kawaraban keep --urls urls.tsv pages/*.html.gz https://paper.example/a.html
    """
    with desk_opened():
        from kawaraban.desk import rows

        taken = rows.keep(inputs, addresses_of(urls, inputs))
        sys.exit(1 if print_rows(taken, form, rows.describe_kept, len(inputs), "Keeping") else 0)


@main.command()
@click.argument("query")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 200))
@format_option
@data_option
def search(query: str, limit: int, form: Format) -> None:
    """What the desk has, best first: words, "phrases", -without, OR.

    Example: kawaraban search '支持率 -世論'
    """
    with desk_opened():
        from kawaraban.desk import rows

        hits = list(rows.found(query, limit))
        print_rows(hits, form, rows.describe_hit, len(hits), "Searching")
        if not hits and form == "text":
            click.echo(f"The desk has nothing on {query}: try fewer words, or follow more sources.", err=True)


@main.command()
@click.argument("action", type=click.Choice(["list", "get", "path"]), default="list")
@click.argument("languages", nargs=-1)
@format_option
@data_option
def models(action: str, languages: tuple[str, ...], form: Format) -> None:
    """List the translation models that the desk can use, get one, or say in which folder to put one.

    `get` takes two languages, from and to. What was stopped goes on where it stood.

    Example: kawaraban models get en ja
    """
    if len(languages) != (2 if action == "get" else 0):
        raise click.UsageError("`models get` takes two languages, such as en ja; `list` and `path` take none.")
    with desk_opened():
        from kawaraban.desk import engines, model_rows

        if action == "path":
            click.echo(str(engines.models_folder()))
            return
        found = model_rows.got(*languages) if action == "get" else model_rows.listed()
        describe = model_rows.describe_got if action == "get" else model_rows.describe
        if action == "list" and not found and form == "text":
            click.echo(engines.how_to_get_one("en", "ja"))
        sys.exit(1 if print_rows(found, form, describe, 1, "Listing") else 0)


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--urls", metavar="FILE.tsv", help="Rows path<TAB>url: where each page came from.")
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
def read(paths: tuple[str, ...], urls: str | None, form: Format) -> None:
    """Read saved pages as articles: title, authors, dates, paragraphs, language.

    Example: kawaraban read --urls urls.tsv --format jsonl pages/*.html.gz
    """
    from kawaraban.read.rows import describe, row_of

    addresses = addresses_of(urls, paths)
    jobs = [(path, addresses.get(path)) for path in paths]
    rows = in_order(partial(on_input, row_of), jobs)
    sys.exit(1 if print_rows(rows, form, describe, len(jobs), "Reading") else 0)


@main.command()
@click.argument("texts", nargs=-1, metavar="[SOURCE TARGET]")
@click.option("--pairs", metavar="FILE.tsv", help="Rows source_path<TAB>target_path, instead of SOURCE and TARGET.")
@click.option("--from", "source", required=True, metavar="LANGUAGE", help="The language of the originals: en.")
@click.option("--to", "target", required=True, metavar="LANGUAGE", help="The language of the translations: ja.")
@format_option
def align(texts: tuple[str, ...], pairs: str | None, source: str, target: str, form: Format) -> None:
    """Find which segments (lines) of a translation belong to which of the original.

    Example: kawaraban align article.en.txt article.ja.txt --from en --to ja
    """
    from kawaraban.translate.align.rows import describe, row_of

    if len(texts) != (0 if pairs else 2):
        raise click.UsageError("Give an original and its translation, or rows of both with --pairs FILE.tsv.")
    languages = language_of(source), language_of(target)
    jobs = [(*pair, languages) for pair in (read_table(pairs, 2) if pairs else [texts])]
    rows = in_order(partial(on_inputs, row_of), jobs)
    sys.exit(1 if print_rows(rows, form, describe, len(jobs), "Aligning") else 0)


def _terms(path: str, pair: tuple[str, str]) -> tuple[Term, ...]:
    """The terms of a file for a pair of languages. Raises click.BadParameter."""
    from kawaraban.translate.glossary import GlossaryError, PassedOver, read_terms

    try:
        entries = list(read_terms(read_input(path), pair))
    except (InputError, GlossaryError) as error:
        raise click.BadParameter(f"{path}: {error}") from error
    terms = (entry for entry in entries if not isinstance(entry, PassedOver))
    return tuple(term for term in terms if (term.source_language, term.target_language) == pair)


@main.command()
@click.option("--segments", required=True, metavar="FILE.tsv", help="Rows source<TAB>target; - is standard input.")
@click.option("--from", "source", required=True, metavar="LANGUAGE", help="The language of the originals: en.")
@click.option("--to", "target", required=True, metavar="LANGUAGE", help="The language of the renderings: ja.")
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="The day of publication, which “on Tuesday” is held against."
)
@click.option("--glossary", metavar="FILE", help="Terms to hold the renderings to: CSV or TBX.")
@click.option("--messages", type=click.Choice(["en", "ja"]), default="en", show_default=True)
@format_option
def proof(
    segments: str,
    source: str,
    target: str,
    published: datetime | None,
    glossary: str | None,
    messages: str,
    form: Format,
) -> None:
    """Hold renderings against their originals: numbers, dates, names, negation, attribution, and more.

    Example: kawaraban proof --segments pairs.tsv --from en --to ja --format jsonl
    """
    from kawaraban.translate.proof.rows import Settled, describe, rows_of

    pair = (language_of(source), language_of(target))
    terms = _terms(glossary, pair) if glossary else ()
    settled = Settled(*pair, published.date() if published else None, terms, messages)
    lines = read_lines(segments)
    rows = in_chunks(rows_of, "standard input" if segments == "-" else segments, lines, settled)
    sys.exit(1 if print_rows(rows, form, describe, len(lines), "Proofing") else 0)

"""Trying an engine on one sentence, as it stands in a form: in a process of its own, which can be ended."""

from __future__ import annotations

import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

from kawaraban.translate import EngineChoice, Job, TranslateError, Translation, translate_job

SECONDS = 45.0  # a model on a small machine takes its time; nobody looks at a page for longer
MAX_LENGTH = 500  # characters of the sentence

#: What is put into the field to begin with: news of nowhere, with a stance and a number to lose.
SENTENCES = {
    "en": "The harbour master claimed on Tuesday that 12 boats had left Port Maren before the storm.",
    "ru": "Начальник порта утверждал во вторник, что до шторма из Порт-Марена вышли 12 лодок.",
    "zh": "港务局长星期二声称，暴风雨来临之前已有12艘船离开马伦港。",
    "ja": "港長は火曜日、嵐の前に船12隻がマレン港を出たと主張した。",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: a translation, which may have a fault, or the error; `seconds` are the engine's own."""

    made: Translation | None = None
    seconds: float = 0.0
    error: TranslateError | None = None


def try_out(choice: EngineChoice, sentence: str, seconds: float = SECONDS) -> Trial:
    """Translates a sentence within so many seconds. Errors are told, not raised; nothing is stored."""
    context = get_context("spawn")  # not forked: this process has threads
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(choice, sentence[:MAX_LENGTH], theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        answer = mine.recv() if mine.poll(seconds) else None
    except (EOFError, OSError):
        answer = TranslateError("engine-failed", "The engine brought its process down: choose another model.")
    finally:
        process.kill()
        process.join()
        mine.close()
    if answer is None:
        answer = TranslateError(
            "no-answer", f"The engine did not answer within {seconds:.0f} seconds: look whether it runs."
        )
    return Trial(error=answer) if isinstance(answer, TranslateError) else Trial(*answer)


def _work(choice: EngineChoice, sentence: str, out: Connection) -> None:
    began = time.monotonic()
    try:
        (made,) = translate_job(choice, Job((sentence,)))
    except TranslateError as error:
        out.send(error)
    else:
        out.send((made, time.monotonic() - began))

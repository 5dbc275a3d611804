"""What Japanese writes for lengths of time, for what comes again, and for times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawaraban.attribute.dates.japanese.forms import Action, Form, Match, any_of
from kawaraban.attribute.dates.japanese.numbers import KANJI, NUMBER, value_of
from kawaraban.attribute.dates.partial import Clock, Partial, Piece, Step
from kawaraban.attribute.dates.reckoning import Unit, length
from kawaraban.attribute.dates.words import words_of

_LONGEST = 9_999
#: Words before 12年 that make a length of it.
_CUES = "懲役|禁錮|禁固|拘禁|刑期|約|およそ|過去|この|ここ|今後|最大|最長|最低|創業|満|計|延べ|まる|丸|わずか|実に"
_TAIL = "以上|以内|未満|ぶり|連続|近く|余り?|あまり|ほど|程度|足らず|弱|強|間|後(?!半)"
_NO_CLOCK = "間|点|期|代|速|計|差|折|々|短|効|刻"


def _unit(match: Match) -> Unit:
    return words_of("ja")["units"][match["unit"]]  # type: ignore[no-any-return]


def _number(match: Match) -> int:
    number = value_of(match["number"])
    return number if 0 < number <= _LONGEST else 0


def _length(match: Match) -> Piece | None:
    number = _number(match)
    count = f"{number}.5" if match["half"] else str(number)
    return Piece(match.span(), type="DURATION", value=length(_unit(match), count)) if number else None


def _hours_and_minutes(match: Match) -> Piece:
    return Piece(match.span(), type="DURATION", value=f"PT{value_of(match['hour'])}H{value_of(match['minute'])}M")


def _some(match: Match) -> Piece:
    unit = _unit(match)
    if match["tens"] and unit == "year":
        return Piece(match.span(), type="DURATION", value=length("decade" if match["tens"] == "十" else "century", "X"))
    return Piece(match.span(), type="DURATION", value=length(unit, "X"))


def _named(match: Match) -> Piece:
    return Piece(match.span(), type="DURATION", value=words_of("ja")["lengths"][match["word"]])


def _ago(match: Match) -> Piece | None:
    number = _number(match)
    return Piece(match.span(), Partial(step=Step(_unit(match), -number))) if number else None


def _half_ago(match: Match) -> Piece:
    return Piece(match.span(), Partial(step=Step("month", -6)))


def _past(match: Match) -> Piece:
    return Piece(match.span(), value="PAST_REF")


def _every(match: Match) -> Piece | None:
    number = _number(match)
    return Piece(match.span(), type="SET", value=length(_unit(match), str(number))) if number else None


def _set(match: Match) -> Piece:
    return Piece(match.span(), type="SET", value=words_of("ja")["sets"][match["word"]])


def _times(match: Match) -> Piece:
    return Piece(match.span(), type="SET", value={"年": "P1Y", "週": "P1W", "日": "P1D"}[match["unit"]])


def _age(match: Match) -> Piece | None:
    number = _number(match)
    return Piece(match.span(), type="DURATION", value=f"P{number}Y") if 0 < number < 130 else None


def _clock(match: Match) -> Piece | None:
    hour = value_of(match["hour"]) if match["hour"] != "零" else 0
    minute = 30 if match["thirty"] else value_of(match["minute"]) if match["minute"] else 0
    half = match["half"] or ""
    if half and hour > 12 and half != "深夜":
        return None
    if (half in ("午後", "夕方", "夜") and hour < 12) or (half == "夜" and hour == 12):
        hour += 12
    return Piece(match.span(), Partial(clock=Clock(hour, minute)))


def _noon(match: Match) -> Piece:
    return Piece(match.span(), Partial(clock=Clock(12)))


def _part(match: Match) -> Piece:
    return Piece(match.span(), Partial(part=words_of("ja")["parts"][match["part"]]), weak=True)


def length_forms() -> Iterator[Form]:
    """Lengths, ages, sets, and times of day."""
    tables = words_of("ja")
    unit = rf"(?P<unit>{any_of(tables['units'])})"
    long_units = rf"(?P<unit>{any_of(name for name in tables['units'] if name not in ('年', '日', '週', '四半期'))})"
    short = rf"(?P<number>(?<![0-9.,年月])[0-9]{{1,2}}|(?<![{KANJI}百千万])[{KANJI}]{{1,3}})"
    made: list[tuple[str, Action]] = [
        (rf"(?P<hour>{NUMBER})時間(?P<minute>[0-9]{{1,2}})分(?!の)", _hours_and_minutes),
        (rf"(?P<number>{NUMBER}){long_units}(?P<half>半)?(?!の[0-9一二]|前|目)(?:{_TAIL})?", _length),
        (rf"(?P<number>{NUMBER})(?P<unit>年|日|週)(?P<half>半)?(?:{_TAIL})", _length),
        (rf"{short}(?P<unit>年)(?P<half>半)?(?=の(?:刑|実刑|判決|任期|拘禁|懲役|歳月|猶予|契約))", _length),
        (rf"(?:ここ)?数(?P<tens>[十百])?{unit}(?:間|以内|前後|後)?(?!前)", _some),
        (rf"(?P<word>{any_of(tables['lengths'])})(?!前)", _named),
        (rf"(?P<number>{NUMBER}){unit}(?:間|半)?(?:ほど|余り)?前(?!後|半|年|期|倒)", _ago),
        (r"半年(?:ほど|余り)?前", _half_ago),
        (rf"数[十百]?{unit}前(?!後)", _past),
        (rf"(?P<number>{NUMBER}){unit}(?:おき|ごと|毎)", _every),
        (rf"(?P<word>{any_of(tables['sets'])})", _set),
        (rf"(?P<unit>[年週])に?(?:[0-9]{{1,2}}|[{KANJI}])回", _times),
        (r"[1一](?P<unit>[日年])(?:あたり|当たり|平均)", _times),
        (rf"(?P<number>{NUMBER})[歳才](?!児)", _age),
        (
            rf"(?:(?P<half>午前|午後|未明|早朝|夕方|深夜|[朝昼夜])の?)?(?P<hour>{NUMBER}|零)時(?!{_NO_CLOCK})"
            rf"(?:(?P<minute>[0-9]{{1,2}}|[{KANJI}]{{1,3}})分(?!間)|(?P<thirty>半))?",
            _clock,
        ),
        (
            r"(?:(?P<half>午前|午後|夜)の?)?(?<![0-9:])(?P<hour>[0-2]?[0-9]):(?P<minute>[0-5][0-9])(?![0-9:])"
            r"(?P<thirty>(?!))?",
            _clock,
        ),
        (r"正午", _noon),
        (rf"(?P<part>{any_of(tables['parts'])})(?!鮮|廷|日|食|刊|礼|顔|市|景|行|間|会|勤|具|逃|霧)", _part),
    ]
    for pattern, action in made:
        yield Form(re.compile(pattern), action)


def after_cue() -> Form:
    """懲役12年, 約20年: a length because of the word before it."""
    number = rf"(?P<number>[0-9]{{1,3}}|[{KANJI}百]{{1,4}})(?P<unit>年|日|週)(?!間?前)"
    return Form(re.compile(rf"(?:{_CUES})の?{number}(?P<half>半)?(?:{_TAIL})?"), _length_after)


def _length_after(match: Match) -> Piece | None:
    found = _length(match)
    return Piece((match.start("number"), match.end()), type="DURATION", value=found.value) if found else None

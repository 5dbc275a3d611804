"""Made-up news in any amount: as varied as needed, and the same on every run."""

from __future__ import annotations

from random import Random

_WHO = {
    "en": [
        "the mayor of Orrin",
        "a spokesman for the port",
        "two officials",
        "the ministry",
        "residents of Vell",
        "Anna Maren",
    ],
    "ja": ["オリン市長", "港の広報官", "当局者2人", "同省", "アンナ・マレン氏"],
    "ru": ["мэр Оррина", "представитель порта", "два чиновника", "министерство", "Анна Марен"],
    "zh": ["奥林市长", "港口发言人", "两名官员", "该部", "安娜·马伦"],
}
_DID = {
    "en": ["denied", "announced", "said nothing of", "confirmed", "questioned", "promised to publish"],
    "ja": ["を否定した", "を発表した", "に触れなかった", "を認めた", "を疑問視した", "の公表を約束した"],
    "ru": ["отрицает", "объявил о", "не упомянул", "подтвердил", "поставил под сомнение", "обещал раскрыть"],
    "zh": ["否认了", "宣布了", "没有提到", "证实了", "质疑", "承诺公布"],
}
_WHAT = {
    "en": [
        "the bridge closure",
        "a grain delay",
        "the ferry accident",
        "new water prices",
        "the vote count",
        "a power cut",
    ],
    "ja": ["橋の通行止め", "穀物の遅れ", "渡し船の事故", "新しい水道料金", "開票結果", "停電"],
    "ru": [
        "закрытие моста",
        "задержку зерна",
        "аварию парома",
        "новые цены на воду",
        "подсчёт голосов",
        "отключение света",
    ],
    "zh": ["大桥关闭", "粮食延误", "渡轮事故", "新水价", "计票结果", "停电"],
}
_TAIL = {
    "en": " on {day} November, after {number} people in {place} had asked for it",
    "ja": "。11月{day}日、{place}の{number}人の求めに応じたもの",
    "ru": " {day} ноября, после того как этого потребовали {number} человек в {place}",
    "zh": "，此前11月{day}日{place}有{number}人提出要求",
}
_PLACE = ["Orrin", "Vell", "Maren", "Tolsk", "Quay Nine", "Sandport", "Upper Lys", "Bay Hollow", "Kirs", "Ostern"]
_STOP = {"en": ". ", "ja": "。", "ru": ". ", "zh": "。"}


def headline(random: Random, language: str) -> str:
    """One headline, about 50 characters."""
    return _clause(random, language)[:1].upper() + _clause(random, language)[1:] + f" ({random.randrange(10_000)})"


def paragraph(random: Random, language: str) -> str:
    """One paragraph of two to four sentences."""
    return "".join(sentence(random, language) for _ in range(random.randint(2, 4))).strip()


def sentence(random: Random, language: str) -> str:
    tail = _TAIL[language].format(
        day=random.randint(1, 30), number=random.randint(2, 9000), place=random.choice(_PLACE)
    )
    clause = _clause(random, language)
    return clause[0].upper() + clause[1:] + tail + _STOP[language]


def _clause(random: Random, language: str) -> str:
    who, did, what = (random.choice(part[language]) for part in (_WHO, _DID, _WHAT))
    if language == "ja":
        return f"{who}は{what}{did}"
    return f"{who}{did}{what}" if language == "zh" else f"{who} {did} {what}"

"""Plain words: one spelling for what people write in several, and what is of no account."""

from __future__ import annotations

import re

from calibration.targets.numbers import tidy

AUTHORITIES = (
    r"(?:(?:english|local|upper tier|all|the|its|single|individual|of|\d+|children'?s services)\s)*"
    r"(?:authorit(?:y|ies)(?: areas?)?|councils?|las|l\.a\.s|departments|organisations?|trusts)\b"
)
"""Pattern for authorities by any name."""

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_ORDINALS = {
    "tenth percentile": "10th percentile", "ninetieth percentile": "90th percentile",
    "fifth percentile": "5th percentile", "top decile": "90th percentile",
    "bottom decile": "10th percentile", "ninth decile": "90th percentile",
    "first decile": "10th percentile", "upper decile": "90th percentile",
    "lower decile": "10th percentile", "upper quartile": "third quartile",
    "lower quartile": "first quartile", "top quartile": "third quartile",
    "bottom quartile": "first quartile", "3rd quartile": "third quartile",
    "1st quartile": "first quartile", "75th percentile": "third quartile",
    "25th percentile": "first quartile", "50th percentile": "median",
    "inter quartile": "interquartile", "co efficient": "coefficient",
}  # fmt: skip
_PARTS = {
    "twentieth": 0.05, "tenth": 0.1, "decile": 0.1, "fifth": 0.2, "quintile": 0.2,
    "quarter": 0.25, "quartile": 0.25, "third": 1 / 3, "tercile": 1 / 3, "half": 0.5,
}  # fmt: skip

_OF_NO_ACCOUNT = """
a about above across actual adjusted affluent after all among an and annual another any are
around as assessment assessments at audit audits authorities authority authority's
autocorrelation average averaged be before below best between by case cases cent change changes
child children children's coefficient compared completed completions consecutive consistent
correlated correlation council councils counts cross cross-sectional day days deadline decile
declared decrease department departments deprived deviation difference dispersion distribution
during each earlier elasticity employed employees end ending england england's english
equivalent every excess fall falls fewer fifth first following for fraction from fte full gap
gini given grade graded had has have held higher highest holding in inadequate increase index
individual inspected inspection inspections interquartile inverse is its itself judged judgement
just kurtosis la lag largest las last later least less level levels linear local long lower
lowest mass maximum mean means median minimum minus month months more most national next no not
number of ofsted on one open or organisations out outstanding over own past pearson per percent
percentage percentages percentile period permanent persistence point points pooled positions
post previous proportion quantile quarter quartile quartiles quintile range rank rate rates
rather ratio real records regression relative reported respect rise rises same sd second
sectional serial service service-user services share simple single skew skewness slope smallest
social spearman spread stability staff standard step subsequent successive tail tenth terms than
that the their them then third tier time to top total trend trusts typical under unweighted up
upon upper value values variance variation was weighted were when where which who whole whose
with within worker workers working year year's yearly years
"""
_STOP = frozenset(_OF_NO_ACCOUNT.split())


def plain(words: str) -> str:
    """Return words in lower case, numbers in digits, hyphens between words as blanks."""
    text = tidy(words).lower().replace("\u2019", "'")
    text = re.sub(r"(?<=[a-z])-(?=[a-z0-9])|(?<=\d)-(?=[a-z])", " ", text)
    text = re.sub(r"per cent\b|percent\b", "%", text)
    text = re.sub(
        rf"\b({'|'.join(_NUMBERS)})\b(?= (years?|working|percent|months|weeks|days))",
        lambda match: str(_NUMBERS[match[1]]),
        text,
    )
    for written, meant in _ORDINALS.items():
        text = text.replace(written, meant)
    return " ".join(re.sub(r"[\"\u201c\u201d;:?!]", " ", text).split())


def leftover(rest: str) -> list[str]:
    """Return the words of a text that have a meaning which was not used."""
    words = re.findall(r"(?<![\da-z#'])[a-z][a-z']+", rest)
    return sorted({word for word in words if word not in _STOP}, key=words.index)


def years_named(text: str) -> list[int]:
    """Return the calendar years in a text, a financial year by that in which it begins."""
    return [int(year) for year in re.findall(r"\b((?:19|20)\d\d)\b", text)]


def part_named(text: str) -> float:
    """Return the share of authorities that a text speaks of; a fifth when it does not say."""
    for word, part in _PARTS.items():
        if re.search(rf"deprived ({word})|({word})s? (of|by|most|least)|{word}s?$", text):
            return part
    match = re.search(r"deprived (\d+)(?:th)? ?%|(\d+) ?% (?:most|least) deprived", text)
    return float(match[1] or match[2]) / 100.0 if match else 0.2

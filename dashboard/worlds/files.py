"""Settings as a scenario file, and a visitor's own scenario file as settings."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePath

from dashboard.worlds.settings import Settings
from scenarios import load
from scenarios.document import Document
from scenarios.layout import ChangeTable, ScenarioFile
from scenarios.quoting import short
from scenarios.reading import MOST_BYTES
from sim.errors import InputError

_OWN = "Upload a file that stands alone, or use the command line"


def to_toml(settings: Settings) -> str:
    """Return the settings as a scenario file, which runs unchanged on the command line."""
    return "\n".join(_lines(settings)) + "\n"


def file_name(settings: Settings) -> str:
    """Return what the file is called."""
    return f"{settings.scenario.name}{'-changed' if settings.changed else ''}.toml"


def _lines(settings: Settings) -> Iterator[str]:
    scenario, baseline = settings.scenario, settings.scenario.baseline
    yield "# Made on the page of Golden Thread. In full, with the chances of the page:"
    yield f"#     goldenthread run {file_name(settings)} --seed {settings.seed}"
    title, claim, source = scenario.title, scenario.claim, scenario.source
    if settings.changed:
        title = f"{title}, changed on the page"
        claim = f"A question asked on the page, from: {claim}"
        source = f"our own question; before the changes: {source}"
    for key, words in (("title", title), ("claim", claim), ("source", source)):
        yield f"{key} = {quoted(words)}"
    yield f"against = {quoted((baseline or scenario).name)}"
    time, thread, size = scenario.time, scenario.thread, settings.size
    yield from ("", "[time]", f"first_year = {time.first_year!r}", f"years = {settings.years!r}")
    yield from (
        f"burn_in_years = {time.burn_in_years!r}",
        f"steps_per_year = {time.steps_per_year}",
    )
    yield from ("", "[world]", f"authorities = {size.authorities}", f"posts = {size.posts}")
    yield f"citizens_per_post = {size.citizens_per_post}"
    yield from ("", "[thread]", f"step = {thread.step!r}")
    yield from (f"whole = {thread.whole!r}", f"broken = {thread.broken!r}")
    if thread.lever is not None:
        yield f"lever = {quoted(thread.lever)}"
    values = {**scenario.own_parameters, **settings.outset}
    if values:
        yield from ("", "[parameters]")
        yield from (f"{quoted(name)} = {value!r}" for name, value in values.items())
    for change in settings.followed:
        yield from _change(change.entry)
    for mine in settings.changes:
        yield from _change(
            ChangeTable.model_validate(
                {"parameter": mine.parameter, "from": mine.start, "value": mine.value}
            )
        )


def _change(entry: ChangeTable) -> Iterator[str]:
    yield from ("", "[[change]]")
    for key, value in entry.model_dump(by_alias=True, exclude_defaults=True).items():
        yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(each) for each in value)}]"
    return quoted(value) if isinstance(value, str) else repr(value)


def quoted(words: str) -> str:
    """Return words as TOML writes them: as JSON does, but for one control character."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def from_upload(name: str, data: bytes) -> Settings:
    """Return the settings of a scenario file that a visitor has uploaded.

    The file is data: it may name shipped scenarios, and no other file of this machine.

    Raises
    ------
    InputError
        For whatever is wrong with it, with the file's name, the line and a remedy.
    """
    stem = re.sub(r"[^\w-]+", "_", PurePath(name.replace("\\", "/")).stem)[:40].strip("_")
    called = f"{stem or 'yours'}.toml"
    if len(data) > MOST_BYTES:
        raise InputError(
            f"the file is larger than {MOST_BYTES:,} bytes",
            remedy="Give a smaller one",
            where=called,
        )
    with tempfile.TemporaryDirectory(prefix="goldenthread-") as folder:
        path = Path(folder, called)
        path.write_bytes(data)
        try:
            document = Document.read(path)
            _stands_alone(document, document.content())
            return Settings.of(load(path), uploaded=True)
        except InputError as error:
            raise _without(error, f"{folder}/", called) from None


def _stands_alone(document: Document, content: ScenarioFile) -> None:
    """Refuse a file that would have others of this machine read, or has no baseline."""
    if content.against is None and not content.extends:
        raise InputError(
            "the file does not say which world it is compared with",
            remedy='Add against = "england"',
            where=str(document.source),
            key="against",
        )
    named = [(content.against, ("against",))]
    named += [(each, ("extends",)) for each in content.extends or ()]
    named += [
        (each.against, ("expect", place, "against"))  # type: ignore[misc]
        for place, each in enumerate(content.expect)
    ]
    for given, path in named:
        if given is not None and not re.fullmatch(r"\w+", given):
            raise InputError(
                f"the file stands on another file, {short(given)}, which is not here",
                remedy=f"Name a shipped scenario. {_OWN}",
                where=document.where(*path),
                value=given,
            )
    if content.world is not None and content.world.councils is not None:
        raise InputError(
            "the file names a table of councils, which is not here",
            remedy=f"Give authorities, posts and citizens_per_post. {_OWN}",
            where=document.where("world", "councils"),
            key="councils",
        )


def _without(error: InputError, folder: str, called: str) -> InputError:
    """Return an error that says the file's name, not where it lay for a moment."""
    where = error.where.replace(folder, "") or called
    return InputError(
        error.problem.replace(folder, ""),
        remedy=error.remedy.replace(folder, ""),
        where=where,
        key=error.key,
        value=error.value,
    )

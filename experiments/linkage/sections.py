"""The sections of the page, each from what one command found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from experiments.linkage.study import PARTS, Part
from experiments.sensitivity.outputs import HOPS, LOSSES, label_of
from experiments.wording import counted
from sim.parameters import PARAMETERS

BEST = 3
"""Parameters that are named for each output."""


def size(parts: Mapping[str, Part]) -> Iterator[str]:
    """Yield what was computed: commands, seed, councils, years."""
    made = parts["atlas"].manifest
    rows, time = made["councils"]["rows"], made["time"]
    citizens = round(sum(row["population_in_need"] for row in rows))
    yield (
        f"{made['worlds'][made['scenario']]['title']}: {counted(len(rows), 'council')} with "
        f"{citizens:,} citizens in need, {time['years']:g} years in {time['steps_per_year']} steps "
        f"a year after {time['burn_in_years']:g} of burn-in, ranges *{made['ranges']}*, seed "
        f"{made['seed']}; version {made['versions']['goldenthread']}, {made['date'][:10]}."
    )
    commands = "\n".join(part.command for part in parts.values())
    yield f"```\n{commands}\n```"


def atlas(part: Part) -> Iterator[str]:
    """Yield the sections of the atlas: what breaks which link, at which value, and which first."""
    told = part.found["told"]
    yield "### Which link breaks first"
    yield _bullets(told["path"])
    yield _figure("path", "What each link passes on along the path, and where it breaks")
    yield "### Which parameter breaks which link"
    yield (
        "Share of the variance in which a parameter is involved (total order), with its 95 % "
        "interval; only what stands clearly above the noise floor. *Chance*: share of the variance "
        "of the mean over the replicates that is chance."
    )
    yield _leading(part)
    yield _figure("matrix", "Total effect of each parameter on each link")
    named = _meanings(part.found["profiles"])
    if named:
        yield named
    yield "### At which value"
    yield _breaks(part)
    # Where links break stands in the table.
    yield _bullets(words for words in told["profiles"] if " breaks where " not in words)
    if part.found["profiles"]:
        yield _figure("profiles", "What each link passes on along the leading parameters")
    if part.found["maps"]:
        yield "### Two conditions at a time"
        yield _bullets(told["maps"])
        yield _figure("maps", "What each link passes on, over two parameters")


def _leading(part: Part) -> str:
    matrix = part.table("matrix")
    outputs = Part(part.folder / "sensitivity", {}, {}).table("outputs")
    method = "sobol" if "sobol" in set(outputs["method"]) else outputs["method"].iloc[0]
    outputs = outputs[(outputs["method"] == method) & (outputs["statistic"] == "mean")]
    about = outputs.set_index("output")
    rows = []
    for name, each in matrix.groupby("output", sort=False):
        by_loss = bool(each["of_loss"].iloc[0])
        shown = LOSSES[HOPS.index(str(name))] if by_loss else str(name)
        clear = each[each["important"]].nlargest(BEST, "effect")
        best = [
            f"`{row.parameter}` {row.effect:.2f} ({row.effect - 1.96 * row.error:.2f} to "
            f"{row.effect + 1.96 * row.error:.2f})"
            for row in clear.itertuples()
        ]
        reason = about["reason"][shown] or "nothing stands above the noise floor"
        rows.append(
            (
                label_of(shown),
                ", ".join(best) or reason,
                _percent(about["chance_in_mean"][shown]),
                about["verdict"][shown] or "-",
            )
        )
    return _table(("output", "moved most by", "chance", "samples"), rows)


def _breaks(part: Part) -> str:
    breaks = part.table("breaks")
    found = breaks[breaks["state"] == "breaks"]
    if found.empty:
        return "No link is surely broken on one side of a value, and surely not on the other."
    rows = [
        (f"`{row.line}`", _arrowed(row.link), "above" if row.rises else "below",
         f"{row.value:.3g}", f"{row.low:.3g} to {row.high:.3g}")
        for row in found.itertuples()
    ]  # fmt: skip
    return _table(("along", "link", "broken", "value", "95 % interval"), rows)


def _meanings(names: Sequence[str]) -> str:
    known = [PARAMETERS[name] for name in names if name in PARAMETERS]
    return "\n".join(f"* `{each.name}`: {each.meaning} ({each.unit})." for each in known)


def packages(part: Part) -> Iterator[str]:
    """Yield the section on packages."""
    yield "### Which package holds"
    yield _bullets(part.findings)
    rows = [
        (
            row["package"], f"{row['cost']:g}",
            _interval(row, "unbroken", 100, "{:.0f} %"),
            _interval(row, "satisfied", 100, "{:.0f} %"),
            f"{row['mean.elasticity.felt']:.3f}", f"{row['mean.experience']:.1f}",
            f"{row['mean.timeliness_reported']:.1f}",
            _interval(row, "regret.experience", 1, "{:.1f}"),
            "yes" if row["undominated"] else "",
        )
        for row in part.table("packages").to_dict("records")
    ]  # fmt: skip
    heads = ("package", "cost", "thread unbroken", "requirements met", "felt of a change",
             "experience", "reported on time", "regret in experience", "not beaten")  # fmt: skip
    yield _table(heads, rows)
    yield _figure("packages", "Packages over all worlds")
    yield _figure("pairs", "Packages compared two at a time")


def conditions(part: Part) -> Iterator[str]:
    """Yield the section on the conditions under which events happen."""
    yield "### Under which conditions"
    yield (
        f"{part.found['rows']:,} rows with {counted(part.found['replicates'], 'replicate')} each."
    )
    yield _bullets(part.findings)
    for path in sorted(part.folder.glob("boxes-*.png")):
        yield _figure(path.stem, f"Boxes of conditions: {path.stem.removeprefix('boxes-')}")


def worlds(part: Part) -> Iterator[str]:
    """Yield the section on the small world beside the scenario's own."""
    yield "### Does the small world say the same?"
    yield _bullets(part.findings)
    rows = [
        (label_of(row.output), f"{row.kendall:.2f}", f"{row.kendall_if_alike:.2f}",
         f"{row.savage:.2f}", "yes" if row.same_leader else "no", row.differ or "-")
        for row in part.table("agreement").itertuples()
    ]  # fmt: skip
    heads = ("output", "Kendall's tau", "tau that errors alone leave", "Savage scores",
             "same leader", "differ clearly")  # fmt: skip
    yield _table(heads, rows)
    if (part.folder / "worlds.png").is_file():
        yield _figure("worlds", "Indices of the small world against those of its own world")


def effort(parts: Mapping[str, Part]) -> Iterator[str]:
    """Yield how long everything took, as measured."""
    yield "### How long it took"
    rows = []
    for name, part in parts.items():
        for study, each in part.efforts.items():
            rows.append(
                (study if name == PARTS[name] else f"{name}, {study}",
                 f"{each['runs']:,}", f"{each['seconds']:,.0f}",
                 f"{each['runs'] / max(each['seconds'], 0.01):.1f}", str(each["at_a_time"]))
            )  # fmt: skip
    if not rows:
        yield "All runs were there already."
        return
    unique = list(dict.fromkeys(rows))
    yield _table(("study", "runs computed", "seconds", "runs a second", "at a time"), unique)
    if "twenty" in parts:
        yield _twenty(parts["twenty"])


def _twenty(part: Part) -> str:
    made, measured = part.manifest, part.manifest["measured"]
    runs = sum(each["runs"] for each in part.efforts.values())
    seconds = sum(each["seconds"] for each in part.efforts.values())
    whole = measured.get("command_seconds", 0)
    words = (
        f"First- and total-order shares of {len(made['factors'])} parameters with "
        f"{made['samples']:,} samples and {counted(made['replicates'], 'replicate')}: {runs:,} "
        f"runs in {seconds / 60:.1f} minutes"
    )
    if whole >= seconds:
        words += f"; {whole / 60:.1f} minutes with indices and figures"
    return words + "."


def _bullets(sentences: Iterable[str]) -> str:
    return "\n".join(f"* {sentence}" for sentence in sentences)


def _figure(stem: str, words: str) -> str:
    return f"![{words}](linkage/{stem}.png)"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(str(cell).replace("|", r"\|") for cell in cells) + " |"

    return "\n".join([line(heads), line("---" for _ in heads), *map(line, rows)])


def _interval(row: Mapping[Any, Any], name: str, times: float, form: str) -> str:
    value, low, high = (times * row[key] for key in (name, f"{name}.low", f"{name}.high"))
    plain = form.removesuffix(" %")
    return f"{form.format(value)} ({plain.format(low)} to {plain.format(high)})"


def _percent(share: float) -> str:
    return "-" if pd.isna(share) else f"{100 * share:.0f} %"


def _arrowed(link: str) -> str:
    return link.replace("->", "\N{RIGHTWARDS ARROW}")

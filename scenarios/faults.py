"""What is wrong with the content of a TOML file, in the user's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from scenarios.layout import Form, Table
from scenarios.quoting import LONGEST, short
from sim.declaration import Parameter
from sim.errors import InputError, nearest
from sim.parameters import PARAMETERS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_YEARS = ("from", "to", "first_year", "between")
_KINDS = {
    "number": "a number",
    "integer": "a whole number",
    "string": "text in quotes",
    "boolean": "true or false",
    "array": "a list in square brackets",
    "object": "a table",
}
_Schema = dict[str, Any]


def declared(name: str) -> Parameter:
    """Return the declaration of a parameter.

    Raises
    ------
    InputError
        When there is none of that name, which is cut when it is long.
    """
    if name not in PARAMETERS:
        raise InputError(
            f"unknown parameter {short(name)}",
            remedy=nearest(name[:LONGEST], PARAMETERS, "goldenthread parameters"),
            key=name,
        )
    return PARAMETERS[name]


def fault_of(
    errors: Iterable[ErrorDetails], form: Form[Any]
) -> tuple[InputError, tuple[str | int, ...]]:
    """Return the fault to report of those that pydantic found, and the path of its entry.

    An unknown key comes first: it is often the misspelt one that is then missing as well.
    """
    details = sorted(errors, key=lambda error: error["type"] != "extra_forbidden")[0]
    path = details["loc"]
    key = str(next(part for part in reversed(path) if isinstance(part, str)))
    table = form.tables.get(str(path[0]), form.top) if len(path) > 1 else form.top
    value = details["input"]
    if details["type"] == "extra_forbidden":
        problem, remedy = f"unknown key {short(key)}", _unknown(key, table, form)
    elif details["type"] == "missing":
        problem = f"the key {key!r} is missing"
        remedy = form.hints.get(key, f"Add {key} = ... here")
        value = None
    else:
        entry = len(path) == 2 and path[0] in form.several
        element = isinstance(path[-1], int) and len(path) > 1 and not entry
        problem, remedy = _unfit(details, key, _schema(table, key, element=element), form)
    return InputError(problem, remedy=remedy, key=key, value=value), path


def _unknown(key: str, table: type[Table], form: Form[Any]) -> str:
    """Return where an unknown key belongs, or the nearest keys of its table."""
    of_model = key in PARAMETERS or any(name.startswith(f"{key}.") for name in PARAMETERS)
    if of_model and "parameter" in form.hints:
        return form.hints["parameter"]
    if key in _keys(form.top):
        return "It belongs at the top of the file, before the first line in square brackets"
    for name, other in form.tables.items():
        if key in _keys(other):
            return f"It belongs under {_header(name, form)}"
    return nearest(key[:LONGEST], _keys(table))


def _keys(table: type[Table]) -> list[str]:
    return [field.alias or name for name, field in table.model_fields.items()]


def _header(name: str, form: Form[Any]) -> str:
    return f"[[{name}]]" if name in form.several else f"[{name}]"


def _unfit(details: ErrorDetails, key: str, schema: _Schema, form: Form[Any]) -> tuple[str, str]:
    """Return problem and remedy for a value of the wrong type or outside its range."""
    kind, value = details["type"], details["input"]
    if kind == "literal_error":
        words = value if isinstance(value, str) else ""  # a number may be too long to be written
        return f"unknown {key} {short(value)}", nearest(words[:LONGEST], schema["enum"])
    if kind == "string_too_short":
        return f"{key} is blank", "Write something between the quotes"
    if kind in ("too_short", "too_long"):
        return _wrong_length(key, value, schema)
    if kind in ("list_type", "model_type", "dict_type"):
        return _no_table(key, value, form, listed=kind == "list_type")
    if key in _YEARS and kind == "float_type":
        return f"{key} must be a calendar year, not {short(value)}", _as_year(key, value)
    wanted = _KINDS.get(str(schema.get("type")), "another value")
    remedy = f"Give {wanted}{_bounds(schema)}"
    if kind == "multiple_of":
        step = schema["multipleOf"]
        return (
            f"{key} = {short(value)} is not a multiple of {step:g}",
            f"{remedy}, in steps of {step:g}",
        )
    if kind in ("greater_than", "greater_than_equal", "less_than_equal", "finite_number"):
        return f"{key} = {short(value)} is outside its range", remedy
    return f"{key} must be {wanted}, not {short(value)}", remedy


def _wrong_length(key: str, value: list[object], schema: _Schema) -> tuple[str, str]:
    """Return problem and remedy for a list, or a table, with too few or too many entries."""
    wanted = schema.get("minItems", 1)
    if wanted == 1:
        return f"{key} is an empty list", "Name at least one, or leave the key out for all"
    counted = f"{len(value)} entry" if len(value) == 1 else f"{len(value)} entries"
    return f"{key} has {counted}, not {wanted}", f"Give {wanted} numbers"


def _no_table(key: str, value: object, form: Form[Any], *, listed: bool) -> tuple[str, str]:
    """Return problem and remedy for what should be a table, or several, or a list."""
    if listed and key not in form.tables:
        return f"{key} must be a list, not {short(value)}", "Give a list in square brackets"
    header = _header(key, form)
    if key in form.several and isinstance(value, dict):
        return f"[{key}] has single brackets, but there may be several", f"Write {header} instead"
    if isinstance(value, list):
        return f"[[{key}]] has double brackets, but there is only one", f"Write {header} instead"
    return f"{key} must be a table, not {short(value)}", f"Put its keys under {header}"


def _as_year(key: str, value: object) -> str:
    """Return what to write where a calendar year is due; a date is turned into one."""
    if not isinstance(value, date):
        return "Give a number such as 2018, or 2018.5 for the middle of 2018"
    share = (value.timetuple().tm_yday - 1) / 365.25
    year = f"{round(value.year + share, 2):g}"
    given = year if key == "between" else f"{key} = {year}"
    return f"Write {given} (2018.5 is the middle of 2018)"


def _schema(table: type[Table], key: str, *, element: bool) -> _Schema:
    """Return the JSON schema of a key of a table, or of an element of its list."""
    schema: _Schema = table.model_json_schema()["properties"].get(key, {})
    schema = schema.get("anyOf", [schema])[0]
    return schema["items"] if element else schema


def _bounds(schema: _Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is None:
        above = schema.get("exclusiveMinimum")
        return "" if above is None else f" above {above:g}"
    return f", {low:g} or more" if high is None else f" from {low:g} to {high:.10g}"

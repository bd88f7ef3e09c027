"""Reads what the output plugin test_decoding writes: the oracle's way to Condoit's commits, which is not the worker's."""
import dataclasses
import re

CHANGE = re.compile(r"table (?P<tables>.+?): (?P<action>INSERT|UPDATE|DELETE|TRUNCATE): (?P<row>.*)", re.DOTALL)
COLUMN = re.compile(r"""(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<plain>\w+))\[.+?\]:(?P<value>'(?:[^']|'')*'|[^ ]+) ?""", re.DOTALL)
TABLE = re.compile(r"""\w+\.(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<plain>\w+))(?:, )?""")
UNCHANGED = "unchanged-toast-datum"


@dataclasses.dataclass(frozen=True)
class Change:
    """One row's change, or a TRUNCATE of several tables; `row` holds texts by column, None for NULL."""
    action: str
    tables: tuple
    row: dict
    old_key: dict


def name_of(match):
    return match["quoted"].replace('""', '"') if match["quoted"] else match["plain"]


def value_of(text):
    if text == "null":
        return None
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def columns(text, position=0):
    """The columns from a position on, and the position after them."""
    row = {}
    while match := COLUMN.match(text, position):
        if match["value"] != UNCHANGED:
            row[name_of(match)] = value_of(match["value"])
        position = match.end()
    return row, position


def parse(text):
    """The Change that one line of test_decoding tells; ValueError when it cannot be read to its end."""
    change = CHANGE.fullmatch(text)
    if change is None:
        raise ValueError(f"not a change: {text}")
    tables = tuple(name_of(match) for match in TABLE.finditer(change["tables"]))
    if change["action"] == "TRUNCATE":
        return Change("TRUNCATE", tables, {}, {})
    body, old_key = change["row"], {}
    if body.startswith("old-key: "):
        old_key, end = columns(body, len("old-key: "))
        body = body[end:].removeprefix("new-tuple: ")
    row, end = columns(body)
    if end != len(body) or not row:
        raise ValueError(f"unreadable from {end} on: {text}")
    return Change(change["action"], tables, row, old_key)

"""Every function of the extension's schemas, as the catalogue lists them, with arguments that nobody should give: the
server stays alive, and an error is one that the caller caused, never an internal one."""
import re

import psycopg
import pytest

from condoit import Condoit
from throwaway import Bus, Server

TIMEOUT_MS = 250
HUGE = 10 * 1024 * 1024
CRASH = re.compile(r"PANIC|TRAP:|server process|was terminated|crash of another|XX\d\d\d|cache lookup failed|unexpected (?!end)", re.IGNORECASE)

# What a caller could mean well: what gets a call past its first checks. By argument name, with its type where a name has two, then by type.
GOOD_NAMES = {
    "node": "'main'", "epoch": "(SELECT epoch FROM masterbus.progress)", "source": "'panel'", "sources": "'{panel,breaker}'", "target": "'equipment'",
    "whole_sources": "'{panel}'", "line": "(SELECT s FROM masterbus.source_table s WHERE s.source = 'panel')", "type": "'PANEL'",
    "keys": "(SELECT array_agg(id) FROM (SELECT id FROM public.\"Panel\" LIMIT 2) p)", "model": "'1.1.0'", "alias": "'t'", "key": "'$1'", "cursor": "''",
    "score": "50", "humidity_pct": "50", "temperature_f": "70", "loading_pct": "50", "state": "'{5,10}'", "other": "'{5,10}'", "as_of": "'2026-01-01'",
}
ITEM = """'{"id": "a", "type": "PANEL", "install_date": "1990-01-01", "aluminum_conductor": true, "humidity_pct": 50, "temperature_f": 70,
           "loading_pct": 50, "maintenance": [{"type": "thermographic", "date": "2020-01-01"}], "attributes": {"documented_issues": 1}}'"""
GOOD_NAMES |= {"item": ITEM, "items": f"jsonb_build_array({ITEM}::jsonb)", "facility": "'{\"facility_id\": \"f\"}'", "attributes": "'{}'"}
GOOD_NAMES |= {
    "electrode_configuration": "'VCB'", "voltage_kv": "0.48", "bolted_fault_current_ka": "20", "gap_mm": "25", "working_distance_mm": "457",
    "clearing_time_ms": "100", "reduced_clearing_time_ms": "200", "enclosure_height_mm": "500", "enclosure_width_mm": "500", "enclosure_depth_mm": "250",
    "profile": "'power_onan'", "loss_ratio": "5", "design": "voltmetrics.transformer_design('power_onan', 5)", "paper": "'normal'", "sampled_at": "'2026-01-01'",
    "activity": "'cleaning'", "equipment": "'panelboard'", "condition": "1", "physical_condition": "1", "criticality": "1", "operating_environment": "1",
    "last_maintenance_date": "'2025-01-01'", "interval_months": "12", "ir_1min_mohm": "100", "ir_10min_mohm": "200", "insulation_class": "'A'", "age_years": "20",
    "series": "'{1,3,2,5,4,6}'", "x": "'{1,2,3,4,5,6}'", "forecast_x": "'{7,8}'", "value": "1 + random()", "alpha": "0.5", "beta": "0.5", "phi": "0.9",
    "horizon": "3", "confidence": "0.9", "initial_level": "1", "initial_trend": "1",
    "time_years": "1 + random()", "failed": "true", "shape": "2", "scale_years": "40", "interval_years": "1", "probability": "0.1",
    "k": "0.00029", "observed_failures": "12", "expected_failures": "8",
    **{f"{gas}_ppm": "50" for gas in ("h2", "ch4", "c2h6", "c2h4", "c2h2", "co", "co2", "o2", "n2")},
}
GOOD_NAMES |= {
    "asset_category": "'33kV Transformer (GM)'", "sub_division": "'Transformer - Post 1980'", "component": "'main'", "placement": "'Indoor'", "operations": "'High'",
    "health_score": "5", "initial_health_score": "2", "ageing_rate_per_year": "0.05", "initial_ageing_rate_per_year": "0.05", "consequence": "1000", "years": "10",
    "normal_expected_life_years": "60", "expected_life_years": "60", "duty_factor": "1", "location_factor": "1", "health_score_factor": "1", "reliability_factor": "1",
    "health_score_cap": "10", "health_score_collar": "0.5", "reliability_collar": "0.5", "factors": "'{1.2, 0.9}'", "factor_divider_1": "1.5", "factor_divider_2": "1.5",
    "most_factors": "2", "moisture_ppm": "10", "acidity_mg_koh_g": "0.1", "breakdown_kv": "50", "furfural_ppm": "2", "discount_rate": "0.035", "years_ahead": "5",
    "asset": "'{\"asset_category\": \"LV Board (WM)\", \"age_years\": 20}'", "circumstances": "'{}'", "settings": "voltmetrics.cnaim_settings()",
    "health_index": "'HI1'", "risk": "5",
    **{f"{gas}_ppm": "50" for gas in ("hydrogen", "methane", "ethylene", "ethane", "acetylene")},
}
GOOD_NAMES |= {"west": "-180", "south": "-90", "east": "180", "north": "90", "max_features": "10", "z": "0", "y": "0", "x integer": "0", "query": "'{}'"}

TEXTS = ["''", "' '", r"E'\'; DROP TABLE x; -- \\ \" $1 $$ %s %I {schema} {0}'", "'ü😀ключ‮ \u0001'", f"repeat('x', {HUGE})", "repeat('\U0001F600', 1000)",
         "'NULL'", "repeat('a', 256)", "'pg_catalog.pg_class'", "'../../etc/passwd'"]
NUMBERS = {"smallint": 2, "integer": 4, "bigint": 8}
MOMENTS = ["'infinity'", "'-infinity'", "'0001-01-01 BC'", "'epoch'"]
HOSTILE = {
    "text": TEXTS,
    "name": ["''", "repeat('n', 63)", r"E'\"; --'"],
    "boolean": ["true", "false"],
    "double precision": ["'NaN'", "'Infinity'", "'-Infinity'", "-0.0", "1e308", "-1e308", "5e-324", "99.999999999999999"],
    "date": [*MOMENTS, "'5874897-12-31'", "'4713-01-01 BC'"],
    "timestamp with time zone": [*MOMENTS, "'294276-12-31 23:59:59.999999+00'", "'4714-11-24 00:00:00+00 BC'"],
    "interval": ["'0'", "'178000000 years'", "'-178000000 years'"],
    "oid": ["0", "1", "1259", "4294967295"],
    "regclass": ["0", "'pg_class'", "4294967295"],
    "pg_lsn": ["'0/0'", "'FFFFFFFF/FFFFFFFF'"],
    "numeric": ["'NaN'", "'Infinity'", "1e400", "1e-400", "-1e400"],
    "jsonb": ["'null'", "'[]'", "'{}'", "'0'", "'\"\"'", "'true'", "'{\"\": null}'", "'[[[]], {}, null, 1e400, -1e-400, \"x\"]'",
              "(repeat('[', 5000) || repeat(']', 5000))", "(repeat('{\"a\":', 5000) || '1' || repeat('}', 5000))",
              "('{\"id\": \"' || repeat('😀', 100000) || '\", \"type\": \"PANEL\", \"install_date\": \"' || repeat('9', 100000) || '\"}')",
              "(SELECT jsonb_agg(n) FROM generate_series(1, 20000) n)",
              "(SELECT jsonb_object_agg(k, v) FROM unnest('{id,name,type,install_date,humidity_pct,loading_pct,attributes,maintenance,facility_id}'::text[]) k,"
              " unnest(ARRAY['1e400', '\"\\ud83d\\ude00\"', 'null', '[[1]]', '{\"a\": {}}']::jsonb[]) v)"],
}
HOSTILE["json"] = HOSTILE["jsonb"]
for kind, width in NUMBERS.items():
    HOSTILE[kind] = ["0", "1", "-1", str(2 ** (8 * width - 1) - 1), f"({-2 ** (8 * width - 1)})"]

FUNCTIONS = """
SELECT p.oid::regprocedure::text AS signature, p.prokind AS kind, format('%I.%I', n.nspname, p.proname) AS name, p.proretset AS many,
       (SELECT coalesce(array_agg(t ORDER BY i), '{}') FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, i)) AS types,
       coalesce(p.proargnames, '{}') AS names, coalesce(p.proargmodes::text[], '{}') AS modes
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('voltmetrics', 'masterbus', 'threatmap')
  AND 'internal'::regtype <> ALL (p.proargtypes::oid[]) -- nobody but the server has a value of that type
ORDER BY 1"""
TYPES = """
SELECT t.oid, format_type(t.oid, NULL) AS name, t.typtype AS kind, t.typelem AS element, t.typcategory AS category, t.typbasetype AS base,
       (SELECT array_agg(a.atttypid ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS members,
       (SELECT array_agg(quote_literal(enumlabel)) FROM pg_enum WHERE enumtypid = t.oid) AS labels
FROM pg_type t"""


class Arguments:
    """Argument texts for any type of the catalogue."""

    def __init__(self, types):
        self.types = {row["oid"]: row for row in types}

    def hostile(self, oid):
        """Expressions of that type: NULL and everything that is unpleasant in it."""
        return [f"NULL::{self.types[oid]['name']}", *self._values(self.types[oid])]

    def _values(self, kind):
        name = kind["name"]
        if name in HOSTILE:
            return [f"({value})::{name}" for value in HOSTILE[name]]
        if kind["category"] == "A":
            return self._arrays(kind)
        if kind["kind"] == "c":
            return self._rows(kind)
        if kind["kind"] == "d":
            return [f"({value})::{name}" for value in self._values(self.types[kind["base"]])]
        if kind["kind"] == "e":
            return [f"({label})::{name}" for label in kind["labels"]]
        raise AssertionError(f"this test knows no hostile value of type {name}: add some to HOSTILE")

    def _arrays(self, kind):
        values = self._values(self.types[kind["element"]])
        null = f"NULL::{self.types[kind['element']]['name']}"
        every = ", ".join([null, *(value for value in values if str(HUGE) not in value)])
        return [f"({text})::{kind['name']}" for text in (
            "'{}'", f"ARRAY[{null}]", f"ARRAY[{every}]", f"ARRAY[[{values[0]}, {null}], [{values[-1]}, {values[0]}]]",
            f"ARRAY[[[{values[0]}]]]", f"array_fill({values[-1]}, ARRAY[2], ARRAY[-5])", f"array_fill({values[0]}, ARRAY[20000])",
            f"ARRAY[{values[0]}, {values[0]}]", f"ARRAY[{values[0]}, {values[0]}, {values[0]}, {values[0]}]")]

    def _rows(self, kind):
        choices = [[value.replace(str(HUGE), "1000") for value in self.hostile(member)] for member in kind["members"]]
        longest = max(map(len, choices))
        return [f"ROW({', '.join(choice[n % len(choice)] for choice in choices)})::{kind['name']}" for n in range(longest)]

    def good(self, oid, name):
        kind = self.types[oid]["name"]
        good = GOOD_NAMES.get(f"{name} {kind}", GOOD_NAMES.get(name))
        if good:
            return f"({good})::{kind}"
        values = self.hostile(oid)
        return values[min(1, len(values) - 1)]


def calls(function, arguments):
    """Calls of one function: nothing but NULL, then each argument hostile among good ones, then all of them at once."""
    modes = function["modes"] or ["i"] * len(function["names"])
    names = [name for name, mode in zip(function["names"], modes) if mode in "ibv"] or [""] * len(function["types"])
    good = [arguments.good(oid, name) for oid, name in zip(function["types"], names)]
    hostile = [arguments.hostile(oid) for oid in function["types"]]
    yield good
    for place, choices in enumerate(hostile):
        for choice in choices:
            yield [*good[:place], choice, *good[place + 1:]]
    for turn in range(max(map(len, hostile), default=0)):
        yield [choices[turn % len(choices)].replace(str(HUGE), "1000") for choices in hostile]


def statement(function, values):
    call = f"{function['name']}({', '.join(values)})"
    if function["kind"] == "p":
        return f"CALL {call}"
    if function["kind"] == "a":
        return f"SELECT {call} FROM generate_series(1, 3)"
    return f"SELECT * FROM {call}"


class Caller:
    """One session that makes calls, each in a transaction of its own that is rolled back. What takes too long is cancelled,
    which is no fault: the caller asked for much, and the server still listens."""

    def __init__(self, dsn):
        self.connection = psycopg.connect(dsn, options=f"-c statement_timeout={TIMEOUT_MS} -c lock_timeout={TIMEOUT_MS} -c client_min_messages=error",
                                          autocommit=True)
        self.count = 0
        self.refused = 0
        self.faults = []

    def call(self, text):
        self.count += 1
        try:
            self.connection.execute(f"BEGIN; {text}; ROLLBACK")
        except psycopg.Error as error:
            self.refused += 1
            self._judge(error, text)
            self.connection.rollback()

    def _judge(self, error, text):
        if error.sqlstate is None or error.sqlstate.startswith("XX"):
            self.faults.append(f"{error.sqlstate} {str(error).splitlines()[0][:300]}\n    {text[:600]}")
        assert not self.connection.broken, f"the server ended the session:\n{self.faults[-1]}"


@pytest.fixture(scope="module")
def quiet_server():
    """A server whose log names each error's SQLSTATE, with Condoit's data and our copies of it, and no worker any more."""
    with Server("log_error_verbosity = verbose\nmax_stack_depth = '2MB'") as server:
        with Bus(server, server.create_database()) as bus:
            bus.load_condoit(facilities=2)
            bus.init()
            bus.start_worker()
            bus.wait_until_current()
            bus.stop_worker()
            yield bus


@pytest.mark.parametrize("role, size", [("postgres", HUGE), ("masterbus_worker", 1000)])
def test_no_argument_breaks_the_server(quiet_server, role, size):
    bus = quiet_server
    arguments = Arguments(bus.query(TYPES))
    functions = bus.query(FUNCTIONS)
    assert len(functions) > 80
    started = bus.value("SELECT pg_postmaster_start_time()")
    log = bus.server.directory / "server.log"
    before = log.stat().st_size
    caller = Caller(bus.server.dsn(bus.database, role))
    for function in functions:
        for values in calls(function, arguments):
            caller.call(statement(function, values).replace(str(HUGE), str(size)))
    print(f"{role}: {len(functions)} functions, {caller.count} calls, {caller.refused} refused")
    assert caller.refused < caller.count
    assert not caller.faults, f"{len(caller.faults)} faults\n" + "\n".join(caller.faults[:40])
    with open(log, encoding="utf-8", errors="replace") as lines:
        lines.seek(before)
        told = [line[:500] for line in lines if CRASH.search(line[:500]) and "STATEMENT:" not in line[:200]]
    assert not told, "".join(told[:20])
    assert bus.value("SELECT pg_postmaster_start_time()") == started
    with Condoit(bus.dsn) as condoit:
        assert condoit.execute("SELECT 1").fetchone() == (1,)

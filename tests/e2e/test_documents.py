"""Every document of a generated portfolio keeps to its JSON Schema: absent optionals left out, numbers as numbers, nothing else."""
import copy
import json

import jsonschema
import pytest

from throwaway import REPOSITORY, Bus

SCHEMAS = {path.stem: json.loads(path.read_text()) for path in sorted((REPOSITORY / "sql/threatmap/schemas").glob("*.json"))}
FACILITIES = 30
SUBJECTS = {"equipment_id": "SELECT id FROM threatmap.equipment", "facility_id": "SELECT id FROM threatmap.facilities",
            "organization_id": "SELECT id FROM threatmap.portfolio_summary"}


def validator(name):
    schema = SCHEMAS[name]
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, resolver=jsonschema.RefResolver(schema["$id"], schema, store={s["$id"]: s for s in SCHEMAS.values()}))


@pytest.fixture(scope="module")
def documents(server):
    """The documents of everything in a portfolio, by function."""
    name = server.create_database()
    with Bus(server, name) as bus:
        bus.load_condoit(facilities=FACILITIES)
        bus.init()
        bus.start_worker()
        bus.wait_until_current(120)
        assert bus.stop_worker() == 0
        functions = bus.query("""SELECT proname, proargnames[1] AS argument FROM pg_proc WHERE pronamespace = 'threatmap'::regnamespace
                                 AND proname LIKE '%\\_document' AND proargtypes = ARRAY['text'::regtype]::oidvector""")
        found = {f["proname"]: bus.query(f"SELECT id, threatmap.{f['proname']}(id) AS document FROM ({SUBJECTS[f['argument']]}) s") for f in functions}
    server.drop_database(name)
    return {function: [row["document"] for row in rows] for function, rows in found.items()}


def test_every_document_function_has_a_schema(documents):
    assert sorted(documents) == sorted(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_documents_keep_to_their_schema(documents, name):
    check = validator(name)
    assert len(documents[name]) >= {"equipment": 2000, "facility": FACILITIES - 2, "compliance": FACILITIES - 2, "portfolio": 2}[name.split("_")[0]]
    for document in documents[name]:
        fault = jsonschema.exceptions.best_match(check.iter_errors(document))
        assert fault is None, f"{name} of {document.get('id')}: {fault.json_path}: {fault.message}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_occurs(documents, name):
    seen = {field for document in documents[name] for field in document}
    assert seen == set(SCHEMAS[name]["properties"])


def places(node, path=()):
    """Every value in a document with its path; what Condoit keeps in specifications is its own affair."""
    yield path, node
    if path == ("specifications",):
        return
    for key, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(child, (*path, key))


def changed(document, path, change):
    """A copy in which the value at a path is what change makes of it."""
    whole = {"": copy.deepcopy(document)}
    node, last = whole, ""
    for key in path:
        node, last = node[last], key
    node[last] = change(node[last])
    return whole[""]


def breaks(document):
    """The document with one thing wrong, for each thing in it."""
    for path, value in places(document):
        yield f"null in {path}", changed(document, path, lambda _: None)
        if isinstance(value, dict) and path != ("specifications",):
            yield f"a made-up field in {path}", changed(document, path, lambda fields: fields | {"madeUp": 1})
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield f"text instead of a number in {path}", changed(document, path, str)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_refuses_what_is_wrong(documents, name):
    check = validator(name)
    document = max(documents[name], key=lambda d: len(json.dumps(d)) if len(json.dumps(d)) < 6000 else 0)
    wrong = 0
    for what, broken in breaks(document):
        assert not check.is_valid(broken), f"{name} lets {what} pass"
        wrong += 1
    assert wrong > 10

"""NIST's constraints on assessment results and plans of action that the JSON schema does not state, written anew from the metaschema.

`broken` lists what a document breaks: identifiers that stand twice, references that lead nowhere, values outside a closed list, keys that
must stand once. It knows nothing of how the export works.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.oscal.registry import Json, objects

_DECLARES = {
    "observations": "observation",
    "risks": "risk",
    "findings": "finding",
    "parties": "party",
    "components": "component",
    "inventory-items": "inventory-item",
    "resources": "resource",
}
_REFERS = {
    "observation-uuid": "observation",
    "risk-uuid": "risk",
    "finding-uuid": "finding",
    "component-uuid": "component",
    "party-uuid": "party",
}
_ALLOWED = {  # the closed lists, and the open ones of which we use the words that NIST lists
    ("target", "type"): {"statement-id", "objective-id"},
    ("status", "state"): {"satisfied", "not-satisfied", "under-development", "operational", "disposition", "other"},
    ("status", "reason"): {"pass", "fail", "other"},
    ("actors", "type"): {"tool", "assessment-platform", "party"},
    ("parties", "type"): {"person", "organization"},
    ("subjects", "type"): {"component", "inventory-item", "location", "party", "user", "resource"},
    ("risks", "status"): {"open", "investigating", "remediating", "deviation-requested", "deviation-approved", "closed"},
    ("remediations", "lifecycle"): {"recommendation", "planned", "completed"},
    ("tasks", "type"): {"milestone", "action"},
    ("components", "type"): {"software"},
    ("links", "rel"): {"reference"},
    ("observations", "methods"): {"EXAMINE", "INTERVIEW", "TEST"},  # UNKNOWN is for historic content alone
    ("observations", "types"): {"control-objective", "discovery"},  # finding is deprecated
    ("system-id", "identifier-type"): {"https://ietf.org/rfc/rfc4122"},
}
_OWN_NAMES = {("resources", "type"): {"plan", "standard"}, ("components", "version"): None}  # properties of NIST's own namespace


def broken(document: Json) -> list[str]:
    """Every constraint that a document breaks, in words."""
    (root,) = document.values()
    return [*_identifiers(root), *_references(root), *_values(root), *_once(root), *_resources(root)]


def _identifiers(root: Json) -> Iterator[str]:
    counted = Counter(one["uuid"] for _, one in objects(root) if "uuid" in one)
    yield from (f"{uuid} stands {times} times" for uuid, times in counted.items() if times > 1)


def _references(root: Json) -> Iterator[str]:
    declared: dict[str, set[str]] = {kind: set() for kind in _DECLARES.values()}
    for path, one in objects(root):
        if path and path[-1] in _DECLARES and "uuid" in one:
            declared[_DECLARES[path[-1]]].add(one["uuid"])
    roles = [one["id"] for one in root["metadata"].get("roles", ())]
    organizations = {one["uuid"] for one in root["metadata"].get("parties", ()) if one["type"] == "organization"}
    for path, one in objects(root):
        at = "/".join(path)
        for name, kind in _REFERS.items():
            if name in one and one[name] not in declared[kind]:
                yield f"{at}: no {kind} {one[name]}"
        if "subject-uuid" in one and one["subject-uuid"] not in declared[one["type"]]:
            yield f"{at}: no {one['type']} {one['subject-uuid']}"
        if "actor-uuid" in one and one["actor-uuid"] not in declared["component" if one["type"] == "tool" else "party"]:
            yield f"{at}: no {one['type']} {one['actor-uuid']}"
        yield from (f"{at}: no party {uuid}" for uuid in one.get("party-uuids", ()) if uuid not in declared["party"])
        yield from (f"{at}: no organization {uuid}" for uuid in one.get("member-of-organizations", ()) if uuid not in organizations)
        if "role-id" in one and one["role-id"] not in roles:
            yield f"{at}: no role {one['role-id']}"
        if str(one.get("href", "")).startswith("#") and one["href"][1:] not in declared["resource"]:
            yield f"{at}: no resource {one['href']}"
    controls = {one["control-id"] for _, one in objects(root) if "control-id" in one}
    for _, one in objects(root):
        if "target-id" in one and "results" in root and one["target-id"] not in controls:
            yield f"a finding on {one['target-id']}, which was not reviewed"


def _values(root: Json) -> Iterator[str]:
    for path, one in objects(root):
        for name, value in one.items():
            allowed = _ALLOWED.get((path[-1] if path else "", name))
            for each in value if isinstance(value, list) else [value]:
                if allowed is not None and isinstance(each, str) and each not in allowed:
                    yield f"{'/'.join(path)}: {name} is {each}"
        if path[-1:] == ("props",) and "ns" not in one:
            key = (path[-2], one["name"])
            if key not in _OWN_NAMES or (_OWN_NAMES[key] is not None and one["value"] not in (_OWN_NAMES[key] or ())):
                yield f"{'/'.join(path)}: {one} is no property of NIST's"


def _once(root: Json) -> Iterator[str]:
    metadata = root["metadata"]
    keys: list[Any] = [tuple(one.get(name) for name in ("name", "ns", "class", "group", "value")) for one in metadata.get("props", ())]
    yield from (f"metadata: {key} stands twice" for key, times in Counter(keys).items() if times > 1)
    roles = Counter(one["role-id"] for one in metadata.get("responsible-parties", ()))
    yield from (f"metadata: {role} stands twice" for role, times in roles.items() if times > 1)


def _resources(root: Json) -> Iterator[str]:
    for one in root.get("back-matter", {}).get("resources", ()):
        if "citation" in one and "title" not in one:
            yield f"{one['uuid']}: a citation without a title"

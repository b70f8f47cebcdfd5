"""Operations for every field of the graph, made from the schema itself.

A field that is added tomorrow is in them without anybody's doing.
"""

from dataclasses import dataclass
from itertools import count

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
)

from graph_api.graph import sdl

SCHEMA = build_schema(sdl())
DEEP = 5
SAMPLES = {
    "Int": 3,
    "Float": 70.5,
    "Boolean": True,
    "Date": "2026-11-20",
    "DateTime": "2026-11-20T12:00:00+00:00",
    "JSON": {},
}
_words = count()


@dataclass(frozen=True)
class Operation:
    """One field of the root or of a person, with all that can be selected below it."""

    kind: str
    name: str
    text: str
    variables: dict

    def __str__(self):
        return f"{self.kind} {self.name}"


def operations(kind: str, any_id: str) -> list[Operation]:
    """Return an operation for each root field; wherever an id fits, it is the given one."""
    root = getattr(SCHEMA, f"{kind}_type")
    return [operation(kind, name, field, any_id) for name, field in root.fields.items()]


def of_person(any_id: str) -> list[Operation]:
    """Return an operation for each field of a person."""
    return [
        operation("query", f"me.{name}", field, any_id, within="me")
        for name, field in SCHEMA.type_map["User"].fields.items()
    ]


def operation(kind, name, field, any_id, within=None) -> Operation:
    field_name = name.rpartition(".")[2]
    variables = {
        arg: any_id if arg == "after" else sample(definition.type, any_id)
        for arg, definition in field.args.items()
    }
    declared = ", ".join(f"${arg}: {each.type}" for arg, each in field.args.items())
    given = ", ".join(f"{arg}: ${arg}" for arg in field.args)
    text = f"{field_name}{f'({given})' if given else ''}{selection(field.type, DEEP)}"
    text = f"{within} {{ {text} }}" if within else text
    return Operation(
        kind, name, f"{kind}{f' ({declared})' if declared else ''} {{ {text} }}", variables
    )


def sample(kind, any_id):
    """Return a value that fits a type."""
    if isinstance(kind, GraphQLNonNull):
        return sample(kind.of_type, any_id)
    if isinstance(kind, GraphQLList):
        return [sample(kind.of_type, any_id)]
    if isinstance(kind, GraphQLInputObjectType):
        return {name: sample(field.type, any_id) for name, field in kind.fields.items()}
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if kind.name == "ID":
        return any_id
    return SAMPLES.get(kind.name, f"word{next(_words)}")


def selection(kind, depth: int) -> str:
    """Select everything below a field, down to a depth."""
    named = get_named_type(kind)
    if isinstance(named, (GraphQLScalarType, GraphQLEnumType)):
        return ""
    if isinstance(named, GraphQLObjectType):
        return f" {{ __typename {' '.join(fields_of(named, depth, {}))} }}"

    taken: dict[str, str] = {}
    assert isinstance(named, (GraphQLUnionType, GraphQLInterfaceType))
    parts = [
        f"... on {member.name} {{ __typename {' '.join(fields_of(member, depth, taken))} }}"
        for member in SCHEMA.get_possible_types(named)
    ]
    return f" {{ {' '.join(parts)} }}"


def fields_of(kind: GraphQLObjectType, depth: int, taken: dict[str, str]) -> list[str]:
    """Select a type's fields; in a union, not those whose name another type uses otherwise."""
    texts = []
    for name, field in kind.fields.items():
        if name in taken and taken[name] != str(field.type):
            continue
        is_leaf = not selection_needed(field.type)
        if not is_leaf and (depth == 0 or (kind.name == "User" and depth < DEEP)):
            continue
        taken[name] = str(field.type)
        given = ", ".join(
            f"{arg}: {literal(each.type)}"
            for arg, each in field.args.items()
            if isinstance(each.type, GraphQLNonNull)
        )
        texts.append(f"{name}{f'({given})' if given else ''}{selection(field.type, depth - 1)}")
    return texts


def selection_needed(kind) -> bool:
    return not isinstance(get_named_type(kind), (GraphQLScalarType, GraphQLEnumType))


def literal(kind) -> str:
    """Write a value that fits a type into a query."""
    value = sample(kind, "none")
    is_enum = isinstance(get_named_type(kind), GraphQLEnumType)
    return value if is_enum else f'"{value}"'

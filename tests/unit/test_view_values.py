"""What templates see is values all the way down: nothing in a view can change, or reach the library."""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Callable, Iterator

import msgspec
import pytest

from generator import views

PLAIN = (str, int, float, bool, type(None))


def foreign_parts(annotation: object, seen: set[object]) -> Iterator[object]:
    """What an annotation allows besides text, numbers, booleans, None, enums, tuples and frozen structs of such."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in {tuple, typing.Union, types.UnionType}:
        for argument in arguments:
            if argument is not Ellipsis:
                yield from foreign_parts(argument, seen)
    elif isinstance(annotation, typing.NewType):
        yield from foreign_parts(annotation.__supertype__, seen)
    elif isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        yield from foreign_fields(annotation, seen)
    elif origin is not typing.Literal and not (
        isinstance(annotation, type) and issubclass(annotation, (*PLAIN, enum.Enum))
    ):
        yield annotation


def foreign_fields(view: type[msgspec.Struct], seen: set[object]) -> Iterator[object]:
    """Of a view and of the views in it; a struct that is not frozen is foreign itself."""
    if view in seen:
        return
    seen.add(view)
    if not view.__struct_config__.frozen:
        yield view
    for annotation in typing.get_type_hints(view).values():
        if typing.get_origin(annotation) is not typing.ClassVar:
            yield from foreign_parts(annotation, seen)


def all_views() -> list[type[msgspec.Struct]]:
    """Every struct the module defines."""
    found = [thing for thing in vars(views).values() if isinstance(thing, type) and issubclass(thing, msgspec.Struct)]
    return [view for view in found if view.__module__.startswith(views.__name__)]


def test_there_are_views() -> None:
    """The walk below looks at something."""
    assert len(all_views()) > 10


@pytest.mark.parametrize("view", all_views(), ids=lambda view: view.__name__)
def test_views_hold_values_only(view: type[msgspec.Struct]) -> None:
    """Text, numbers, booleans, enums, tuples and other views: what can be compared, digested and shown."""
    assert list(foreign_fields(view, set())) == []


class Melting(msgspec.Struct):
    """A struct that can change."""

    text: str


class Fine(msgspec.Struct, frozen=True):
    """Only values."""

    rows: tuple[tuple[str, int | None], ...]
    kind: typing.Literal["a", "b"]


class Holder(msgspec.Struct, frozen=True):
    """One foreign field of each sort."""

    rows: tuple[list[str], ...]
    find: Callable[[str], str] | None
    melting: Melting
    names: dict[str, str]
    fine: Fine


def test_what_can_change_is_found() -> None:
    """A list in a tuple, a function, a struct that is not frozen, a dictionary."""
    assert list(foreign_fields(Fine, set())) == []
    assert list(foreign_fields(Holder, set())) == [list[str], Callable[[str], str], Melting, dict[str, str]]

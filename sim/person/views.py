"""Views: attributes of a person that read and write one slot of the state's arrays."""

from typing import Any


class World:
    """A trait that does not change in a run: `person.interest` reads `world.interest[i]`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, person: Any, owner: type | None = None) -> Any:
        if person is None:
            return self
        return getattr(person.model.world, self.name)[person.index].item()


class Slot:
    """A value that changes: `person.member` reads and writes `state.member[i]`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, person: Any, owner: type | None = None) -> Any:
        if person is None:
            return self
        return getattr(person.model.state, self.name)[person.index].item()

    def __set__(self, person: Any, value: Any) -> None:
        getattr(person.model.state, self.name)[person.index] = value


class Fading:
    """A value that fades toward rest: kept with the tick it was written, faded when it is read.

    `rest` names the world's array that holds each person's rest; without it the rest is 0.
    """

    def __init__(self, rest: str | None = None):
        self.rest = rest

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, person: Any, owner: type | None = None) -> Any:
        if person is None:
            return self
        model, i = person.model, person.index
        value = getattr(model.state, self.name)[i].item()
        age = model.state.tick - getattr(model.state, f"{self.name}_tick")[i].item()
        if age == 0:
            return value
        rest = getattr(model.world, self.rest)[i].item() if self.rest else 0.0
        left = getattr(model.chances, f"{self.name}_left")[age].item()
        return model.rules.toward(value, rest, left)

    def __set__(self, person: Any, value: float) -> None:
        state = person.model.state
        getattr(state, self.name)[person.index] = value
        getattr(state, f"{self.name}_tick")[person.index] = state.tick

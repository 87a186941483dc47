"""Where parts of the service follow one another: lists of functions, as engines have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .elections.models import Election


@dataclass(frozen=True)
class Followers:
    """Functions that are called with an election, in the transaction of what happened to it."""

    functions: list[Callable[[Election], object]] = field(default_factory=list)

    def __call__(self, function: Callable[[Election], object]) -> Callable[[Election], object]:
        if function not in self.functions:
            self.functions.append(function)
        return function

    def run(self, election: Election) -> None:
        for function in self.functions:
            function(election)


on_installed = Followers()  # a result was approved and stands in the register

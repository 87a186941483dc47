"""Conditions of drawings: small expressions over declared variables, never Python's own eval."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simpleeval import EvalWithCompoundTypes, InvalidExpression

if TYPE_CHECKING:
    from collections.abc import Mapping

FUNCTIONS = {"len": len}


class BadCondition(Exception):
    """A condition can't be read, or can't be answered; the message says which."""


@lru_cache(maxsize=2048)
def _parsed(expression: str) -> ast.AST:
    tree: ast.AST = EvalWithCompoundTypes().parse(expression.strip())
    return tree


def answer(expression: str, variables: Mapping[str, Any]) -> Any:
    """What an expression gives for these variables. Raises BadCondition."""
    evaluator = EvalWithCompoundTypes(names=dict(variables), functions=FUNCTIONS)
    try:
        return evaluator.eval(expression, previously_parsed=_parsed(expression))
    except (InvalidExpression, SyntaxError, TypeError, ValueError, KeyError, IndexError) as error:
        raise BadCondition(f"{expression!r}: {error}") from error


def names_in(expression: str) -> set[str]:
    """The variables that an expression reads. Raises BadCondition for one that can't be read."""
    try:
        tree = _parsed(expression)
    except (InvalidExpression, SyntaxError) as error:
        raise BadCondition(f"{expression!r}: {error}") from error
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - FUNCTIONS.keys()

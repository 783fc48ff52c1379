"""One test over many values, where a test for each would say nothing more: it names all that fail."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any


def every(
    argument: str, values: Iterable[Any], label: Callable[[Any], str] = str
) -> Callable[..., Callable[..., None]]:
    """Calls the test once with each value of one argument; fixtures and other parameters stay as they are.

    label : a value → its name in the report
    """
    listed = list(values)

    def folded(test: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(test)
        others = [parameter for name, parameter in signature.parameters.items() if name != argument]

        @wraps(test)
        def run(**given: Any) -> None:
            assert listed
            failed: list[str] = []
            first: BaseException | None = None
            for value in listed:
                try:
                    test(**given, **{argument: value})
                except Exception as error:
                    failed.append(f"{label(value)}: {type(error).__name__}: {str(error).strip()[:400]}")
                    first = first or error
            if failed:
                shown = "\n".join(failed[:20])
                raise AssertionError(f"{len(failed)} of {len(listed)} values of {argument} fail:\n{shown}") from first

        run.__signature__ = signature.replace(parameters=others)  # pyright: ignore[reportAttributeAccessIssue]
        return run

    return folded

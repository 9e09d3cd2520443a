from collections.abc import Sequence
from typing import Any, Literal, Protocol, overload

class ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...

class ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

_Special = Literal["text", "token", "error"]
_Keep = Literal["start", "end", "middle"]

class TokenfareError(ValueError):
    """What tokenfare could not do. The code is stable; the message is for people."""

    code: str
    path: str | None
    suggestions: list[str]

class Array:
    """A column that a function gave, for any Arrow library: ``pyarrow.array(column)``."""

    def __len__(self) -> int: ...
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...

class Catalog:
    """A catalog of prices."""

    def __init__(self, json: str | None = None) -> None: ...
    def __len__(self) -> int: ...
    @property
    def digest(self) -> str:
        """Catalogs with the same digest give the same prices."""

    @property
    def checked(self) -> str:
        """The day whose prices a quote without a day has."""

    def models(self) -> list[str]:
        """The ids of all models."""

    def quote_json(self, request: str) -> str:
        """A quote of a request, both as JSON text."""

    def price(
        self, table: ArrowArray | ArrowStream, columns: dict[str, str] | None = None
    ) -> Array:
        """The price of each row, as `tokenfare.price`."""

@overload
def count_tokens(
    texts: str, *, encoding: str | None = None, model: str | None = None, special: _Special = "text"
) -> int:
    """The number of tokens of each text, with an encoding ("o200k_base" if nothing is named) or the
    published one of a model. A null stays null.

    ``special`` says what the text of a special token is, such as ``<|endoftext|>``: ordinary text,
    the token itself, or an error.
    """

@overload
def count_tokens(
    texts: list[str | None],
    *,
    encoding: str | None = None,
    model: str | None = None,
    special: _Special = "text",
) -> list[int | None]: ...
@overload
def count_tokens(
    texts: ArrowArray | ArrowStream,
    *,
    encoding: str | None = None,
    model: str | None = None,
    special: _Special = "text",
) -> Array: ...
@overload
def encode(
    texts: str, *, encoding: str | None = None, model: str | None = None, special: _Special = "text"
) -> list[int]:
    """The tokens of each text. A reconstructed vocabulary, Claude's, has none: ``NO_IDS``."""

@overload
def encode(
    texts: list[str | None],
    *,
    encoding: str | None = None,
    model: str | None = None,
    special: _Special = "text",
) -> list[list[int] | None]: ...
@overload
def encode(
    texts: ArrowArray | ArrowStream,
    *,
    encoding: str | None = None,
    model: str | None = None,
    special: _Special = "text",
) -> Array: ...
def decode(tokens: Sequence[int], *, encoding: str | None = None, model: str | None = None) -> str:
    """The text of tokens. Bytes that are no UTF-8 become U+FFFD."""

@overload
def truncate(
    texts: str,
    limit: int,
    *,
    encoding: str | None = None,
    model: str | None = None,
    keep: _Keep = "start",
    marker: str = "",
) -> str:
    """Each text, or as much of it as has at most ``limit`` tokens together with ``marker``, which
    stands where something was cut."""

@overload
def truncate(
    texts: list[str | None],
    limit: int,
    *,
    encoding: str | None = None,
    model: str | None = None,
    keep: _Keep = "start",
    marker: str = "",
) -> list[str | None]: ...
@overload
def truncate(
    texts: ArrowArray | ArrowStream,
    limit: int,
    *,
    encoding: str | None = None,
    model: str | None = None,
    keep: _Keep = "start",
    marker: str = "",
) -> Array: ...
def encoding_for_model(model: str) -> tuple[str, bool, float, float, str]:
    """The encoding of a model: its name, whether the vendor publishes it for the model, the factor
    and the relative error of counts with it where not, and the source."""

"""Prints the prices of the installed package genai-prices in the form of its data.json.

The file must not bear the package's name: Python would then import it in the package's place.
"""

import dataclasses
import datetime
import decimal
import json
import sys

from genai_prices.data import providers


def plain(value):
    """The value as JSON has it, without fields that are private or empty."""
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
        return fields({name: getattr(value, name) for name in names})
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    if hasattr(value, "__dict__"):
        return fields(vars(value))
    return value


def fields(named):
    return {
        name: plain(value)
        for name, value in named.items()
        if not name.startswith("_") and value is not None
    }


json.dump(plain(providers), sys.stdout)

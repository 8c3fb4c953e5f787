"""The operations of a compiled pair by family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mediaglot.adapters.plan.pair import Plan


def media(compiled: Plan) -> Mapping[str, Any]:
    """The entries of the media operations."""
    return {
        key: compiled.apis[key]
        for key in compiled.apis
        if compiled.read.apis[key].operation.family == "media"
    }


def with_options(compiled: Plan) -> Mapping[str, Any]:
    """The entries of the operations, of any family, that take options and callbacks."""
    return {
        key: compiled.apis[key]
        for key in compiled.apis
        if compiled.read.apis[key].operation.form == "options"
    }

"""wps-eval: hold a women, peace and security action plan to its word.

Public names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wps_eval.errors import WpsEvalError
    from wps_eval.pages.bench import open_bench
    from wps_eval.plan import load_plan
    from wps_eval.study import load_study
    from wps_eval.survey import Design, Estimates
    from wps_eval.workspace.partner_study import open_partner_study

__all__ = [
    "Design",
    "Estimates",
    "WpsEvalError",
    "__version__",
    "change",
    "load_plan",
    "load_study",
    "open_bench",
    "open_partner_study",
    "survey",
]

_HOMES = {
    "Design": "wps_eval.survey",
    "Estimates": "wps_eval.survey",
    "WpsEvalError": "wps_eval.errors",
    "load_plan": "wps_eval.plan",
    "load_study": "wps_eval.study",
    "open_bench": "wps_eval.pages.bench",
    "open_partner_study": "wps_eval.workspace.partner_study",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first asked for."""
    if name in ("change", "survey"):
        return import_module(f"wps_eval.{name}")
    if name == "__version__":
        return _installed_version()
    if name in _HOMES:
        try:
            return getattr(import_module(_HOMES[name]), name)
        except ModuleNotFoundError as error:
            from wps_eval.errors import WORKBENCH_IS_MISSING, WpsEvalError  # noqa: PLC0415 - only when needed

            raise WpsEvalError(WORKBENCH_IS_MISSING) from error
    raise AttributeError(f"module 'wps_eval' has no attribute {name!r}")


def _installed_version() -> str:
    """Give the version that is installed."""
    from importlib.metadata import version  # noqa: PLC0415 - only when needed

    return version("wps-eval")


def __dir__() -> list[str]:
    """Name what the package offers."""
    return sorted(__all__)

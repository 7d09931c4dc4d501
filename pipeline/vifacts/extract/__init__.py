"""Article -> Record: spaCy components, one folder a kind of fact.

``vifacts.extract`` is this folder and, called, the public function: Python binds a sub-package to its parent
under its own name, so the folder answers calls itself.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vifacts.record import Article, Record


class _Callable(ModuleType):
    def __call__(self, source: Article | str) -> Record:
        """The Record of an article, or of a bare text (see pipeline.extract)."""
        from vifacts.extract.pipeline import extract

        return extract(source)


sys.modules[__name__].__class__ = _Callable

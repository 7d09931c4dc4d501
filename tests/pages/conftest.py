"""Makes ``layout_pages`` importable: pytest's import mode leaves the folder of a test off the path."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

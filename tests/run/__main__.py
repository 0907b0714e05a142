"""`python3 tests/run`: looks at the Python it was started with, before anything newer Pythons understand is read."""

from __future__ import annotations

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an older Python is told so, not shown a trace
    sys.exit("the tests need Python 3.11 or later; this is {}.{}".format(*sys.version_info))

sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.run.command import main  # noqa: E402 - found only once the checkout is on the path

sys.exit(main(sys.argv[1:]))

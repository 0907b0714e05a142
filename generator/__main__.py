"""`python -m generator` is `briefbook`."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Runs the command line. Ctrl-C while its modules load ends the program as it does later."""
    try:
        from .lasting import collect_seldom, lasting  # noqa: PLC0415 - as below

        collect_seldom()
        with lasting():
            from .cli import main as run  # noqa: PLC0415 - costs 0.1 s, in which somebody may press Ctrl-C
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    run()


if __name__ == "__main__":
    main()

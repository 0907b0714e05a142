"""A program for the law of building: for each line that asks for a build it makes one, in a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec

from generator import workers
from generator.build import Wishes, build
from generator.recall import recall

from .at_work import Asked, project_in, said

FEW = 2
"""With so few parts the work is shared out already: the site is small."""


def main() -> None:
    """Answers until nothing more is asked."""
    workers.LEAST = FEW
    for line in sys.stdin.buffer:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                answer(msgspec.json.decode(line, type=Asked))
                code = 0
            finally:
                os._exit(code)
        os.waitpid(child, 0)


def answer(asked: Asked) -> None:
    """One build, as the command line makes it."""
    project = project_in(Path(asked.folder), Path(asked.user_cache))
    wishes = Wishes(
        base_url=asked.base_url,
        drafts=asked.drafts,
        search=asked.search,
        strict=asked.strict,
        today=asked.today,
        processes=asked.processes,
    )
    made = said(recall(project, wishes) or build(project, wishes))
    sys.stdout.buffer.write(msgspec.json.encode(made) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

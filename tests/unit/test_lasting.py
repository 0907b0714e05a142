"""Modules that stay are none of the garbage collector's business; everything else is, before and after."""

from __future__ import annotations

import gc
import sys

import pytest

from generator.lasting import collect_seldom, lasting


def test_what_is_imported_is_not_looked_at_again() -> None:
    """It is frozen, and no collection ran meanwhile."""
    sys.modules.pop("this", None)
    before = gc.get_freeze_count()
    try:
        with lasting():
            assert not gc.isenabled()
            sys.modules["this"] = sys
        assert gc.isenabled()
        assert gc.get_freeze_count() > before
    finally:
        del sys.modules["this"]
        gc.unfreeze()


def test_what_is_there_already_freezes_nothing() -> None:
    """A program that calls the command line many times keeps none of its garbage for ever."""
    before = gc.get_freeze_count()
    with lasting():
        pass
    assert gc.get_freeze_count() == before


def test_a_failed_import_leaves_the_collector_on() -> None:
    """Ctrl-C while modules load."""
    with pytest.raises(KeyboardInterrupt), lasting():
        raise KeyboardInterrupt
    assert gc.isenabled()


def test_the_collector_looks_seldom() -> None:
    """And still looks."""
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert all(now > then for now, then in zip(gc.get_threshold(), before, strict=True))
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)


def test_a_collector_that_was_off_stays_off() -> None:
    """It is not for us to switch on."""
    gc.disable()
    try:
        with lasting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

"""Installs packages of the system, where that is ours to do: as root on Debian. Elsewhere nothing is touched."""

from __future__ import annotations

import os
import platform
import shutil

from .shell import must


def may_install() -> bool:
    """Ubuntu is left out on purpose: its chromium package is only a pointer to a snap."""
    try:
        system = platform.freedesktop_os_release().get("ID")
    except OSError:
        return False
    return system == "debian" and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> None:
    """From Debian's own archive, with what it depends on and nothing more."""
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    must("reading Debian's list of packages", ["apt-get", "update", "-qq"], environment=quietly)
    wanted = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    must(f"installing Debian's {package}", wanted, environment=quietly)

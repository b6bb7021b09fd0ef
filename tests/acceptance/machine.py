# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test needs of the machine that not every machine grants: mounts, namespaces, other users."""

import os
import subprocess
import sys
import tempfile

PRIVATE = "ASSET_GENERATOR_PRIVATE_MOUNTS"
BAD_DISK = os.environ.get("BAD_DISK_LIBRARY", "")


def grants(*command):
    """True where this command works here; nothing is said."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=False).returncode == 0
    except FileNotFoundError:
        return False


def bad_disk(environment, folder, control, library=BAD_DISK):
    """The environment of a program that believes of this folder's disk what the control file says."""
    return environment | {"LD_PRELOAD": library, "BAD_DISK_FOLDER": folder, "BAD_DISK_CONTROL": control,
                          "BAD_DISK_LOG": control + ".log",
                          # the sanitizer's library wants to be the first, and can do with being the second
                          "ASAN_OPTIONS": environment.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}


def move_to_private_mounts():
    """Starts this test anew in a mount namespace of its own, where that is granted: nobody else sees what is mounted
    there, and it vanishes with the last process, also when the test is killed."""
    if PRIVATE in os.environ:
        return
    for options in ("-m", "-Urm"):
        if grants("unshare", options, "mount", "-t", "tmpfs", "none", tempfile.gettempdir()):
            os.environ[PRIVATE] = "1"
            os.execvp("unshare", ["unshare", options, sys.executable, *sys.argv])


def has_private_mounts():
    return PRIVATE in os.environ


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True, stdin=subprocess.DEVNULL)


def unplug(folder):
    """As when a stick is pulled out: who still has something open there keeps it, and the folder is gone."""
    subprocess.run(["umount", "-l", folder], check=True, stdin=subprocess.DEVNULL)
    os.rmdir(folder)

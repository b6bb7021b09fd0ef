# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in folders and to files, as the kernel tells it."""

import ctypes
import os
import select
import struct

CLOSE_NOWRITE, OPEN, CREATE = 0x010, 0x020, 0x100
OVERFLOW = 0x4000
HEAD = struct.Struct("iIII")


class Inotify:
    """Collects events; an overflow is an error, because then nothing can be counted. The kernel makes one of two equal
    events in a row: to count one kind, watch for what comes between them too."""

    def __init__(self):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self.libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
        self.check(self.descriptor)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.descriptor)

    def add(self, path, mask):
        self.check(self.libc.inotify_add_watch(self.descriptor, os.fsencode(path), mask))

    def events(self, seconds=0):
        """The (mask, name) pairs of what happened, after waiting for the first at most that long."""
        found = []
        while select.select([self.descriptor], [], [], 0 if found else seconds)[0]:
            block, at = os.read(self.descriptor, 65536), 0
            while at < len(block):
                _, mask, _, length = HEAD.unpack_from(block, at)
                name = block[at + HEAD.size:at + HEAD.size + length].rstrip(b"\0").decode()
                if mask & OVERFLOW:
                    raise OverflowError("events were lost")
                found.append((mask, name))
                at += HEAD.size + length
        return found

    @staticmethod
    def check(result):
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

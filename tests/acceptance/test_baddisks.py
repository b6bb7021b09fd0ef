# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk of the project folder goes bad while it is generated, and heals: the generation goes on, says so once, and
its session stands in the file again."""

import errno
import os
import signal
import unittest

from diskscene import HEALING, DiskScene, Generation
from machine import has_private_mounts, mount, move_to_private_mounts
from scene import STATE_FILE

MILLISECOND = 1000  # in µs; the program counts no finer
HEARTBEAT = 9000 * MILLISECOND


class BadDisks(DiskScene):
    def fails_and_heals(self, reason, *operations):
        """The same without mounts: what the program does there fails."""
        project = self.preloaded()
        self.goes_bad_and_heals(project, lambda: self.control(*operations, reason=reason), self.control,
                                os.strerror(reason))

    def test_full_disk(self):
        if not has_private_mounts():
            return self.fails_and_heals(errno.ENOSPC, "write")
        _, project = self.mounted()
        filler = f"{project}/filler"

        def fill():
            with self.locked(project), open(filler, "wb", buffering=0) as file:
                with self.assertRaises(OSError) as full:
                    while True:
                        file.write(b"x" * 1024)
                self.assertEqual(full.exception.errno, errno.ENOSPC)
        self.goes_bad_and_heals(project, fill, lambda: os.remove(filler), "No space left on device")
        return None

    def test_read_only_remount(self):
        if not has_private_mounts():
            return self.fails_and_heals(errno.EROFS, "open", "rename")
        disk, project = self.mounted()

        def read_only():
            with self.locked(project):  # what is open for writing cannot become read-only
                mount("-o", "remount,ro", disk)
        self.goes_bad_and_heals(project, read_only, lambda: mount("-o", "remount,rw", disk), "Read-only file system")
        return None

    def test_quota(self):
        self.fails_and_heals(errno.EDQUOT, "write")

    def test_another_error_of_the_disk_is_not_said_again(self):
        project = self.preloaded()

        def fail_otherwise_then_heal():
            self.control("rename", reason=errno.EIO)
            renamed = self.logged("rename")
            self.until("it is tried again", lambda: self.logged("rename") > renamed, HEALING)
            self.control()
        self.goes_bad_and_heals(project, lambda: self.control("sync", reason=errno.EIO), fail_otherwise_then_heal,
                                "Input/output error")

    def test_no_locks_at_all(self):
        project = self.preloaded()
        self.goes_bad_and_heals(project, lambda: self.control("lockfolder", "lockfile", reason=errno.ENOLCK),
                                self.control, "No locks available", STATE_FILE + ".lock")

    def test_a_disk_that_stays_bad_keeps_nothing_alive(self):
        project = self.preloaded()
        generation = Generation(self, project).until_sampling()
        self.control("open", "write", reason=errno.ENOSPC)
        self.assert_completed(generation)
        self.assertEqual(len(generation.said()), 1, generation.said())
        left = self.run_program("status", "--local", "-f", "json", cwd=project).json
        self.assertEqual((left["generations_running"], left["active_generations"]), (0, []))
        self.control()
        self.assertEqual(self.run_program("status", cwd=project).code, 0)
        self.assert_nothing_left(project)

    # ---- disks that are as they are

    def test_no_locks_on_folders(self):
        project = self.preloaded()
        self.control("lockfolder", reason=errno.EOPNOTSUPP)
        generations = self.two_generations(project)
        self.assertEqual(set(self.sessions(project)), {g.session for g in generations})
        for generation in generations:
            self.assert_completed(generation)
            self.assertEqual(generation.said(), [])
        self.assert_nothing_left(project, STATE_FILE + ".lock")

    def test_slow_disk_is_written_a_twentieth_of_the_time(self):
        self.server.terminate()
        self.demo_server(step_ms=5)
        project = self.preloaded()
        self.control("sync", milliseconds=200)
        process = self.generate("-f", "json", "--label", "slow", project=project, steps=400, images=8, save=False)
        slow = self.id_of("slow", project)
        self.until_sampling(slow, project)
        self.until("this write is noted", lambda: self.logged("sync") == self.logged("rename"))
        first = len(self.writes())
        self.until("two writes of progress", lambda: len(self.writes()) >= first + 2, 30)
        writes = self.writes()[first - 1:]
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(process).code, 130)
        for (begin, end), (next_begin, _) in zip(writes, writes[1:]):
            pause = next_begin - begin
            if pause < HEARTBEAT:  # a live owner writes that often, however slow its disk is
                self.assertLessEqual(20 * (end - begin - MILLISECOND), pause, writes)
        self.assert_nothing_left(project)

    # ---- what the disk was asked

    def log(self):
        with open(f"{self.root}/control.log", encoding="ascii") as log:
            return [line.split() for line in log.read().splitlines()]

    def logged(self, operation):
        return sum(1 for line in self.log() if line[0] == operation)

    def writes(self):
        """Begin and end of each write of the state file, from its sync to its renaming."""
        lines = self.log()
        return [(int(sync[1]), int(rename[2])) for sync, rename in zip(lines, lines[1:])
                if (sync[0], rename[0]) == ("sync", "rename")]


if __name__ == "__main__":
    move_to_private_mounts()
    unittest.main(verbosity=2)

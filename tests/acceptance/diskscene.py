# SPDX-License-Identifier: GPL-3.0-or-later
"""A scene with disks that go bad while it is generated, and heal."""

import contextlib
import fcntl
import os
import signal

from machine import BAD_DISK, bad_disk, grants, has_private_mounts, mount
from scene import STATE_FILE, Scene

HEALING = 10 + 2  # a live owner writes every 10 s
MUST_MOUNT = "this machine does not let tests mount"
MUST_PRELOAD = "BAD_DISK_LIBRARY names no library to preload"


class Generation:
    """A generating process; what it says can be read while it runs."""

    def __init__(self, scene, project, *options):
        self.scene = scene
        self.label = "".join(options).strip("-") or "usual"
        self.stderr = f"{scene.root}/said-{len(scene.running)}"
        with open(self.stderr, "w", encoding="utf-8") as stderr:
            self.process = scene.generate(
                "-f", "json", "--label", self.label, *options, "--save-images", "--output-dir",
                f"{scene.root}/pictures", cwd=scene.root, project=project, steps=40, save=False, stderr=stderr)
        self.project, self.session = project, None

    def until_sampling(self):
        self.session = self.scene.id_of(self.label, self.project)
        self.scene.until_sampling(self.session, self.project)
        return self

    def said(self):
        """What is neither progress nor a picture."""
        with open(self.stderr, encoding="utf-8") as stderr:
            lines = stderr.read().splitlines()
        return [line for line in lines if not line.startswith((self.session[:8], "[1/1] Saved: "))]

    def entry(self):
        return self.scene.sessions(self.project).get(self.session)


class DiskScene(Scene):
    def setUp(self):
        super().setUp()
        os.mkdir(f"{self.root}/pictures")
        self.demo_server(step_ms=50)

    def generate(self, *arguments, project, **options):
        return super().generate("--project", project, *arguments, **options)

    # ---- disks

    @contextlib.contextmanager
    def locked(self, project):
        """No writer is in the middle of its write meanwhile."""
        folder = os.open(project, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def mounted(self):
        """A project folder on a small disk of its own; returns it and the place where the disk itself is."""
        if not has_private_mounts():
            self.skipTest(MUST_MOUNT)
        disk, project = f"{self.root}/disk", f"{self.root}/stick"
        os.mkdir(disk)
        mount("-t", "tmpfs", "-o", "size=128k", "none", disk)
        for folder in (disk, project):
            self.addCleanup(grants, "umount", "-l", folder)
        self.plug(disk, project)
        return disk, project

    @staticmethod
    def plug(disk, project):
        os.mkdir(project)
        mount("--bind", disk, project)

    def preloaded(self):
        """A project folder of which the program believes that its disk is as bad as control() says."""
        if not os.path.isfile(BAD_DISK):
            self.skipTest(MUST_PRELOAD)
        self.control()
        self.environment = bad_disk(self.environment, self.cards, f"{self.root}/control")
        return self.cards

    def control(self, *operations, reason=0, milliseconds=0):
        """From now on these operations are bad, and all others are well."""
        with open(f"{self.root}/control.new", "w", encoding="ascii") as file:
            file.writelines(f"{operation} {reason} {milliseconds}\n" for operation in operations)
        os.rename(f"{self.root}/control.new", f"{self.root}/control")

    # ---- claims

    def two_generations(self, project):
        generations = [Generation(self, project, "-v"), Generation(self, project, "-q")]
        return [generation.until_sampling() for generation in generations]

    def goes_bad_and_heals(self, project, go_bad, heal, cause, *left):
        generations = self.two_generations(project)
        go_bad()
        self.until("the trouble is said", generations[0].said)
        self.pause(self.server)  # it goes on when all else has been seen
        stale = [generation.entry() for generation in generations]
        heal()
        for generation, before in zip(generations, stale):
            self.until("the session stands in the file again",
                       lambda: generation.entry() not in (None, before), HEALING)
        self.server.send_signal(signal.SIGCONT)
        for generation in generations:
            self.assert_completed(generation)
        self.assert_said_once(generations, cause)
        self.assert_nothing_left(project, *left)

    def assert_completed(self, generation):
        outcome = self.finish(generation.process)
        self.assertEqual(outcome.code, 0, (outcome, generation.said()))
        self.assertEqual((outcome.json["status"], outcome.json["errors"]), ("completed", []))
        self.assert_pictures(outcome.json["metadata"]["local_paths"], 1)
        self.assertEqual(self.history()[generation.session]["outcome"], "completed")

    def assert_said_once(self, generations, cause):
        loud, quiet = generations
        self.assertEqual(len(loud.said()), 1, loud.said())
        self.assertIn(cause, loud.said()[0])
        self.assertEqual(quiet.said(), [])

    def assert_nothing_left(self, project, *expected):
        self.assertEqual(self.sessions(project), {})
        self.assertEqual(sorted(os.listdir(project)), sorted([STATE_FILE, *expected]))
        for folder in ("state/asset-generator/tickets", "run/asset-generator/previews"):
            with contextlib.suppress(FileNotFoundError):
                self.assertEqual(os.listdir(f"{self.root}/{folder}"), [])

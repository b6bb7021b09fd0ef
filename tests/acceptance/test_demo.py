# SPDX-License-Identifier: GPL-3.0-or-later
"""`./dev demo` without a display: it shows, ends by itself, and leaves nothing but pictures."""

import glob
import json
import os
import signal
import subprocess
import time
import unittest

from scene import PROGRAM, Scene

DEV = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../dev")


class Demo(Scene):
    def setUp(self):
        super().setUp()
        self.marker = f"{self.root}/pictures"
        self.environment |= {"DEMO_PROGRAM": PROGRAM, "DEMO_PICTURES": self.marker, "TMPDIR": self.root}

    def start_demo(self):
        process = subprocess.Popen([DEV, "demo"], env=self.environment, cwd=self.root, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.running.append(process)
        return process

    def left_processes(self):
        """Those that name our folder in their arguments or have it for their folder or environment."""
        left = []
        for folder in glob.glob("/proc/[0-9]*"):
            try:
                with open(f"{folder}/environ", "rb") as file:
                    mine = self.root.encode() in file.read()
                if mine and int(os.path.basename(folder)) != os.getpid():
                    with open(f"{folder}/cmdline", "rb") as file:
                        left.append(file.read())
            except OSError:
                pass
        return left

    def assert_nothing_left(self):
        self.until("no process is left", lambda: not self.left_processes(), 5)
        for path in glob.glob(f"{self.marker}/**/.asset-generator-state.json", recursive=True):
            with open(path, encoding="utf-8") as file:
                self.assertEqual(json.load(file)["sessions"], {}, path)
        self.assertEqual(glob.glob(f"{self.root}/asset-generator-demo.*"), [])
        self.assertEqual(os.listdir(f"{self.root}/state"), [])  # the user's own history was not touched

    def test_it_ends_by_itself(self):
        done = self.finish(self.start_demo(), 150)
        self.assertEqual(done.code, 0, done)
        pictures = [line for line in done.out.splitlines() if line.startswith(self.marker)]
        self.assertGreater(len(pictures), 5)
        self.assert_pictures(pictures, len(pictures))
        for project in ("cards", "portraits"):
            self.assertTrue(any(f"/{project}/" in path for path in pictures))
        self.assertRegex(done.out, r"(?m)sampling  \d+\.\d%")
        self.assertRegex(done.out, r"(?m)completed  \d/\d")
        self.assert_nothing_left()

    def interrupted(self, whom):
        process = self.start_demo()
        self.until("generations run", lambda: any(
            self.sessions(f"{self.marker}/{project}") for project in ("cards", "portraits")))
        time.sleep(0.5)
        whom(process)
        ended = self.finish(process, 15)
        self.assertEqual(ended.code, 130, ended)
        self.assert_nothing_left()

    def test_ctrl_c_ends_all_of_it(self):
        self.interrupted(lambda process: os.killpg(process.pid, signal.SIGINT))

    def test_so_does_an_interrupt_of_the_script_alone(self):
        self.interrupted(lambda process: os.kill(process.pid, signal.SIGINT))


if __name__ == "__main__":
    unittest.main(verbosity=2)

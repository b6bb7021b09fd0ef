# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts rely on: where results go, signals that were ignored, pipes that close, settings from anywhere."""

import json
import os
import pty
import signal
import subprocess
import threading
import time
import unittest

from scene import PROGRAM, Scene


class Scripts(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=60)

    def with_shell(self, command, seconds=20):
        """In a shell as a script would, which knows the program as $P."""
        return subprocess.run(["bash", "-c", command], cwd=self.cards, env=self.environment | {"P": PROGRAM},
                              capture_output=True, text=True, timeout=seconds, check=False)

    # ---- where results go

    def test_a_result_goes_into_a_pipe_or_a_device(self):
        pipe = f"{self.root}/pipe"
        os.mkfifo(pipe)
        got = []

        def read():
            with open(pipe, encoding="utf-8") as file:
                got.append(file.read())
        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        self.assertEqual(self.run_program("status", "-f", "json", "-o", pipe).code, 0)
        reader.join(10)
        self.assertEqual(json.loads(got[0])["schema"], 1)
        self.assertFalse(os.path.isfile(pipe))
        shown = self.with_shell("$P status -f json -o /dev/stdout")
        self.assertEqual(json.loads(shown.stdout)["schema"], 1)

    def test_a_result_that_cannot_be_printed_is_no_success(self):
        for command in ("status -f json", "status", "history -f json"):
            with self.subTest(command=command):
                done = self.with_shell(f"$P {command} > /dev/full")
                self.assertEqual(done.returncode, 1, done)
                self.assertIn("could not be printed", done.stderr)

    def test_a_place_that_cannot_be_written_is_found_before_the_work(self):
        ended = self.finish(self.generate("-o", f"{self.root}/nowhere/x.json"))
        self.assert_ended(ended, 1, "nowhere")
        self.assertTrue(self.is_idle())

    def test_an_error_does_not_replace_a_good_result(self):
        good = f"{self.root}/good.json"
        with open(good, "w", encoding="utf-8") as file:
            file.write("good")
        ended = self.finish(self.generate("-f", "json", "-o", good, "--model", "nonsense"))
        self.assertEqual((ended.code, ended.json["error"]["code"]), (8, "model_not_found"))
        with open(good, encoding="utf-8") as file:
            self.assertEqual(file.read(), "good")

    def test_what_prints_as_it_goes_takes_no_output_file(self):
        self.assert_ended(self.run_program("watch", "-o", "x"), 2, "> FILE")
        self.generate("--label", "hero", steps=30)
        self.id_of("hero")
        waited = self.run_program("wait", "-o", "waited.txt")
        self.assertEqual((waited.code, waited.out), (0, ""))
        with open(f"{self.cards}/waited.txt", encoding="utf-8") as file:
            self.assertIn(" completed 1/1 ", file.read())

    def test_watching_ends_with_its_reader(self):
        self.generate(steps=200)
        started = time.monotonic()
        done = self.with_shell("$P watch -f ndjson | head -n 1")
        self.assertEqual(json.loads(done.stdout)["event"], "snapshot")
        self.assertLess(time.monotonic() - started, 5)

    def test_a_generation_outlives_its_reader(self):
        process = self.generate("-f", "ndjson", steps=30)
        process.stdout.close()
        process.stdout = None
        self.assertEqual(self.finish(process).code, 0)

    def test_the_first_that_ends_is_one_document(self):
        for label in ("first", "second"):
            self.generate("--label", label, steps=30)
            self.id_of(label)
        waited = self.run_program("wait", "--any", "-f", "json")
        self.assertGreaterEqual(len(waited.json["sessions"]), 1)

    # ---- signals

    def ignoring(self, number):
        def ignore():
            signal.signal(number, signal.SIG_IGN)
        process = subprocess.Popen([PROGRAM, "--cli", "generate", "image", "-p", "a fox", "--model", "demo", "--steps", "40"],
                                   cwd=self.cards, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, preexec_fn=ignore)
        self.running.append(process)
        return process

    def test_ignored_signals_stay_ignored(self):
        for number in (signal.SIGHUP, signal.SIGINT):
            with self.subTest(signal=number):
                process = self.ignoring(number)
                self.until("it runs", self.sessions)
                process.send_signal(number)
                self.assertEqual(self.finish(process).code, 0)

    def test_an_interrupted_generation_has_a_document_too(self):
        process = self.generate("-f", "json", "--label", "hero", steps=300)
        self.until_sampling(self.id_of("hero"))
        process.send_signal(signal.SIGINT)
        ended = self.finish(process, 10)
        self.assertEqual((ended.code, ended.json["error"]["code"], ended.json["error"]["exit_code"]), (130, "cancelled", 130))

    # ---- settings

    def test_settings_count_wherever_they_are_set(self):
        self.environment["ASSET_GENERATOR_QUIET"] = "true"
        self.environment["ASSET_GENERATOR_OUTPUT"] = "status.txt"
        ended = self.run_program("status")
        self.assertEqual((ended.code, ended.out, ended.err), (0, "", ""))
        self.assertTrue(os.path.exists(f"{self.cards}/status.txt"))

    def test_the_format_of_the_environment_is_that_of_errors_too(self):
        self.environment["ASSET_GENERATOR_FORMAT"] = "json"
        ended = self.run_program("status", "--nonsense")
        self.assertEqual((ended.code, ended.json["error"]["code"]), (2, "usage"))

    def on_a_terminal(self, *arguments):
        """What the program writes to a terminal in three seconds."""
        near, far = pty.openpty()
        process = subprocess.Popen([PROGRAM, "--cli", *arguments], cwd=self.cards, env=self.environment,
                                   stdin=far, stdout=far, stderr=far, start_new_session=True)
        os.close(far)
        self.running.append(process)
        written = b""
        end = time.monotonic() + 3
        os.set_blocking(near, False)
        while time.monotonic() < end:
            try:
                written += os.read(near, 65536)
            except BlockingIOError:
                time.sleep(0.05)
            except OSError:
                break
        process.kill()
        process.wait()
        os.close(near)
        return written

    def test_no_escape_bytes_where_they_are_not_wished(self):
        self.generate(steps=400)
        self.environment["TERM"] = "xterm"
        self.assertIn(b"\x1b[", self.on_a_terminal("watch"))
        self.assertNotIn(b"\x1b", self.on_a_terminal("watch", "--color", "never"))
        self.environment["NO_COLOR"] = "1"
        self.assertNotIn(b"\x1b", self.on_a_terminal("watch"))


if __name__ == "__main__":
    unittest.main(verbosity=2)

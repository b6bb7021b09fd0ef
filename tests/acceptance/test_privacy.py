# SPDX-License-Identifier: GPL-3.0-or-later
"""What others may read holds no prompt and no secret, and the headless half stays light."""

import glob
import json
import os
import stat
import unittest

from scene import STATE_FILE, Scene

PROMPT = "an unmistakable zebra in velvet"
KEY = "hunter2-hunter2-hunter2"


class Privacy(Scene):
    def setUp(self):
        super().setUp()
        self.demo_server(step_ms=80)
        self.process = self.generate("--label", "hero", "--api-key", KEY, f"--swarm-token={KEY}", prompt=PROMPT, steps=150)
        self.hero = self.id_of("hero")
        self.until_sampling(self.hero)

    def ticket(self):
        with open(f"{self.root}/state/asset-generator/tickets/{self.hero}.json", encoding="utf-8") as file:
            return json.load(file)

    def test_no_library_is_taken_from_the_folder_that_it_is_started_in(self):
        self.environment["LD_DEBUG"] = "libs"
        tried = self.run_program("--version").err
        self.assertIn("trying file=/", tried)
        self.assertNotRegex(tried, r"trying file=[^/]")

    def test_the_state_file_holds_no_prompt_and_no_credential(self):
        with open(f"{self.cards}/{STATE_FILE}", encoding="utf-8") as file:
            text = file.read()
        server_session = self.ticket()["server_session"]
        self.assertTrue(server_session)
        for secret in (PROMPT, "zebra", KEY, server_session):
            self.assertNotIn(secret, text)
        self.assertLessEqual(len(text), 1400)  # a session and its frame

    def test_secrets_are_blanked_in_the_argument_list(self):
        with open(f"/proc/{self.process.pid}/cmdline", "rb") as file:
            words = file.read().decode()
        for secret in (KEY, PROMPT, "zebra"):
            self.assertNotIn(secret, words)
        self.assertIn("generate", words)

    def test_no_secret_is_said(self):
        status = self.run_program("status", "-v", "-f", "json", "--api-key", KEY)
        self.assertNotIn(KEY, status.out + status.err)
        self.assertNotIn(self.ticket()["server_session"], status.out + status.err)

    def test_no_picture_library_is_loaded(self):
        with open(f"/proc/{self.process.pid}/maps", encoding="utf-8") as file:
            maps = file.read()
        self.assertIn("libQt6Core", maps)
        for library in ("libQt6Gui", "libQt6Widgets", "libQt6DBus", "libX11", "libwayland"):
            self.assertNotIn(library, maps)
        self.assertNotIn("libQt6Sql", maps)  # asked for only when a session ends

    def test_private_files_are_private(self):
        os.kill(self.process.pid, 2)
        self.finish(self.process)
        again = self.generate("--label", "again", prompt=PROMPT, steps=150)
        self.until_sampling(self.id_of("again"))
        found = [path for path in glob.glob(f"{self.root}/state/**", recursive=True) if path != f"{self.root}/state/"]
        self.assertTrue(any(path.endswith("history.sqlite") for path in found), found)
        self.assertTrue(any("tickets/" in path for path in found), found)
        for path in found:
            mode = stat.S_IMODE(os.stat(path).st_mode)
            self.assertEqual(mode & 0o077, 0, f"{path} {mode:o}")
        again.kill()

    def test_saved_pictures_do_not_tell_the_prompt(self):
        done = self.finish(self.generate("-f", "json", prompt=PROMPT, steps=5))
        for path in done.json["metadata"]["local_paths"]:
            with open(path, "rb") as file:
                self.assertNotIn(b"zebra", file.read())


if __name__ == "__main__":
    unittest.main(verbosity=2)

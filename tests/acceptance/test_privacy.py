# SPDX-License-Identifier: GPL-3.0-or-later
"""What others may read holds no prompt and no secret, and the headless half stays light."""

import glob
import json
import os
import signal
import stat
import subprocess
import unittest

from gate import Gate
from scene import PROGRAM, STATE_FILE, Scene

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


class Planted(Scene):
    """Every secret is planted in its own way, everything is asked, and everything that was written is searched."""

    SECRETS = {"key": "k3y-planted-k3y", "header": "header-planted-0001", "token": "6164.planted-t0ken.facade",
               "password": "planted-passw0rd", "proxy": "planted-pr0xy", "session": "5e55" * 10, "hash": "swarmclientpw"}

    def setUp(self):
        super().setUp()
        self.gate = Gate(accounts={"ada": self.SECRETS["password"]}, header=self.SECRETS["header"],
                         token=self.SECRETS["token"])
        self.addCleanup(self.gate.close)
        self.said = ""
        self.environment |= {"ASSET_GENERATOR_API_URL": self.gate.address,
                             "ASSET_GENERATOR_AUTH_HEADER": self.SECRETS["header"],
                             "ASSET_GENERATOR_SWARM_TOKEN": self.SECRETS["token"],
                             "http_proxy": f"http://ada:{self.SECRETS['proxy']}@127.0.0.1:9"}

    def ask(self, *arguments, code=None, given=None, **changes):
        """In words and as a document, with -v; `changes` of the environment are for this once."""
        for output in ((), ("-f", "json")):
            kept = dict(self.environment)
            self.environment |= changes
            process = self.begin(*arguments, "-v", *output, stdin=subprocess.PIPE)
            self.environment = kept
            try:
                process.stdin.write(given or "")
                process.stdin.close()
            except BrokenPipeError:
                pass
            process.stdin = None
            done = self.finish(process)
            self.said += done.out + done.err
            if code is not None:
                self.assertEqual(done.code, code, (arguments, done))
        return done

    def set_the_server(self):
        del self.environment["ASSET_GENERATOR_API_URL"]
        self.ask("config", "set", "api-url", self.gate.address, code=0)

    def assert_nothing_is_told(self, allowed=()):
        for name, secret in self.SECRETS.items():
            self.assertNotIn(secret, self.said, name)
        for path in glob.glob(f"{self.root}/**", recursive=True, include_hidden=True):
            if not os.path.isfile(path) or any(part in path for part in allowed):
                continue
            with open(path, "rb") as file:
                text = file.read()
            for name, secret in self.SECRETS.items():
                self.assertNotIn(secret.encode(), text, f"{name} in {path}")

    def test_no_command_tells_a_secret(self):
        generate = ("generate", "image", "--prompt", PROMPT, "--model", "demo", "--websocket=false", "--label", "hero")
        self.ask("status", code=0)
        self.ask("status", "--all", code=0)
        self.ask("models", "list", code=0)
        self.ask(*generate, "--save-images", "--output-dir", "out", code=0)
        shown = self.history()
        self.ask("history", "show", next(iter(shown)), code=0)
        self.ask("history", "--all", code=0)
        self.ask("cancel", "--all")
        self.ask("wait")
        self.ask("collect", "0123abcd")
        self.ask("config", "view", code=0)
        for key in ("api-key", "auth-header", "swarm-token"):
            self.ask("config", "get", key, code=0)
        self.assertNotIn("zebra", self.said.replace(json.dumps(PROMPT), "").replace(PROMPT, ""))
        self.assert_nothing_is_told()

    def test_no_failure_tells_a_secret(self):
        wrong = {"ASSET_GENERATOR_SWARM_TOKEN": "wrong." + self.SECRETS["key"]}
        generate = ("generate", "image", "--prompt", PROMPT, "--model", "demo")
        for command in (("status",), ("models", "list"), generate):
            self.ask(*command, code=4, **wrong)
            self.ask(*command, code=4, ASSET_GENERATOR_AUTH_HEADER="Bearer " + self.SECRETS["key"])
            self.ask(*command, code=3, ASSET_GENERATOR_API_URL="http://studio.invalid:7801")
            self.ask(*command, code=3, ASSET_GENERATOR_API_URL="http://127.0.0.1:1")
            self.ask(*command, code=3, ASSET_GENERATOR_API_URL=self.gate.address.replace("http", "https"))
            self.ask(*command, code=2, ASSET_GENERATOR_API_URL=f"ftp://ada:{self.SECRETS['password']}@studio")
            self.ask(*command, code=2, ASSET_GENERATOR_API_KEY_FILE="/nowhere/key")
            self.ask(*command, "--config", "/nowhere.yaml", code=2)
        self.gate.forgets_sessions = 1000
        self.ask("models", "list", code=4)
        self.ask(*generate, "--websocket=false")
        self.assert_nothing_is_told()

    def test_signing_in_tells_no_secret(self):
        self.ask("config", "login", given=f"ada\n{self.SECRETS['password']}\n", code=2)  # no place for the token
        self.assert_nothing_is_told()
        self.set_the_server()
        self.ask("config", "login", "--user", "ada", given=self.SECRETS["key"] + "\n", code=4)
        self.assert_nothing_is_told()
        self.ask("config", "login", given=f"ada\n{self.SECRETS['password']}\n", code=0)
        self.ask("config", "set", "api-key", given=self.SECRETS["key"], code=0)
        self.assert_nothing_is_told(allowed=["config/asset-generator/config.yaml"])
        self.assertEqual(stat.S_IMODE(os.stat(f"{self.root}/config/asset-generator/config.yaml").st_mode), 0o600)

    def test_a_secret_in_the_argument_list_is_blanked(self):
        with subprocess.Popen([PROGRAM, "config", "set", "api-key", "-", self.SECRETS["key"]], stdin=subprocess.PIPE,
                              env=self.environment, stderr=subprocess.PIPE, text=True) as refused:
            self.said += refused.communicate()[1]
        waiting = self.begin("config", "set", "api-key", "--swarm-token", self.SECRETS["token"], "--auth-header",
                             self.SECRETS["header"], "--api-url", f"http://ada:{self.SECRETS['password']}@127.0.0.1:1",
                             stdin=subprocess.PIPE)
        def words():
            with open(f"/proc/{waiting.pid}/cmdline", "rb") as file:
                return file.read().decode()
        self.until("it is the program", lambda: "xxxxx" in words())
        for secret in self.SECRETS.values():
            self.assertNotIn(secret, words())
        waiting.kill()

    def test_a_crash_tells_nothing(self):
        self.set_the_server()
        waiting = self.begin("config", "login", "-v", "--user", "ada", stdin=subprocess.PIPE)
        self.until("it has begun", lambda: os.path.exists(f"/proc/{waiting.pid}/fd/3"))
        os.kill(waiting.pid, signal.SIGABRT)
        done = self.finish(waiting)
        self.said += done.out + done.err
        self.assert_nothing_is_told()


if __name__ == "__main__":
    unittest.main(verbosity=2)

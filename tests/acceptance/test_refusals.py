# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input and bad days: a clear sentence each, the right exit code, nothing lost."""

import json
import os
import re
import socket
import subprocess
import unittest
from pathlib import Path

from scene import PROGRAM, STATE_FILE, Scene


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Refusals(Scene):
    def refused(self, code, *words, arguments=(), **keywords):
        process = self.generate(*arguments, **keywords)
        ended = self.finish(process, 30)
        self.assert_ended(ended, code, *words)
        self.assertEqual(self.sessions(), {})
        self.assertNotIn("\x1b", ended.err)
        return ended

    def test_no_server(self):
        address = f"http://127.0.0.1:{free_port()}"
        self.environment["ASSET_GENERATOR_API_URL"] = address
        ended = self.refused(3, address.removeprefix("http://"))
        self.assertEqual(ended.out, "")
        error = self.refused(3, arguments=("-f", "json")).json
        self.assertEqual((error["schema"], error["error"]["code"], error["error"]["exit_code"]),
                         (1, "server_unreachable", 3))

    def test_an_archive_under_another_name(self):
        self.demo_server()
        archive = f"{self.cards}/archive.json"
        with open(archive, "wb") as file:
            file.write(b"\x1f\x8b\x08\x00somebody's")
        ended = self.finish(self.generate("--state-file", archive), 30)
        self.assert_ended(ended, 0, "is a compressed file, and its name does not say so")
        with open(archive, "rb") as file:
            self.assertEqual(file.read(), b"\x1f\x8b\x08\x00somebody's")

    def test_status_without_a_server_still_shows_the_sessions(self):
        self.demo_server(step_ms=100)
        self.generate("--label", "hero", steps=300)
        hero = self.id_of("hero")
        address = f"http://127.0.0.1:{free_port()}"
        status = self.run_program("status", "--api-url", address)
        self.assert_ended(status, 3, address)
        self.assertIn("offline", status.out)
        self.assertIn(self.short(hero), status.out)
        report = self.run_program("status", "--api-url", address, "-f", "json").json
        self.assertEqual((report["status"], report["models_count"], report["backends"]), ("offline", None, []))
        self.assertEqual(report["error"]["code"], "server_unreachable")
        self.assertEqual([g["session_id"] for g in report["active_generations"]], [hero])
        local = self.run_program("status", "--local", "-f", "json")
        self.assert_ended(local, 0)
        self.assertEqual(local.json["status"], "unknown")

    def test_a_server_that_is_not_swarmui(self):
        self.demo_server("--fail", "not-swarm")
        self.refused(1, "not a SwarmUI server")

    def test_a_server_that_wants_a_login(self):
        self.demo_server("--fail", "login")
        self.refused(4, "(?i)sign-in|log-?in|authori")

    def test_an_unknown_model(self):
        self.demo_server()
        self.refused(8, "dreamsharper_xl", arguments=("--model", "dreamsharper_xl"))

    def test_pictures_that_came_before_an_error_are_kept(self):
        self.demo_server("--fail", "fail-seed=8")
        for road in ("--websocket=true", "--websocket=false"):
            with self.subTest(road):
                ended = self.refused(6, "ComfyUI execution error", arguments=("--seed", "7", road), images=2, steps=2)
                self.assertRegex(ended.out, "Status +partial, 1 of 2 images in ")
                self.assertRegex(ended.out, "Seed +7\nSaved ")

    def test_pictures_that_are_missing_on_the_server_are_counted(self):
        self.demo_server("--fail", "image-404")
        ended = self.refused(6, "does not have the picture", steps=2)
        self.assertRegex(ended.out, "Status +partial, 1 of 1 images, 0 saved in ")
        self.assertEqual(ended.err.count("does not have the picture"), 1, ended.err)
        self.assertNotIn("Fetch the rest", ended.err)  # it would not be there then either

    def test_what_is_gone_is_not_worth_another_try_whatever_else_failed(self):
        self.demo_server("--fail", "image-404", "--fail", "fail-seed=8")
        ended = self.refused(6, "does not have the picture", "ComfyUI execution error", arguments=("--seed", "7"),
                             images=2, steps=2)
        self.assertNotIn("Fetch the rest", ended.err)

    def test_a_history_that_cannot_be_kept_is_told_in_every_format(self):
        self.demo_server()
        os.makedirs(f"{self.root}/state/asset-generator/history.sqlite", mode=0o700)
        os.chmod(f"{self.root}/state/asset-generator", 0o700)
        for form in ("table", "json", "ndjson"):
            with self.subTest(form):
                ended = self.finish(self.generate("-f", form, steps=2))
                self.assert_ended(ended, 0, "The history cannot be kept")
                self.assertEqual(ended.err.count("The history cannot be kept"), 1, ended.err)

    def test_pictures_that_could_not_be_fetched_may_be_fetched_later(self):
        self.demo_server("--fail", "image-html")
        ended = self.refused(6, "Fetch the rest: asset-generator collect [0-9a-f]{8}", steps=2)
        self.assertEqual(ended.err.count("not a picture"), 1, ended.err)
        quiet = self.refused(6, "not a picture", steps=2, arguments=["-q"])
        self.assertEqual(quiet.err.count("not a picture"), 1, quiet.err)

    def test_an_empty_prompt(self):
        self.demo_server()
        for prompt in ("", "  \n "):
            self.refused(2, "(?i)prompt", prompt=prompt)

    def test_a_folder_with_a_commands_name_is_no_window(self):
        listed = self.run_program("--help").out
        names = re.findall(r"^  ([a-z-]+) ", listed.partition("Subcommands:")[2], re.MULTILINE)
        self.assertIn("parameters", names)
        for name in names:
            with self.subTest(name):
                os.mkdir(f"{self.cards}/{name}")
                ended = subprocess.run([PROGRAM, name, "--help"], cwd=self.cards, env=self.environment, text=True,
                                       capture_output=True, timeout=20, check=False)
                self.assertEqual(ended.returncode, 0, ended.stderr)

    def test_usage(self):
        for arguments, word in ((("generate", "image"), "prompt"), (("status", "--nonsense"), "nonsense"),
                                (("nonsense",), "nonsense"), (("wait", "--timeout", "soon"), "(?i)timeout|soon"),
                                (("generate", "image", "-p", "x", "--steps", "many"), "many"),
                                (("generate", "image", "-p", "x", "--length", "64", "--height", "128"), "(?i)height"),
                                (("status", "--api-url", "ftp://x"), "ftp://x")):
            with self.subTest(arguments=arguments):
                self.assert_ended(self.run_program(*arguments), 2, word)

    def test_every_known_failure_of_the_demo_server_is_written_down(self):
        said = self.run_program("demo-server", "--fail", "nonsense")
        names = said.err.partition("Known are: ")[2].strip().rstrip(".").split(", ")
        self.assertGreater(len(names), 15, said.err)
        reference = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text()
        for name in names:
            self.assertRegex(reference, rf"`{name.partition('[')[0].partition('=')[0]}[\[`=]")

    def test_options_of_the_demo_server_that_make_no_sense(self):
        empty = f"{self.root}/empty"
        with open(empty, "w", encoding="utf-8"):
            pass
        for arguments, words in ((("--as-version", "2.0"), ("2.0", "0.5.0 to 0")),
                                 (("--as-version", "0.9.5", "--accounts"), ("0.9.5", "accounts")),
                                 (("--auth-file", f"{self.root}/none"), (f"{self.root}/none", "read")),
                                 (("--auth-file", empty), (empty, "one line"))):
            with self.subTest(arguments=arguments):
                self.assert_ended(self.run_program("demo-server", "--port", "0", *arguments), 2, *words)

    def test_a_setting_of_the_wrong_type_names_file_and_line(self):
        folder = f"{self.root}/config/asset-generator"
        os.mkdir(folder)
        with open(f"{folder}/config.yaml", "w", encoding="utf-8") as file:
            file.write("format: table\ngenerate:\n  steps: many\n")
        self.assert_ended(self.run_program("status", "--local"), 2, "config.yaml, line 3", "generate.steps", "many")

    def test_a_folder_for_the_pictures_that_cannot_be_written(self):
        self.demo_server()
        with open(f"{self.root}/file", "w", encoding="utf-8"):
            pass
        ended = self.finish(self.begin("generate", "image", "-p", "a fox", "--model", "demo", "--output-dir", f"{self.root}/file/pictures"))
        self.assert_ended(ended, 1, f"{self.root}/file")
        self.assertTrue(self.is_idle())  # found before the server was troubled

    def test_a_project_folder_that_cannot_be_written(self):
        self.demo_server()
        project = f"{self.root}/closed"
        os.mkdir(project)
        os.chmod(project, 0o555)
        if os.geteuid() == 0:
            project = "/proc/self/task"  # where not even root can make a file
        ended = self.finish(self.begin("generate", "image", "-p", "a fox", "--model", "demo", "--steps", "5", "--project", project,
                                       "--output-dir", f"{self.root}/pictures"))
        self.assert_ended(ended, 0, "state.json. cannot be written")  # it goes on, with one warning
        pictures = [f"{self.root}/pictures/{name}" for name in os.listdir(f"{self.root}/pictures")]
        self.assert_pictures(pictures, 1)

    def test_a_missing_state_file_is_an_empty_one(self):
        for arguments in (("status", "--local"), ("wait",), ("cancel",), ("history",)):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.run_program(*arguments).code, 0)
        self.assertEqual(os.listdir(self.cards), [])

    def broken(self, content):
        with open(f"{self.cards}/{STATE_FILE}", "wb") as file:
            file.write(content)

    def kept_aside(self):
        return [name for name in os.listdir(self.cards) if name.startswith(STATE_FILE + ".corrupt-")]

    def test_a_broken_state_file_is_said_and_kept_aside(self):
        self.demo_server()
        broken = b'{"sessions": {"0b9c7f3e-aaaa'
        self.broken(broken)
        looked = self.run_program("status", "--local")
        self.assert_ended(looked, 0, STATE_FILE.replace(".", r"\."))
        self.assertEqual(self.kept_aside(), [])  # looking changes nothing
        self.assert_ended(self.finish(self.generate(steps=5)), 0)
        self.assertEqual(self.sessions(), {})
        self.assertEqual(len(self.kept_aside()), 1)
        with open(f"{self.cards}/{self.kept_aside()[0]}", "rb") as file:
            self.assertEqual(file.read(), broken)

    def test_nobody_takes_a_broken_state_file_for_an_empty_one(self):
        self.broken(b'{"sessions": {"0b9c7f3e-aaaa')
        for arguments in (("wait",), ("wait", "0b9c7f3e"), ("cancel",), ("cancel", "0b9c7f3e"), ("cancel", "--all")):
            with self.subTest(arguments=arguments):
                self.assert_ended(self.run_program(*arguments), 1, STATE_FILE.replace(".", r"\."))

    def test_a_name_from_the_file_does_not_steer_the_terminal(self):
        self.broken(json.dumps({"sessions": {"\x1b[31mred": {
            "status": "generating", "label": "\x1b[2J", "start_time": "2999-01-01T00:00:00Z",
            "updated_at": "2999-01-01T00:00:00Z", "owner": {"host": "\x1b[0m", "pid": 1}}}}).encode())
        for arguments in (("status", "--local"), ("cancel", "--all"), ("wait", "--timeout", "0.1")):
            with self.subTest(arguments=arguments):
                ended = self.run_program(*arguments)
                self.assertNotIn("\x1b", ended.out + ended.err)

    def test_absurd_state_files_never_crash(self):
        for content in (b"", b"null", b"[]", b'{"sessions":{"x":null}}', b'{"sessions":[1]}', b"\xff\xfe\x00",
                        b'{"sessions":{"x":{"progress":"much","start_time":7}}}', b"[" * 100000):
            with self.subTest(content=content[:40]):
                self.broken(content)
                for arguments in (("status", "--local", "-f", "json"), ("cancel", "--all"), ("wait", "--timeout", "1")):
                    self.assertIn(self.run_program(*arguments).code, (0, 1, 6, 7, 8))

    def test_a_pipe_for_a_state_file_does_not_hang(self):
        os.mkfifo(f"{self.cards}/{STATE_FILE}")
        self.run_program("status", "--local", seconds=5)

    def test_the_predecessors_sessions_are_shown_and_kept(self):
        self.demo_server()
        credential = "0123456789abcdef0123456789abcdef01234567"
        self.broken(json.dumps({"sessions": {credential: {
            "id": credential, "status": "generating", "progress": 0.4, "start_time": "2999-01-01T00:00:00Z",
            "updated_at": "2999-01-01T00:00:00.123456789Z"}}, "updated_at": "2999-01-01T00:00:00Z"}).encode())
        shown = self.run_program("status", "--local", "-f", "json")
        self.assertNotIn(credential, shown.out)
        self.assertEqual([g["liveness"] for g in shown.json["active_generations"]], ["unknown"])
        self.finish(self.generate(steps=5))
        self.assertIn(credential, self.sessions())


if __name__ == "__main__":
    unittest.main(verbosity=2)

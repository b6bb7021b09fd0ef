# SPDX-License-Identifier: GPL-3.0-or-later
"""Several users in one folder: each sees all, each stops what is its own, and nobody can harm another."""

import contextlib
import errno
import os
import re
import shutil
import signal
import stat
import subprocess
import time
import unittest

from inotify import CREATE, Inotify
from machine import BAD_DISK, bad_disk, grants
from scene import PROGRAM, STATE_FILE, Scene

GROUP = f"agtest{os.getpid()}"


class User:
    """Root, or a user of this machine who exists as long as the tests run."""

    def __init__(self, name=None):
        self.name = f"{GROUP}{name}" if name else "root"
        self.home = ""
        self.prefix = ["setpriv", "--reuid", self.name, "--regid", GROUP, "--init-groups", "--"] if name else []
        if name:
            subprocess.run(["useradd", "--no-create-home", "--no-user-group", "--gid", GROUP, self.name],
                           check=True, capture_output=True)

    def remove(self):
        subprocess.run(["userdel", self.name], check=False, capture_output=True)

    def run(self, *command):
        return subprocess.run([*self.prefix, *command], check=False, capture_output=True, text=True, errors="replace")


class Users(Scene):
    @classmethod
    def setUpClass(cls):
        if os.geteuid() != 0:
            raise unittest.SkipTest("only root can make the users that these tests need")
        if not grants("groupadd", GROUP):
            raise unittest.SkipTest("this machine lets no group be made")
        cls.addClassCleanup(subprocess.run, ["groupdel", GROUP], check=False, capture_output=True)
        cls.superuser, cls.ada = User(), User("ada")
        cls.addClassCleanup(cls.ada.remove)
        cls.bob = User("bob")
        cls.addClassCleanup(cls.bob.remove)
        if not grants(*cls.bob.prefix, PROGRAM, "--cli", "--version"):
            raise unittest.SkipTest("the program lies where other users may not read it")

    def setUp(self):
        super().setUp()
        self.addCleanup(os.umask, os.umask(0o022))
        os.chmod(self.root, 0o711)
        self.demo_server(step_ms=30)
        for user in (self.superuser, self.ada, self.bob):
            user.home = f"{self.root}/{user.name}"
            for folder in ("", "/state", "/run", "/config"):
                os.mkdir(user.home + folder)
                self.give(user.home + folder, user)

    @staticmethod
    def give(path, user, mode=0o755):
        """To the user and the group of both."""
        shutil.chown(path, user.name if user else "root", GROUP)
        os.chmod(path, mode)

    @contextlib.contextmanager
    def as_user(self, user):
        before = self.prefix, self.environment
        self.prefix = user.prefix
        self.environment = self.environment | {
            "HOME": user.home, "XDG_STATE_HOME": f"{user.home}/state", "XDG_CONFIG_HOME": f"{user.home}/config",
            "XDG_RUNTIME_DIR": f"{user.home}/run"}
        try:
            yield
        finally:
            self.prefix, self.environment = before

    def generates(self, user, label="", cwd=None, steps=60, images=1):
        with self.as_user(user):
            return self.generate("-f", "json", "--label", label, "--save-images", "--output-dir",
                                 f"{user.home}/pictures", cwd=cwd, steps=steps, images=images, save=False)

    def asks(self, user, *arguments, seconds=30):
        with self.as_user(user):
            return self.run_program(*arguments, seconds=seconds)

    def assert_completed(self, user, process, warnings=0):
        outcome = self.finish(process)
        self.assertEqual(outcome.code, 0, outcome)
        session = outcome.json["session_id"]
        said = [line for line in outcome.err.splitlines() if not line.startswith((session[:8], "[1/1] Saved: "))]
        self.assertEqual(len(said), warnings, outcome)
        self.assert_pictures(outcome.json["metadata"]["local_paths"], 1)
        rows = self.asks(user, "history", "--all", "-f", "json").json["sessions"]
        self.assertEqual([row["outcome"] for row in rows if row["session_id"] == session], ["completed"])
        return said

    def shown_to(self, user):
        outcome = self.asks(user, "status", "--local", "-f", "json")
        self.assertEqual(outcome.code, 0, outcome)
        return {g["label"]: g for g in outcome.json["active_generations"]}

    # ---- side by side

    def both_write(self, mode, group, file_mode):
        self.give(self.cards, None, mode)
        if not group:
            os.chown(self.cards, 0, 0)
        running = [self.generates(self.ada, "ada's"), self.generates(self.bob, "bob's")]
        ids = {self.id_of("ada's"), self.id_of("bob's")}
        for user in (self.ada, self.bob):
            shown = self.shown_to(user)
            self.assertEqual({label: (g["owner"]["user"], g["liveness"]) for label, g in shown.items()},
                             {"ada's": (self.ada.name, "alive"), "bob's": (self.bob.name, "alive")})
        while True:
            sessions = self.sessions()
            if any(session["progress"] > 0.9 for session in sessions.values()):
                break
            self.assertEqual(set(sessions), ids)
        facts = os.stat(f"{self.cards}/{STATE_FILE}")
        self.assertEqual(oct(stat.S_IMODE(facts.st_mode)), oct(file_mode))
        if group:
            self.assertEqual(facts.st_gid, os.stat(self.cards).st_gid)
        for user, process in zip((self.ada, self.bob), running):
            self.assert_completed(user, process)
        self.assertEqual(self.sessions(), {})
        self.assertEqual(os.listdir(self.cards), [STATE_FILE])

    def test_both_write_in_a_folder_of_their_group(self):
        self.both_write(0o775, group=True, file_mode=0o664)

    def test_both_write_in_a_folder_that_hands_its_group_on(self):
        self.both_write(0o2775, group=True, file_mode=0o664)

    def test_both_write_in_a_folder_that_all_may_write(self):
        self.both_write(0o777, group=False, file_mode=0o644)

    def one_writes(self, mode):
        """Only Ada's session can stand in the file; Bob's is made all the same."""
        self.give(self.cards, self.ada, mode)
        ada = self.generates(self.ada, "ada's", steps=400)
        session = self.id_of("ada's")
        bob = self.generates(self.bob, "bob's", steps=20)
        self.assertEqual(self.shown_to(self.bob)["ada's"]["owner"]["user"], self.ada.name)
        said = self.assert_completed(self.bob, bob, warnings=1)
        self.assertRegex(said[0], "cannot be written: (Permission denied|Operation not permitted)")
        self.assertEqual(list(self.sessions()), [session])
        ada.send_signal(signal.SIGINT)
        self.assertEqual(self.finish(ada).code, 130)
        self.assertEqual(os.stat(f"{self.cards}/{STATE_FILE}").st_uid, os.stat(self.ada.home).st_uid)
        self.assertEqual(os.listdir(self.cards), [STATE_FILE])

    def test_one_writes_where_only_one_may(self):
        self.one_writes(0o755)

    def test_one_writes_where_only_ones_own_may_be_replaced(self):
        self.one_writes(0o1777)

    # ---- stopping what is another's

    def test_a_request_stops_the_others_session(self):
        self.give(self.cards, None, 0o775)
        ada = self.generates(self.ada, "ada's", steps=400)
        session = self.id_of("ada's")
        self.until_sampling(session)
        asked = self.asks(self.bob, "cancel", session, "-f", "json")
        self.assertEqual(asked.code, 0, asked)
        self.assertEqual(asked.json["results"], [{"session_id": session, "result": "cancelled", "via": "owner"}])
        self.assert_ended(self.finish(ada), 9, f"{self.bob.name}@")
        rows = self.asks(self.ada, "history", "-f", "json").json["sessions"]
        self.assertEqual(rows[0]["cancelled_by"].split("@")[0], self.bob.name)

    def test_a_request_that_cannot_be_written_is_not_called_asked(self):
        self.give(self.cards, self.ada, 0o755)
        self.generates(self.ada, "ada's", steps=400, images=3)
        session = self.id_of("ada's")
        asked = self.asks(self.bob, "cancel", session)
        self.assertNotEqual(asked.code, 0, asked)
        self.assertRegex(asked.err, "Permission denied")
        self.assertNotRegex(asked.err, "the request stays in the file")

    def test_only_its_user_can_stop_an_orphan(self):
        self.give(self.cards, None, 0o775)
        ada = self.generates(self.ada, "ada's", steps=400)
        session = self.id_of("ada's")
        self.until_sampling(session)
        self.kill(ada)
        self.assertEqual(self.shown_to(self.bob)["ada's"]["liveness"], "orphan")
        asked = self.asks(self.bob, "cancel", session, "-f", "json")
        self.assert_ended(asked, 5, f"(?i)only {self.ada.name} can stop it")
        self.assertIn(session, self.sessions())
        self.assertEqual(self.asks(self.ada, "cancel", session).code, 0)
        self.assertEqual(self.sessions(), {})

    # ---- what is private

    def test_tickets_and_previews_are_ones_own(self):
        os.umask(0)
        self.give(self.cards, None, 0o777)
        self.generates(self.ada, "ada's", steps=400)
        session = self.id_of("ada's")
        self.until_sampling(session)
        ticket = f"{self.ada.home}/state/asset-generator/tickets/{session}.json"
        previews = f"{self.ada.home}/run/asset-generator"
        preview = self.until("a preview", lambda: [os.path.join(folder, name) for folder, _, names in os.walk(previews)
                                                   for name in names if session in name])[0]
        for path in (ticket, preview):
            self.assertEqual(oct(stat.S_IMODE(os.stat(path).st_mode)), oct(0o600), path)
            self.assertEqual(self.ada.run("head", "-c1", path).returncode, 0, path)
            self.assertIn("Permission denied", self.bob.run("head", "-c1", path).stderr, path)
        for folder in (os.path.dirname(ticket), previews, f"{self.ada.home}/state/asset-generator"):
            self.assertIn("Permission denied", self.bob.run("ls", folder).stderr, folder)

    # ---- planted links

    @contextlib.contextmanager
    def victims(self):
        """A file of Ada's, and the name of one that she does not have; both are afterwards as they were."""
        precious, absent = f"{self.ada.home}/precious", f"{self.ada.home}/absent"
        with open(precious, "w", encoding="utf-8") as file:
            file.write("precious")
        self.give(precious, self.ada, 0o600)
        before = os.stat(precious)
        yield precious, absent
        after = os.stat(precious)
        for fact in ("st_ino", "st_mode", "st_uid", "st_gid", "st_mtime_ns"):
            self.assertEqual(getattr(after, fact), getattr(before, fact), fact)
        self.assertFalse(os.path.lexists(absent))

    def plant(self, target, folder, *names):
        for name in names:
            planted = self.bob.run("ln", "-sfn", target, f"{folder}/{name}")
            self.assertEqual(planted.returncode, 0, planted)

    def both_meet(self, *names, words):
        """Ada and root generate where Bob has planted links; both go on without the file, and say why."""
        with self.victims() as victims:
            running = []
            for user, folder, victim in zip((self.ada, self.superuser), (self.cards, self.portraits), victims):
                self.give(folder, None, 0o1777)
                self.plant(victim, folder, *names)
                running.append((user, self.generates(user, cwd=folder, steps=5)))
            for user, process in running:
                self.assertRegex(self.assert_completed(user, process, warnings=1)[0], words)

    def test_a_planted_state_file_is_not_written_through(self):
        self.both_meet(STATE_FILE, words="is a link that another user made")

    @unittest.skipUnless(os.path.isfile(BAD_DISK), "BAD_DISK_LIBRARY names no library to preload")
    def test_a_planted_lock_file_is_not_opened(self):
        disk = f"{self.root}/disk.so"  # where all may read it
        shutil.copyfile(BAD_DISK, disk)
        os.chmod(disk, 0o755)
        with open(f"{self.root}/control", "w", encoding="ascii") as control:
            control.write(f"lockfolder {errno.EOPNOTSUPP} 0\n")
        self.environment = bad_disk(self.environment, self.cards, f"{self.root}/control", library=disk)
        self.give(self.cards, None, 0o1777)
        with self.victims() as (_, absent):
            self.plant(absent, self.cards, STATE_FILE + ".lock")
            said = self.assert_completed(self.ada, self.generates(self.ada, steps=5), warnings=1)
            self.assertRegex(said[0], "cannot be locked")

    def names_made(self, victim):
        """The names that Ada makes in the folder when Bob has planted links under all that she made before."""
        names, warnings = set(), 0
        while True:
            self.plant(victim, self.cards, *names)
            with Inotify() as folder:
                folder.add(self.cards, CREATE)
                outcome = self.finish(self.generates(self.ada, steps=5))
                made = {name for _, name in folder.events()}
            self.assertEqual(outcome.code, 0, outcome)
            warnings += len(re.findall("cannot be written", outcome.err))
            if made <= names:
                return names, warnings
            names |= made

    def test_planted_temporary_names_are_not_written_through(self):
        for mode, most in ((0o777, 0), (0o1777, 1)):  # where Bob's links may not be removed, the file is given up
            with self.subTest(mode=oct(mode)), self.victims() as (precious, _):
                self.give(self.cards, None, mode)
                names, warnings = self.names_made(precious)
                self.assertGreater(len(names), 0)
                self.assertNotIn(STATE_FILE, names)
                self.assertEqual(warnings, most, names)
                self.bob.run("sh", "-c", f"rm -f {self.cards}/.asset*")

    def test_planted_names_of_what_is_kept_aside_are_not_written_through(self):
        self.give(self.cards, None, 0o777)
        with self.victims() as victims:
            with open(f"{self.cards}/{STATE_FILE}", "w", encoding="utf-8") as file:
                file.write("{broken")
            self.give(f"{self.cards}/{STATE_FILE}", self.ada)
            moments = [time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() + later)) for later in range(20)]
            names = [f"{STATE_FILE}.corrupt-{moment}" for moment in moments]
            for victim, some in zip(victims, (names[::2], names[1::2])):
                self.plant(victim, self.cards, *some)
            process = self.generates(self.ada, steps=20)
            kept = self.until("the broken file lies aside", lambda: [
                name for name in os.listdir(self.cards) if name.startswith(f"{STATE_FILE}.corrupt-")
                and not os.path.islink(f"{self.cards}/{name}")], 5)
            self.assertTrue(any(kept[0].startswith(name) for name in names), "the planted names are not those of use")
            with open(f"{self.cards}/{kept[0]}", encoding="utf-8") as file:
                self.assertEqual(file.read(), "{broken")
            self.assertEqual(self.finish(process).code, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)

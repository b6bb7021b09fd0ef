# SPDX-License-Identifier: GPL-3.0-or-later
"""The project folder is unplugged, deleted, moved or renamed while it is generated: the generation goes on, says so
once, and its session stands in the file again when the folder is back."""

import os
import shutil
import unittest

from diskscene import HEALING, DiskScene, Generation
from machine import move_to_private_mounts, unplug


class LostFolders(DiskScene):
    def test_unplugged_disk(self):
        disk, project = self.mounted()
        self.goes_bad_and_heals(project, lambda: unplug(project), lambda: self.plug(disk, project),
                                "No such file or directory")

    def test_deleted_folder_that_comes_back(self):
        def delete():
            with self.locked(self.cards):
                shutil.rmtree(self.cards)
        self.goes_bad_and_heals(self.cards, delete, lambda: os.mkdir(self.cards), "No such file or directory")

    def test_folder_made_anew_at_once(self):
        generation = Generation(self, self.cards).until_sampling()
        with self.locked(self.cards):
            os.rename(self.cards, f"{self.root}/old")
            os.mkdir(self.cards)
        self.until("the session stands in the new folder", generation.entry, HEALING)
        self.assert_completed(generation)
        self.assertEqual(generation.said(), [])
        self.assert_nothing_left(self.cards)

    def test_renamed_folder(self):
        """The generation goes on, its old folder is not made again, and in the new one it lives until it has ended."""
        generation = Generation(self, self.cards).until_sampling()
        renamed = f"{self.root}/renamed"
        os.rename(self.cards, renamed)
        self.until("the trouble is said", generation.said)
        shown = self.run_program("status", "--local", "-f", "json", cwd=renamed).json["active_generations"]
        self.assertEqual([(g["session_id"], g["liveness"]) for g in shown], [(generation.session, "alive")])
        self.assert_completed(generation)
        self.assertEqual(len(generation.said()), 1, generation.said())
        self.assertFalse(os.path.exists(self.cards))
        shown = self.run_program("status", "-f", "json", cwd=renamed).json["active_generations"]
        self.assertEqual(shown, [])
        self.assert_nothing_left(renamed)

    def test_moved_away_and_back(self):
        away = f"{self.root}/away"
        self.goes_bad_and_heals(self.cards, lambda: os.rename(self.cards, away), lambda: os.rename(away, self.cards),
                                "No such file or directory")


if __name__ == "__main__":
    move_to_private_mounts()
    unittest.main(verbosity=2)

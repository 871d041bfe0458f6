#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""tools/build_id says of which sources a build was made, and touches its file only when that changes."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools/build_id"


class BuildId(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.tree = pathlib.Path(place.name).resolve() / "tree"
        (self.tree / "tools").mkdir(parents=True)
        shutil.copy(TOOL, self.tree / "tools/build_id")
        (self.tree / "source").write_text("one\n")
        self.file = pathlib.Path(place.name) / "build_id"

    def git(self, *arguments, place=None):
        nobody = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
                  "GIT_AUTHOR_NAME": "n", "GIT_AUTHOR_EMAIL": "n@n", "GIT_COMMITTER_NAME": "n",
                  "GIT_COMMITTER_EMAIL": "n@n"}
        done = subprocess.run(["git", "-C", place or self.tree, *arguments], check=True, text=True,
                              stdout=subprocess.PIPE, env=os.environ | nobody)
        return done.stdout.strip()

    def commit(self):
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "one")
        return self.git("rev-parse", "HEAD")[:12]

    def told(self):
        subprocess.run([self.tree / "tools/build_id", self.file], check=True, cwd="/")
        return self.file.read_text()

    def test_a_clean_tree_is_its_commit(self):
        commit = self.commit()
        self.assertEqual(self.told(), commit + "\n")

    def test_a_changed_file_makes_it_dirty(self):
        commit = self.commit()
        (self.tree / "source").write_text("two\n")
        self.assertEqual(self.told(), commit + "-dirty\n")

    def test_a_file_that_git_does_not_know_makes_it_dirty(self):
        commit = self.commit()
        (self.tree / "new").write_text("new\n")
        self.assertEqual(self.told(), commit + "-dirty\n")

    def test_an_ignored_file_does_not(self):
        (self.tree / ".gitignore").write_text("build\n")
        commit = self.commit()
        (self.tree / "build").write_text("new\n")
        self.assertEqual(self.told(), commit + "\n")

    def test_a_new_commit_is_another_build(self):
        first = self.commit()
        self.told()
        (self.tree / "source").write_text("two\n")
        self.git("commit", "-q", "-a", "-m", "two")
        self.assertNotEqual(self.told(), first + "\n")
        self.assertEqual(len(self.told()), 13)

    def test_sources_without_git_are_unknown(self):
        self.assertEqual(self.told(), "unknown\n")

    def test_sources_inside_of_another_repository_are_unknown(self):
        outside = self.tree.parent
        self.git("init", "-q", place=outside)
        self.git("add", "tree", place=outside)
        self.git("commit", "-q", "-m", "all", place=outside)
        self.assertEqual(self.told(), "unknown\n")

    def test_a_repository_without_a_commit_is_unknown(self):
        self.git("init", "-q")
        self.assertEqual(self.told(), "unknown\n")

    def test_the_file_is_left_alone_when_it_says_so_already(self):
        self.commit()
        self.told()
        os.utime(self.file, (1, 1))
        self.told()
        self.assertEqual(self.file.stat().st_mtime, 1)


if __name__ == "__main__":
    unittest.main()

"""The check-list of a release: each step says what must hold, and how that is seen or done.

    python tools/release.py          prints the steps
    python tools/release.py --check  runs those that only look, and stops at the first that does not hold
    python tools/release.py --from N --check

Nothing here changes or sends anything: what does so is printed, for a person to do.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
VERSION = re.search(
    r'__version__ = "(.*)"', (ROOT / "src/globalfirm/ground/version.py").read_text(encoding="utf-8")
).group(1)
PYTHON = shlex.quote(sys.executable)


class Step(NamedTuple):
    """Something that must hold: `check` is a command or a function that says what is wrong; `by_hand` is for a person."""

    what: str
    check: str | Callable[[], str | None] | None = None
    by_hand: str | None = None


def changelog_problem() -> str | None:
    """The version has its section, with the day, and nothing is left above it."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"(?m)^## \[{re.escape(VERSION)}\] - \d{{4}}-\d\d-\d\d$", changelog):
        return f"CHANGELOG.md has no section such as '## [{VERSION}] - 2026-12-31'"
    above = changelog.split("## [Unreleased]")[1].split("\n## [")[0].strip()
    return f"CHANGELOG.md says under [Unreleased] what belongs to {VERSION}: {above[:60]!r}" if above else None


def tag_problem() -> str | None:
    """A version is released once."""
    tags = subprocess.run(["git", "tag"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.split()
    return (
        f"v{VERSION} is tagged already: raise __version__ in src/globalfirm/ground/version.py"
        if f"v{VERSION}" in tags
        else None
    )


def address_problem() -> str | None:
    """Who meets the project on an index or cites it finds its home, and sees the README's pictures."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if lacking := sorted({"Changelog", "Documentation", "Issues", "Source"} - project.get("urls", {}).keys()):
        return f"pyproject.toml lacks under [project.urls]: {', '.join(lacking)}"
    if "repository-code:" not in (ROOT / "CITATION.cff").read_text(encoding="utf-8"):
        return "CITATION.cff has no repository-code"
    pictures = re.findall(r'\bsrc(?:set)?="([^"]*)"', (ROOT / "README.md").read_text(encoding="utf-8"))
    near = [picture for picture in pictures if not picture.startswith("https://")]
    return f"README.md shows {near[0]}, which an index does not have: write its whole address" if near else None


STEPS = (
    Step("The version is new; it stands in src/globalfirm/ground/version.py alone.", tag_problem),
    Step("Its number is the one that the changes ask for.", by_hand="compare the changelog with docs/compatibility.md"),
    Step("The changelog has its section, with the day.", changelog_problem),
    Step("All is committed.", 'git diff --quiet HEAD && test -z "$(git status --porcelain)"'),
    Step("The project has an address, and says it.", address_problem),
    Step(
        "The forge can read what it is to run.",
        f"{PYTHON} -m check_jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml",
    ),
    Step("Later versions have something of this one to read.", f"{PYTHON} tools/keep_release.py --check"),
    Step("The tables of places are those of the newest sources.", f"{PYTHON} tools/regenerate.py --check"),
    Step("All that CI checks holds.", "bash .ci/run"),
    Step(
        "More is drawn, and 100,000 firms are the same in every library.",
        f"{PYTHON} -m pytest -q --hypothesis-profile release --engines all -m 'hypothesis or grows' tests",
    ),
    Step(
        "So is every test of tables.",
        f"{PYTHON} -m pytest -q --engines all --dist=worksteal -m by_engine tests/cohort",
    ),
    Step("Strange inputs are answered, and in time.", f"{PYTHON} -m tools.fuzz --seconds 600"),
    Step("No ratio has grown by half.", f"{PYTHON} benchmarks/run.py --budget"),
    Step(
        "No advisory is known of what comes with it.",
        # Without --strict, what it could not ask about counts as free of advisories.
        by_hand="pip-audit --strict --no-deps --disable-pip -r <(.venv/bin/python -m pip freeze --exclude-editable)",
    ),
    Step("An app that is packed with it works.", f"{PYTHON} tools/pack.py"),
    Step("Wheel and sdist are whole, install, and pass the tests.", f"{PYTHON} tools/distribution.py --tests dist"),
    Step(
        "The release has a name in the history.",
        by_hand=f"git tag -s v{VERSION} -m 'globalfirm {VERSION}' && git push --tags",
    ),
    Step("It is published, from those very files.", by_hand="python -m twine upload dist/*"),
    Step(
        "What comes next has its place.",
        by_hand="an empty '## [Unreleased]' at the top of CHANGELOG.md, and the next __version__",
    ),
)
"""In this order: what costs least to find out stands first, what can't be taken back last."""


def problem_of(step: Step) -> str | None:
    """What does not hold: None where the step does, or is a person's to look at."""
    if not isinstance(step.check, str):
        return step.check() if step.check else None
    done = subprocess.run(["bash", "-c", step.check], cwd=ROOT, check=False)
    return f"{step.check} ended with {done.returncode}" if done.returncode else None


def main() -> None:
    """Print the steps, or run the checks among them."""
    parser = argparse.ArgumentParser(description="The check-list of a release.")
    parser.add_argument("--check", action="store_true", help="run the steps that only look")
    parser.add_argument("--from", dest="first", type=int, default=1, metavar="N", help="begin with this step")
    asked = parser.parse_args()
    print(f"globalfirm {VERSION}")
    for number, step in list(enumerate(STEPS, 1))[asked.first - 1 :]:
        how = (
            f"by hand: {step.by_hand}"
            if step.by_hand
            else step.check
            if isinstance(step.check, str)
            else "looked up here"
        )
        print(f"{number:>2}. {step.what}\n      {how}", flush=True)
        if asked.check and (problem := problem_of(step)):
            sys.exit(f"step {number} does not hold: {problem}")


if __name__ == "__main__":
    main()

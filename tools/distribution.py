"""Builds the wheel and the sdist, and checks them as who gets them would meet them.

    python tools/distribution.py [--tests] [FOLDER]

It needs a clone, and `build` and `twine` (extra `dev`); pip fetches what the built packages need. The files go to FOLDER, or to a
folder that is thrown away. `--tests` runs the README's test command in the unpacked sdist, too, which takes minutes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
TRY_OUT = """
import globalfirm as gf
firm = gf.Company(name="Vast", home="US", headcount=25, offices=["San Francisco", "Belgrade, Serbia"])
assert gf.classify(firm).label == "micro-multinational", gf.classify(firm)
assert len(firm.card().svg()) > 1000
assert len(gf.rules.classify_all(firm)) > 10
for module in map(gf.__getattr__, gf.MODULES):
    assert [name for name in module.__all__ if not hasattr(module, name)] == []
print(gf.__version__)
"""


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """What a command prints, without this environment's paths; with all that it said where it fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, env=clean, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def same(what: str, found: object, expected: object) -> None:
    """Stop where two things differ; of sets, name what is in one only."""
    if found == expected:
        return print(f"ok  {what}")
    if isinstance(found, set) and isinstance(expected, set):
        sys.exit(f"{what}: {sorted(found - expected)} should not be there, {sorted(expected - found)} should")
    sys.exit(f"{what}: {found!r} rather than {expected!r}")


def check_sdist(sdist: Path, tracked: set[str]) -> None:
    """It holds what git tracks, so that whatever can be done in a clone can be done in it."""
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames() if archive.getmember(name).isfile()}
    same("the sdist holds what git tracks", held, tracked | {"PKG-INFO"})


def check_wheel(wheel: Path, tracked: set[str], version: str) -> None:
    """It holds the package, and in its metadata what pyproject.toml says, the licences of others' data among it."""
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
        about = f"globalfirm-{version}.dist-info"
        metadata = Parser().parsestr(archive.read(f"{about}/METADATA").decode())
        points = archive.read(f"{about}/entry_points.txt").decode()
    held = {name for name in names if not name.startswith(f"{about}/")}
    same("the wheel holds the package", held, {name[4:] for name in tracked if name.startswith("src/")})
    licences = {name.removeprefix(f"{about}/licenses/") for name in names if name.startswith(f"{about}/licenses/")}
    ours = {name for name in tracked if name in {"LICENSE", "NOTICE"} or name.startswith("LICENSES/")}
    same("the wheel holds the licences of others' data", licences, ours)
    check_metadata(metadata, points, version)


def check_metadata(metadata: Message, points: str, version: str) -> None:
    """The metadata of the wheel against the project's declaration."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    same("the version is the package's", metadata["Version"], version)
    same("the licences are in the metadata", metadata["License-Expression"], project["license"])
    same("the classifiers are", set(metadata.get_all("Classifier", [])), set(project["classifiers"]))
    same("the keywords are", metadata["Keywords"].split(","), sorted(project["keywords"]))
    groups = {"console_scripts", *project["entry-points"]}
    same("the entry points are", set(re.findall(r"^\[(.*)\]$", points, re.MULTILINE)), groups)


def try_out(distribution: Path, version: str, work: Path) -> None:
    """In an empty environment it installs with the core alone, and works, as a library and as a command."""
    venv.create(work, with_pip=True)
    commands = work / ("Scripts" if os.name == "nt" else "bin")
    run(commands / "python", "-m", "pip", "install", "-q", distribution)
    same(
        f"{distribution.name} works where it is installed",
        run(commands / "python", "-c", TRY_OUT, cwd=work).strip(),
        version,
    )
    company = ROOT / "examples" / "vast.json"
    by_module = run(commands / "python", "-m", "globalfirm", "assess", company, cwd=work)
    same("so does its command", run(commands / "globalfirm", "assess", company, cwd=work), by_module)
    same("what needs an extra says so", run(commands / "python", ROOT / "tools" / "bare.py", cwd=work), "")


def run_its_tests(sdist: Path, work: Path) -> None:
    """The README's test command, in the unpacked sdist."""
    with tarfile.open(sdist) as archive:
        archive.extractall(work, filter="data")
    (unpacked,) = work.iterdir()
    readme = (unpacked / "README.md").read_text(encoding="utf-8")
    (command,) = [line for line in readme.splitlines() if line.endswith("python -m pytest")]
    print("ok  the sdist's tests:", run("bash", "-euo", "pipefail", "-c", command, cwd=unpacked).splitlines()[-1])


def main() -> None:
    """Build, and check one thing after another."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--tests"]
    tracked = set(run("git", "ls-files").split("\n")) - {""}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        target = Path(arguments[0]).resolve() if arguments else work / "dist"
        if target.is_dir() and any(target.iterdir()):
            sys.exit(f"{target} holds files already: give an empty folder, or a new one.")
        run(sys.executable, "-m", "build", "-o", target)
        (wheel,), (sdist,) = target.glob("*.whl"), target.glob("*.tar.gz")
        run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist)
        version = run(
            sys.executable,
            "-c",
            "import sys; sys.path.insert(0, 'src'); import globalfirm; print(globalfirm.__version__)",
        )
        check_sdist(sdist, tracked)
        check_wheel(wheel, tracked, version.strip())
        try_out(wheel, version.strip(), work / "from_wheel")
        try_out(sdist, version.strip(), work / "from_sdist")
        if "--tests" in sys.argv:
            (work / "sdist").mkdir()
            run_its_tests(sdist, work / "sdist")


if __name__ == "__main__":
    main()

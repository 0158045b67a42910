"""Lists what globalfirm and its extras bring with them, and fails where a licence is not one that any program can live with.

    python tools/licences.py

It reads the metadata of the packages that are installed here, offline. The extras `test`, `docs` and `dev` are left out: who
uses the library does not get them.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

OF_DEVELOPERS = {"test", "docs", "dev"}
FREE = re.compile(r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|LGPL|Zlib|Unlicense|CC0|Unicode)\b")
"""Permissive ones, and weak copyleft of packages that are used as they are."""


def wanted(package: Distribution, extras: set[str]) -> list[Requirement]:
    """What a package needs here with some of its extras."""
    needs = map(Requirement, package.requires or ())
    return [
        need
        for need in needs
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras))
    ]


def brought(root: str, extras: set[str]) -> dict[str, Distribution | None]:
    """Every package that comes with another one, by name: None where it is not installed here."""
    found: dict[str, Distribution | None] = {}
    ahead = wanted(distribution(root), extras)
    while ahead:
        need = ahead.pop()
        if need.name in found:
            continue
        try:
            found[need.name] = distribution(need.name)
        except PackageNotFoundError:
            found[need.name] = None
            continue
        ahead += wanted(distribution(need.name), need.extras)
    return found


def licence(package: Distribution) -> str:
    """What a package's metadata says of its licence: the expression, the classifiers, or the text, by its first words."""
    metadata = package.metadata
    classifiers = [line.split(" :: ")[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License")]
    said = metadata.get("License-Expression") or " AND ".join(classifiers) or metadata.get("License", "").split("\n")[0]
    texts = [file.read_text(encoding="utf-8") for file in package.files or () if file.name.upper().startswith("LICEN")]
    return said or (
        "MIT, by its text" if any("Permission is hereby granted, free of charge" in text for text in texts) else ""
    )


def is_free(licences: str) -> bool:
    """Whether each licence that a package is under at once is a free one; of several to choose from one suffices."""
    return all(FREE.search(part) for part in licences.split(" AND "))


def main() -> None:
    """List them, and what is not free."""
    extras = set(distribution("globalfirm").metadata.get_all("Provides-Extra", [])) - OF_DEVELOPERS
    packages = sorted(brought("globalfirm", extras).items())
    for name, package in packages:
        print(f"{name:<28} {licence(package) if package else '(not installed here)'}")
    if refused := [name for name, package in packages if not (package and is_free(licence(package)))]:
        sys.exit(f"look at the licences of {', '.join(refused)}")


if __name__ == "__main__":
    main()

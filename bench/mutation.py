"""Do the tests notice when the decision changes? Mutants of bot/guidance, and how many are killed.

    python -m bench.mutation

Works on a copy in a temporary folder, so that nothing here is touched (about a quarter of an hour).
Settings are [tool.mutmut] in pyproject.toml. Fails below 90 % killed; bench/mutants.md lists the
survivors that no test could tell apart, with the reason.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("bot", "actions", "bench", "data", "tests", "pyproject.toml")
MUTMUT = (sys.executable, "-m", "mutmut")
CHILDREN = "2"
ENOUGH = 0.90


def copy_to(folder: Path) -> None:
    """Copy what the tests of the decision need."""
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)


def survivors(folder: Path) -> list[str]:
    """The names of mutants that no test noticed."""
    told = subprocess.run((*MUTMUT, "results"), cwd=folder, capture_output=True, text=True, check=True).stdout
    return [
        line.split(":")[0].strip() for line in told.splitlines() if line.endswith(("survived", "no tests"))
    ]


def main() -> int:
    """Mutate, test, and show what survived."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        copy_to(folder)
        subprocess.run((*MUTMUT, "run", "--max-children", CHILDREN), cwd=folder, check=True)
        for name in survivors(folder):
            subprocess.run((*MUTMUT, "show", name), cwd=folder, check=True)
        subprocess.run((*MUTMUT, "export-cicd-stats"), cwd=folder, check=True)
        counts = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))
    killed = counts["killed"] + counts["timeout"]
    share = killed / counts["total"]
    print(f"killed {killed} of {counts['total']} mutants of the decision: {share:.3f}")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())

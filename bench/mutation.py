"""Do the tests notice when the decision changes? Mutants of bot/guidance, and how many are killed.

    python -m bench.mutation

Works on a copy in a temporary folder, so that nothing here is touched (about ten minutes on two
cores). Settings are [tool.mutmut] in pyproject.toml. Shows every survivor; fails below 90 % killed.

Survivors that change nothing: in ``matching_prompts`` any longer sort key (ids differ, so nothing after
them is compared); in ``decide_routes`` ``<=`` for ``<`` (the same urgency is written over itself); in
``_would_reach`` the tier of no concern at all (nothing can fire without one).
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
    told = subprocess.run((*MUTMUT, "results"), cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    lines = (line.strip().split(": ") for line in told.stdout.splitlines() if ": " in line)
    return [name for name, status in lines if status in ("survived", "no tests")]


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

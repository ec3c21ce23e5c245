"""Put one small fault after the other into the engine's heart; name those that no test notices.

Run by `make mutants`, for ten minutes or so. Fails where a survivor has no reason in docs/mutants.md, and
where a reason is left over. `python -m tests.formengine.mutation MODULE…` tries some modules only.
"""

import re
import sys
import time
from pathlib import Path

from tests.formengine.mutation.running import MODULES, all_mutants, function_of, sound, trials, who_notices

REASONS = Path(__file__).parents[3] / "docs" / "mutants.md"


def explained(text: str) -> list[str]:
    """Names of the survivors that have a reason: each is a line ``- `name` ``."""
    return re.findall(r"^- `(.+)`$", text, re.MULTILINE)


def main(modules: tuple[str, ...]) -> int:
    began = time.monotonic()
    mutants = all_mutants(modules)
    codes = {function_of(each.module, each.function).__code__ for each in mutants}
    found = sound(trials(), codes)
    print(f"{len(mutants)} faults, {len(found)} tests and proofs", flush=True)
    survivors = []
    for number, mutant in enumerate(mutants, 1):
        if who_notices(mutant, found) is None:
            survivors.append(mutant.name)
            print(f"- `{mutant.name}`", flush=True)
        if number % 200 == 0:
            print(f"{number} tried in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    known = [
        each for each in explained(REASONS.read_text()) if each.startswith(tuple(f"{m}." for m in modules))
    ]
    new = [each for each in survivors if each not in known]
    gone = [each for each in known if each not in survivors]
    print(f"{len(mutants)} faults, {len(survivors)} survive, {len(new)} of them without a reason")
    for each in gone:
        print(f"a reason is left over in {REASONS.name}: {each}")
    return 1 if new or gone else 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or MODULES))

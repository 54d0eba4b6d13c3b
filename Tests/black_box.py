"""Runs Tests/BinaryTests and Tests/TerminalTests against the built program. Usage: black_box.py [word …]

Words choose the tests whose names contain one of them; ALMONER names another binary than the release build.
The last line is `N passed, N failed, N skipped`; what is skipped says why.
"""

import os
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))


def cases(suite):
    for part in suite:
        yield from cases(part) if isinstance(part, unittest.TestSuite) else (part,)


def main(words: list[str]) -> int:
    from program import PROGRAM

    if not os.access(PROGRAM, os.X_OK):
        sys.exit(f"there is no {PROGRAM}: scripts/run builds it")
    chosen = []
    for folder in ("BinaryTests", "TerminalTests"):
        found = unittest.TestLoader().discover(str(HERE / folder), "*.py", top_level_dir=str(HERE / folder))
        chosen += [case for case in cases(found) if not words or any(word in case.id() for word in words)]
    failed = skipped = 0
    for case in chosen:
        result = unittest.TestResult()
        started = time.monotonic()
        case.run(result)
        good = result.wasSuccessful()
        failed += not good
        skipped += bool(result.skipped)
        for _, reason in result.skipped:
            print(f"skip {case.id()}: {reason}", flush=True)
        if result.skipped:
            continue
        print(f"{'ok  ' if good else 'FAIL'} {case.id()} ({time.monotonic() - started:.2f} s)", flush=True)
        for _, trace in result.failures + result.errors:
            print(trace)
    print(f"{len(chosen) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not chosen else 0


sys.exit(main(sys.argv[1:]))

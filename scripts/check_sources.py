"""The rules of Sources/README.md that neither the compiler nor the formatter holds to. Prints what breaks them; exit 1 if any."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES_AT_MOST = 400
CODES = "Sources/Diagnostics/Code.swift"
FORBIDDEN = {
    r"\b(TODO|FIXME|XXX)\b": "work that is left belongs into an issue",
    r"\btry!": "a user's data may reach it: throw a Diagnostic",
    r"\bas!": "a user's data may reach it: throw a Diagnostic",
    r"\bfatalError\(": "a user's data may reach it: throw a Diagnostic",
}
IMPORT = re.compile(r"^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|func|protocol|typealias|let|var)\s+)?(\w+)")


def without_comment(line: str) -> str:
    return line.split("//")[0]


def swift_files(folder: str):
    return sorted((ROOT / folder).rglob("*.swift"))


def declared_targets() -> dict[str, set[str]]:
    """Each target of Package.swift with the names that it may import."""
    dump = subprocess.run(
        ["swift", "package", "dump-package"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    targets = {}
    for target in json.loads(dump)["targets"]:
        folder = target.get("path") or ("Tests/" if target["type"] == "test" else "Sources/") + target["name"]
        names = {dependency[kind][0] for dependency in target["dependencies"] for kind in dependency}
        targets[folder] = names
    return targets


def undeclared_imports():
    targets = declared_targets()
    own = {Path(folder).name for folder in targets}
    for folder, dependencies in targets.items():
        for file in swift_files(folder):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                found = IMPORT.match(line)
                if not found:
                    continue
                name = found.group(1)
                if name in own and name not in dependencies:
                    yield file, number, f"imports {name}, on which Package.swift does not let {Path(folder).name} depend"
                elif name.startswith("Foundation") and folder.startswith("Sources"):
                    yield file, number, "imports Foundation, which doubles the time to start"


def broken_rules():
    for folder in ("Sources", "Tests"):
        for file in swift_files(folder):
            lines = file.read_text().splitlines()
            if len(lines) > LINES_AT_MOST:
                yield file, len(lines), f"has over {LINES_AT_MOST} lines: is it still one thing?"
            if folder == "Tests":
                continue
            for number, line in enumerate(lines, 1):
                for pattern, reason in FORBIDDEN.items():
                    text = line if "TODO" in pattern else without_comment(line)
                    if found := re.search(pattern, text):
                        yield file, number, f"{found.group(0)}: {reason}"


def untested_codes():
    """Codes that the sources give, and that appear neither by name in a test nor in what one expects."""
    given = "\n".join(file.read_text() for file in swift_files("Sources") if not file.name.startswith("Code"))
    tests = "\n".join(
        file.read_text() for file in sorted((ROOT / "Tests").rglob("*")) if file.suffix in (".swift", ".golden", ".py")
    )
    for number, line in enumerate((ROOT / CODES).read_text().splitlines(), 1):
        if found := re.match(r'\s*case (\w+) = "(\w\d+)"', line):
            name, code = found.groups()
            if re.search(rf"\.{name}\b", given) and not re.search(rf"\.{name}\b|\b{code}\b", tests):
                yield ROOT / CODES, number, f"{code} {name}: no test triggers it"


def main() -> int:
    problems = [*undeclared_imports(), *broken_rules(), *untested_codes()]
    for file, number, problem in problems:
        print(f"{file.relative_to(ROOT)}:{number}: {problem}")
    print(f"sources: {len(problems)} problems" if problems else "sources: no problems")
    return 1 if problems else 0


sys.exit(main())

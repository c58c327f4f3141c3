"""Write environment.yml from pyproject.toml: Python and make from conda, the rest by pip."""

import re
import sys
import tomllib
from pathlib import Path


def environment_text(house: Path) -> str:
    """Give the text of environment.yml."""
    project = tomllib.loads((house / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    workbench = project["optional-dependencies"]["workbench"]
    tighter = {_name(need) for need in workbench}
    needs = [*workbench, *(need for need in project["dependencies"] if _name(need) not in tighter)]
    lines = [
        "# Made from pyproject.toml by `make lock`; not edited by hand.",
        f"name: {project['name']}",
        "channels: [conda-forge]",
        "dependencies:",
        f"  - python{project['requires-python']}",
        "  - make",
        "  - pip",
        "  - pip:",
        *(f'      - "{need}"' for need in sorted(needs)),
        '      - "-e ."',
    ]
    return "\n".join(lines) + "\n"


def _name(need: str) -> str:
    """Give the name of what is needed, without its releases."""
    return re.split(r"[\[<>=]", need)[0]


if __name__ == "__main__":
    home = Path(__file__).parents[1]
    (home / "environment.yml").write_text(environment_text(home), encoding="utf-8")
    sys.stdout.write("environment.yml\n")

"""The wheel: what it holds, and that it runs where no source tree is."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.support.cli import REPOSITORY, checksums

PARTS = ("loyalty_pipeline", "dbt_project", "expectations")
FILES = ("pyproject.toml", "README.md", "LICENSE", "workspace.yaml")
LITTER = (
    "dbt_project/target/manifest.json",
    "dbt_project/logs/dbt.log",
    "dbt_project/.user.yml",
    "dbt_project/models/__pycache__/model.pyc",
    "loyalty_pipeline/__pycache__/duck.pyc",
)
# What an installation is watched by: it may open nothing of the source tree.
WATCH = """\
import sys

def refuse(event, arguments):
    if event in {{"open", "os.listdir", "os.scandir"}}:
        opened = str(arguments[0])
        if opened.startswith({source!r}) and not opened.startswith({installed!r}):
            sys.stderr.write(f"opened {{opened}} of the source tree\\n")
            raise RuntimeError(opened)

sys.addaudithook(refuse)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a source tree in which dbt and Python have left their own files."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for part in PARTS:
        shutil.copytree(
            REPOSITORY / part,
            source / part,
            ignore=shutil.ignore_patterns("__pycache__", "target", "logs", ".user.yml"),
        )
    for file in FILES:
        shutil.copy(REPOSITORY / file, source)
    for litter in LITTER:
        (source / litter).parent.mkdir(parents=True, exist_ok=True)
        (source / litter).touch()
    build = ["hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run([sys.executable, "-m", *build], cwd=source, check=True)
    for litter in LITTER:
        (source / litter).unlink()
    (found,) = folder.glob("loyalty_pipeline-*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path) -> Path:
    """A virtual environment that has the wheel; what it needs is the interpreter's."""
    folder = wheel.parent / "environment"
    venv.create(folder, with_pip=True)
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([folder / "bin" / "python", *pip, wheel], check=True)
    shared = sysconfig.get_path("purelib")
    watch = WATCH.format(source=f"{REPOSITORY}/", installed=f"{sys.prefix}/")
    own = _installed(folder).parent
    (own / "watched.py").write_text(watch)
    # A folder named in a .pth file has no .pth files of its own: the source tree that
    # is installed there stays unseen.
    (own / "shared.pth").write_text(f"{shared}\nimport watched\n")
    return folder


def _installed(environment: Path) -> Path:
    (package,) = environment.glob("lib/python*/site-packages/loyalty_pipeline")
    return package


def _ran(environment: Path, program: str, *arguments: str, cwd: Path) -> str:
    """What a program of the environment prints, started in another folder."""
    outside = {
        name: value
        for name, value in os.environ.items()
        if "LOYALTY" not in name and not name.startswith("PYTHON")
    }
    ran = subprocess.run(
        [environment / "bin" / program, *arguments],
        cwd=cwd,
        env=outside,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file of a folder, with its size and when it was last written."""
    files = [(file, file.stat()) for file in sorted(folder.rglob("*"))]
    return {str(file): (facts.st_size, facts.st_mtime_ns) for file, facts in files}


def _read_only(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)


def test_the_wheel_holds_every_file_of_the_source_tree_and_nothing_else(
    wheel: Path,
) -> None:
    source = wheel.parent / "source"
    files = {
        str(file.relative_to(source))
        for part in PARTS
        for file in (source / part).rglob("*")
        if file.is_file()
    }
    in_source = {name for name in files if name.startswith("loyalty_pipeline/")}
    shipped = {f"loyalty_pipeline/shipped/{name}" for name in files - in_source}
    held = {
        name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name
    }
    assert held == in_source | shipped | {"loyalty_pipeline/shipped/workspace.yaml"}


@pytest.mark.slow
def test_an_installed_wheel_publishes_what_the_source_tree_does(
    environment: Path, tmp_path: Path, demo_home: Home
) -> None:
    where = "import loyalty_pipeline, sys; print(loyalty_pipeline.__file__, *sys.path)"
    found, *places = _ran(environment, "python", "-c", where, cwd=tmp_path).split()
    package = _installed(environment)
    assert Path(found).parent == package
    assert str(REPOSITORY) not in places
    _read_only(package)
    before = _listing(package)
    home = Home(tmp_path / "home")
    _ran(environment, "loyalty", "demo", "--home", str(home.root), cwd=tmp_path)
    assert _tables(home) == _tables(demo_home)
    assert _listing(package) == before
    assert [file.name for file in tmp_path.iterdir()] == ["home"]


def _tables(home: Home) -> dict[str, str]:
    """The digests of all tables but the one that names the run."""
    found = checksums(Build(home).published)
    del found["_publication.parquet"]
    return {name: found[name] for name in found if name.endswith(".parquet")}


@pytest.mark.slow
def test_an_installed_wheel_begins_a_programme(
    environment: Path, tmp_path: Path
) -> None:
    _ran(environment, "loyalty", "init", "shop", cwd=tmp_path)
    said = _ran(environment, "loyalty", "validate", cwd=tmp_path / "shop")
    assert f"{tmp_path / 'shop' / 'retail.yaml'} is valid" in said
    _ran(environment, "loyalty", "run", cwd=tmp_path / "shop")
    assert (tmp_path / "shop" / "home" / "published" / "loyalty.duckdb").exists()

"""The jars of Spark and Kafka, by Maven, or by Spark's own Ivy where there is none."""

import os
import shutil
import tempfile
from pathlib import Path

from infra.environment.command import CommandFailedError, run
from infra.environment.coordinates import artifact, coordinates
from infra.environment.made import POM
from infra.environment.packages import site_packages
from infra.environment.places import class_archive
from infra.environment.progress import Progress

_BESIDE_SPARK = {"spark", "s3"}


def has_maven() -> bool:
    """Tell whether Maven can fetch the jars."""
    return shutil.which("mvn") is not None


def is_there(environment: Path, name: str) -> bool:
    """Tell whether the set of jars stands as ``pom.xml`` wants it now."""
    record = environment / "jars" / name / "pom.xml"
    return record.exists() and record.read_bytes() == POM.read_bytes()


def fetch_by_maven(environment: Path, name: str, progress: Progress, held: int) -> Path:
    """Fetch the jars of one profile into a draft folder, and return it."""
    draft = _draft(environment, name)
    seen = 0

    def hear(line: str) -> None:
        nonlocal seen
        if "Copying " in line:
            seen += 1
        progress.say(f"{name} jars", f"{seen}" if seen else "asking Maven")

    options = ["-B", "-ntp", "-C", "-f", str(POM), "-P", name]
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime"]
    run(["mvn", *options, *goal, f"-DoutputDirectory={draft}"], hear, held=held)
    progress.say(f"{name} jars", "fetched")
    return draft


def fetch_by_ivy(environment: Path, name: str, progress: Progress, held: int) -> Path:
    """Fetch the same coordinates through ``spark-submit``, and return the draft folder."""
    draft = _draft(environment, name)
    spark = site_packages(environment) / "pyspark"
    with tempfile.TemporaryDirectory() as scratch:
        nothing = Path(scratch) / "nothing.py"
        nothing.touch()
        ivy = environment / "ivy" / name
        settings = ["--master", "local[1]", "--conf", f"spark.jars.ivy={ivy}"]
        # Ivy stumbles over a Maven repository in the home that holds a pom without its jar.
        settings += ["--driver-java-options", f"-Duser.home={scratch}"]
        packages = ["--packages", ",".join(coordinates(POM, name))]
        python = str(environment / "bin" / "python")
        run(
            [str(spark / "bin" / "spark-submit"), *settings, *packages, str(nothing)],
            lambda _: progress.say(f"{name} jars", "asking Ivy"),
            held=held,
            environment={**os.environ, "SPARK_HOME": str(spark), "PYSPARK_PYTHON": python},
        )
    for jar in (ivy / "jars").glob("*.jar"):
        shutil.copy(jar, draft / jar.name.partition("_")[2])
    if name not in _BESIDE_SPARK:
        _add_scala(spark, draft)
    return draft


def settle(environment: Path, name: str, draft: Path, progress: Progress) -> None:
    """Drop what Spark carries itself, and put the draft in its place, whole."""
    if name in _BESIDE_SPARK:
        spark_jars = (site_packages(environment) / "pyspark" / "jars").glob("*.jar")
        carried = {artifact(jar.name) for jar in spark_jars}
        for jar in draft.glob("*.jar"):
            if artifact(jar.name) in carried:
                jar.unlink()
    shutil.copy(POM, draft / "pom.xml")
    folder = environment / "jars" / name
    if folder.exists():
        shutil.rmtree(folder)
    draft.rename(folder)
    progress.say(f"{name} jars", f"{len(list(folder.glob('*.jar')))} there")


def keep_classes(environment: Path, progress: Progress, held: int) -> None:
    """Let Java keep the classes that Spark starts with; without them it starts slower."""
    archive = class_archive(environment / "jars" / "spark")
    packages = site_packages(environment) / "pyspark"
    if archive.exists() and archive.stat().st_mtime > packages.stat().st_mtime:
        return
    progress.say("Spark's classes", "being kept")
    rehearsal = [str(environment / "bin" / "python"), "-m", "infra.rehearsal"]
    try:
        run(rehearsal, lambda _: None, held=held)
    except CommandFailedError as failure:
        progress.say("Spark's classes", f"not kept: {failure}")
    else:
        progress.say("Spark's classes", "kept")


def _draft(environment: Path, name: str) -> Path:
    draft = environment / "jars" / f".{name}.draft"
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(parents=True)
    return draft


def _add_scala(spark: Path, draft: Path) -> None:
    """Add Scala's library from Spark: its Ivy never fetches that."""
    for library in (spark / "jars").glob("scala-library-*.jar"):
        shutil.copy(library, draft)

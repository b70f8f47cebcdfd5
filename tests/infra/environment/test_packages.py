import re
import tomllib

from infra.environment.made import requirements_file
from infra.environment.packages import forget_half_installed
from infra.environment.places import REPOSITORY


def pins(part):
    text = requirements_file(part).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][\w.-]*)(?:\[.*\])?==(\S+)", text, re.MULTILINE))


def test_a_package_whose_installation_was_cut_is_installed_again(tmp_path):
    cut, whole = tmp_path / "numpy-2.0.dist-info", tmp_path / "redis-8.1.dist-info"
    for description in (cut, whole):
        description.mkdir()
        (description / "METADATA").touch()
    (whole / "RECORD").touch()

    forget_half_installed(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["redis-8.1.dist-info"]


def test_every_pin_carries_a_hash():
    for part in ("house", "workshop"):
        text = requirements_file(part).read_text(encoding="utf-8")
        assert all(
            "--hash=sha256:" in pin
            for pin in re.findall(r"^\S+==.*\\\n.*$", text, re.MULTILINE)
        )
        assert "://" not in text


def test_the_workshop_has_everything_of_the_house_in_the_same_versions():
    house, workshop = pins("house"), pins("workshop")

    assert {name: workshop.get(name) for name in house} == house


def test_the_spark_that_is_pinned_is_the_one_that_the_jars_are_for():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    stream = project["project"]["optional-dependencies"]["stream"]
    pom = (REPOSITORY / "infra" / "jars" / "pom.xml").read_text(encoding="utf-8")

    spark = re.search(r"<spark.version>(.*)</spark.version>", pom)[1]
    delta = re.search(r"<delta.version>(.*)</delta.version>", pom)[1]

    assert f"pyspark=={spark}" in stream
    assert f"delta-spark=={delta}" in stream
    assert pins("house")["pyspark"] == spark

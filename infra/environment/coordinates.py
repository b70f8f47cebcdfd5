"""The coordinates of our jars, read from the one place where they stand: ``pom.xml``."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

_MAVEN = {"m": "http://maven.apache.org/POM/4.0.0"}


def coordinates(pom: Path, profile: str) -> list[str]:
    """Return ``group:artifact:version`` of what a profile adds to a Spark that is there."""
    tree = ET.parse(pom).getroot()  # noqa: S314  (a file of this repository)
    properties = {
        item.tag.rpartition("}")[2]: item.text or ""
        for item in tree.findall("m:properties/*", _MAVEN)
    }
    wanted = next(
        candidate
        for candidate in tree.findall("m:profiles/m:profile", _MAVEN)
        if candidate.findtext("m:id", namespaces=_MAVEN) == profile
    )
    return [
        ":".join(
            _filled(dependency.findtext(f"m:{part}", "", _MAVEN), properties)
            for part in ("groupId", "artifactId", "version")
        )
        for dependency in wanted.findall("m:dependencies/m:dependency", _MAVEN)
        if dependency.findtext("m:scope", namespaces=_MAVEN) != "provided"
    ]


def artifact(file_name: str) -> str:
    """Return the artifact a jar's file name stands for, without its version."""
    return re.sub(r"-\d+(\.\w+)+(-[\w.]+)*\.jar$", "", file_name)


def _filled(text: str, properties: dict[str, str]) -> str:
    return re.sub(r"\$\{([\w.]+)\}", lambda match: properties[match[1]], text)

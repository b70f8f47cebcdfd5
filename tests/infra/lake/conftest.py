import pytest

from tests.infra.lake.lakes import Lake


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path / "lake")

import pytest

from tests.end_to_end import story


@pytest.mark.distributed
@pytest.mark.house
def test_the_whole_story_on_postgresql_and_minio(distributed_house):
    story.tell(distributed_house)


@pytest.mark.house
def test_the_whole_story_on_this_machine(house):
    story.tell(house)

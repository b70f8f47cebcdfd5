"""People teach the house: two API processes and two trainers, told of nothing but answers."""

import contextlib
import itertools
import os
import subprocess
import sys
import time
from uuid import uuid4

import httpx
import pytest

from infra.database.engine import make_engine
from infra.database.migrate import upgrade
from infra.database.transactions import Database
from infra.object_store import FolderObjects
from recommender.catalogue.loader import load_workouts
from recommender.registry import Registry
from schema.people.advice import RecommendationKind
from tests.houses import REPOSITORY, comes_true
from tests.ingestion import servers
from tests.servers import LOOPBACK, free_port

RETRAIN_EVERY_S = 6
ACTIVITY = {workout.id: workout.activity for workout in load_workouts()}
TASTES = {
    "runner": ("ENDURANCE", {"running", "cycling"}),
    "lifter": ("GAIN_MUSCLE", {"strength", "mobility"}),
}

SIGN_UP = """mutation($i: SignUpInput!) { signUp(input: $i) {
  ... on Session { accessToken } ... on Problem { message } } }"""
ABOUT = """mutation($p: ProfileInput!, $g: GoalsInput!) {
  updateProfile(input: $p) { __typename } updateGoals(input: $g) { __typename } }"""
SLATE = """query($n: Int) { me { recommendations(kind: WORKOUT, first: $n) {
  modelVersion items { id item { ... on WorkoutPlan { id } } } } } }"""
SAY = """mutation($i: FeedbackInput!) { giveFeedback(input: $i) {
  ... on Slate { modelVersion } ... on Problem { message } } }"""


class Api:
    """One API process."""

    def __init__(self, port):
        self._http = httpx.Client(base_url=f"http://{LOOPBACK}:{port}", timeout=30)

    def is_up(self):
        with contextlib.suppress(httpx.TransportError):
            return self._http.get("/healthz").is_success
        return False

    def ask(self, query, token=None, **variables):
        headers = {"authorization": f"Bearer {token}"} if token else {}
        body = {"query": query, "variables": variables}
        answer = self._http.post("/graphql", json=body, headers=headers).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def join(self, taste):
        """Sign somebody up who says what they want, not what they like."""
        login = f"{taste}-{uuid4().hex[:8]}"
        account = {
            "login": login, "email": f"{login}@example.com", "password": "correct horse",
            "name": taste, "timezone": "UTC",
        }  # fmt: skip
        token = self.ask(SIGN_UP, i=account)["signUp"]["accessToken"]
        profile = {"injuries": [], "equipment": ["bicycle", "dumbbells"], "sex": "OTHER"}
        self.ask(ABOUT, token, p=profile, g={"kind": TASTES[taste][0]})
        return token

    def slate(self, token, first=10):
        """Return the version that serves, and workouts by their recommendation."""
        slate = self.ask(SLATE, token, n=first)["me"]["recommendations"]
        return slate["modelVersion"], {one["id"]: one["item"]["id"] for one in slate["items"]}

    def close(self):
        self._http.close()


@contextlib.contextmanager
def role(name, environment):
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "infra.roles", name], env=environment, cwd=REPOSITORY
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A home, with what its roles are told."""
    home = tmp_path_factory.mktemp("retraining")
    database = Database(make_engine(f"sqlite:///{home}/pulseplate.db"))
    upgrade(database)
    database.close()
    redis = servers.redis_in(home).start()
    yield (
        home,
        os.environ
        | {
            "PULSEPLATE_HOME": str(home),
            "PULSEPLATE_REDIS_URL": f"redis://{redis.address}",
            "PULSEPLATE_KAFKA_URL": f"{LOOPBACK}:1",
            "PULSEPLATE_RETRAIN_INTERVAL_S": str(RETRAIN_EVERY_S),
            "PULSEPLATE_LOG_LEVEL": "WARNING",
        },
    )
    redis.kill()


@pytest.fixture(scope="module")
def apis(house):
    """Two API processes of one house, and two trainers beside them."""
    _, environment = house
    with contextlib.ExitStack() as open_:
        found = []
        for _ in range(2):
            port = free_port()
            open_.enter_context(role("api", environment | {"PULSEPLATE_API_PORT": str(port)}))
            open_.enter_context(role("trainer", environment))
            found.append(open_.enter_context(contextlib.closing(Api(port))))
        for api in found:
            comes_true(api.is_up)
        yield found


def says_what_they_like(api, token, taste):
    likes = TASTES[taste][1]
    for recommendation_id, item_id in api.slate(token, 16)[1].items():
        verdict = "LIKE" if ACTIVITY[item_id] in likes else "DISLIKE"
        api.ask(SAY, token, i={"recommendationId": recommendation_id, "verdict": verdict})


def liked(slate, taste):
    return sum(ACTIVITY[item_id] in TASTES[taste][1] for item_id in slate.values())


def versions(slates):
    return {version for version, _ in slates}


def test_twenty_people_change_the_slate_of_a_twenty_first_who_is_like_them(house, apis):
    home, _ = house
    one, other = apis
    newcomers = {taste: other.join(taste) for taste in TASTES}
    before = {taste: other.slate(token) for taste, token in newcomers.items()}
    assert versions(before.values()) == {"default-options-1"}

    for number in range(20):
        taste = ("runner", "lifter")[number % 2]
        says_what_they_like(apis[number % 2], apis[number % 2].join(taste), taste)
    said_at = time.time()

    registry = Registry(FolderObjects(home / "objects"))

    def knows_all():
        attempt = registry.attempt(RecommendationKind.WORKOUT)
        return attempt and attempt.learned.feedback == 20 * 16 and attempt

    attempt = comes_true(knows_all, within_s=4 * RETRAIN_EVERY_S)
    serving = registry.current(RecommendationKind.WORKOUT)
    assert "-als-" in serving, attempt.outcome
    for api in apis:
        comes_true(lambda api=api: api.slate(newcomers["runner"])[0] == serving, within_s=5)
    assert time.time() - said_at < 5 * RETRAIN_EVERY_S

    for taste, token in newcomers.items():
        after = other.slate(token)[1]
        assert set(after.values()) != set(before[taste][1].values())
        assert liked(after, taste) >= max(8, liked(before[taste][1], taste))
    assert set(one.slate(newcomers["lifter"])[1]) != set(one.slate(newcomers["runner"])[1])


@pytest.mark.usefixtures("apis")
def test_two_trainers_train_each_state_once(house):
    home, _ = house
    registry = Registry(FolderObjects(home / "objects"))
    time.sleep(2 * RETRAIN_EVERY_S)

    for kind in RecommendationKind:
        known = [record.data_version for record in registry.records(kind)]
        assert len(known) == len(set(known))
        began = sorted(record.trained_at for record in registry.records(kind))
        gaps = [(b - a).total_seconds() for a, b in itertools.pairwise(began)]
        assert all(gap >= RETRAIN_EVERY_S for gap in gaps)


@pytest.mark.usefixtures("apis")
def test_models_shows_the_als_beside_the_baselines_it_beat(house):
    _, environment = house
    shown = subprocess.run(
        [sys.executable, "-m", "infra.cli", "models"],
        env=environment | {"COLUMNS": "200"}, cwd=REPOSITORY, capture_output=True, text=True,
        check=True,
    ).stdout  # fmt: skip

    rows = [[cell.strip() for cell in row.split("│")[1:-1]] for row in shown.splitlines()]
    (serving,) = [
        place
        for place, row in enumerate(rows)
        if row[1:2] == ["yes"] and row[0].startswith("workout-als-")
    ]
    rest = itertools.takewhile(lambda row: len(row) == 7 and not row[0], rows[serving + 1 :])
    reached = {row[4]: float(row[5]) for row in [rows[serving], *rest]}
    trivial = {"popularity", "recency_popularity", "repeat"}
    assert trivial <= reached.keys()
    assert reached["pulseplate"] > max(reached[name] for name in trivial)
    assert "beat the trivial" in shown

import csv
import json

import numpy as np
import pytest

from recommender.evaluation.files import (
    UnreadableInteractionsError,
    evaluate_files,
    protocol,
    read_interactions,
    split_interactions,
)
from recommender.evaluation.splits import Split

PEOPLE, ITEMS, EACH = 60, 40, 12
DAY_S = 86_400


@pytest.fixture
def interactions():
    """People of two tastes, each over a year; what is popular changes by the season."""
    rng = np.random.default_rng(3)
    rows = []
    for person in range(PEOPLE):
        own = [item for item in range(ITEMS) if item % 2 == person % 2]
        for _ in range(EACH):
            day = rng.integers(0, 360)
            near = np.exp(-np.abs(np.array(own) * 9 - day) / 60.0)
            rows.append((person, rng.choice(own, p=near / near.sum()), day * DAY_S))
    rows.sort(key=lambda row: row[2])
    return rows


def written(path, rows, delimiter=",", header=("user_id", "item_id", "time")):
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def lines_of(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_the_whole_catalogue_is_ranked_by_every_method(tmp_path, interactions):
    cut = int(len(interactions) * 0.8)
    train = written(tmp_path / "train.csv", interactions[:cut])
    test = written(tmp_path / "test.tsv", interactions[cut:], "\t")
    out = tmp_path / "predictions.tsv"

    report = evaluate_files(train, test, out, with_repeats=True)

    printed = json.loads(report.json())["methods"]
    assert set(printed) == {
        "pulseplate", "popularity", "recency_popularity", "item_knn", "repeat",
    }  # fmt: skip
    assert set(printed["pulseplate"]) == {"ndcg@10", "recall@20", "coverage@10", "seconds"}
    assert printed["pulseplate"]["ndcg@10"] > printed["popularity"]["ndcg@10"]
    lines = lines_of(out)
    assert list(lines[0]) == ["method", "user_id", "rank", "item_id", "score"]
    assert {line["method"] for line in lines} == set(printed)
    asked = {str(row[0]) for row in interactions[cut:]}
    mine = [line for line in lines if line["method"] == "pulseplate"]
    assert len(mine) == 20 * len(asked)


def test_what_a_person_had_is_left_out_unless_repeats_are_asked_for(tmp_path, interactions):
    cut = int(len(interactions) * 0.8)
    train = written(tmp_path / "train.csv", interactions[:cut])
    test = written(tmp_path / "test.csv", interactions[cut:])
    out = tmp_path / "predictions.tsv"

    report = evaluate_files(train, test, out)

    had = {(str(user), str(item)) for user, item, _ in interactions[:cut]}
    ranked = {(line["user_id"], line["item_id"]) for line in lines_of(out)}
    assert not had & ranked
    assert "repeat" not in report.methods


def test_what_a_test_holds_changes_no_ranking(tmp_path, interactions):
    cut = int(len(interactions) * 0.8)
    train = written(tmp_path / "train.csv", interactions[:cut])
    asked = sorted({row[0] for row in interactions[cut:]})
    last = interactions[-1][2]
    rankings = []
    for name, items in (("true", interactions[cut:]), ("other", [])):
        rows = items or [(user, 1000 + user, last) for user in asked]
        out = tmp_path / f"{name}.tsv"
        evaluate_files(train, written(tmp_path / f"{name}.csv", rows), out)
        rankings.append(sorted(tuple(line.items()) for line in lines_of(out)))

    people = {dict(line)["user_id"] for line in rankings[0]}
    same = [line for line in rankings[1] if dict(line)["user_id"] in people]
    assert rankings[0] == same


def test_the_inner_split_follows_the_outer_one(tmp_path, interactions):
    path = written(tmp_path / "all.csv", interactions)
    plain = [(user, item) for user, item, _ in interactions]
    timeless = written(tmp_path / "plain.csv", plain, header=("user_id", "item_id"))

    assert protocol(*split_interactions(path, Split.TIME)) is Split.TIME
    assert protocol(*split_interactions(path, Split.LAST)) is Split.LAST
    assert protocol(*split_interactions(timeless, Split.RANDOM)) is Split.RANDOM


@pytest.mark.parametrize(
    "moment", ["1700000000", "1700000000000", "2023-11-14T22:13:20Z", "2023-11-14T22:13:20"]
)
def test_times_are_read_as_they_are_usually_written(tmp_path, moment):
    path = written(tmp_path / "one.csv", [("a", "x", moment)])

    assert read_interactions(path).days.tolist() == pytest.approx([1700000000 / DAY_S])


def test_weights_are_read(tmp_path):
    path = written(
        tmp_path / "one.csv", [("a", "x", "2.5")], header=("user_id", "item_id", "weight")
    )

    assert read_interactions(path).weights.tolist() == [2.5]


def test_a_file_that_holds_no_interactions_is_refused(tmp_path):
    with pytest.raises(UnreadableInteractionsError, match="item_id"):
        read_interactions(written(tmp_path / "a.csv", [], header=("user_id", "thing")))
    with pytest.raises(UnreadableInteractionsError, match="line 2"):
        read_interactions(written(tmp_path / "b.csv", [("a", "x", "yesterday")]))

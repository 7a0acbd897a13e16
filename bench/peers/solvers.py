"""Solves on request what the tab's engines solve: a line of JSON in, a line of JSON out with the CPU time it took and the answer's figure."""

import json
import sys
import time

import networkx as nx
import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment


def assignment(task):
    costs = np.array([np.inf if cost is None else cost for cost in task["costs"]]).reshape(task["rows"], task["columns"])
    started = time.thread_time()
    rows, columns = linear_sum_assignment(costs)
    return started, float(costs[rows, columns].sum())


def matching(task):
    size, costs = task["size"], task["costs"]
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, costs[a * size + b]) for a in range(size) for b in range(a + 1, size))
    started = time.thread_time()
    pairs = nx.min_weight_matching(graph)
    return started, float(sum(graph[a][b]["weight"] for a, b in pairs))


def standings(task):
    started = time.thread_time()
    rows = pd.DataFrame(task["rows"], columns=["room", "team", "points", "score"])
    teams = rows.groupby("team").agg(points=("points", "sum"), speaks_sum=("score", "sum"))
    for place, name in ((3, "firsts"), (2, "seconds")):
        teams[name] = rows[rows["points"] == place].groupby("team").size()
    teams = teams.fillna(0)
    meetings = rows.merge(rows, on="room", suffixes=("", "_other"))
    meetings = meetings[meetings["team"] != meetings["team_other"]]
    strength = meetings["team_other"].map(teams["points"])
    teams["draw_strength"] = strength.groupby(meetings["team"]).sum()
    keys = list(zip(*(-teams[name] for name in ("points", "speaks_sum", "firsts", "seconds", "draw_strength"))))
    teams["rank"] = pd.Series(keys, index=teams.index).rank(method="min")
    speeches = pd.DataFrame(task["speeches"], columns=["speaker", "score"])
    speakers = speeches.groupby("speaker")["score"].agg(total="sum", average="mean", stdev=lambda scores: scores.std(ddof=0))
    speakers["rank"] = speakers["total"].rank(method="min", ascending=False)
    return started, float(teams["rank"].sum() + speakers["rank"].sum())


solvers = {"assignment": assignment, "matching": matching, "standings": standings}

for line in sys.stdin:
    task = json.loads(line)
    started, figure = solvers[task["solve"]](task)
    print(json.dumps({"ms": (time.thread_time() - started) * 1000, "figure": figure}), flush=True)

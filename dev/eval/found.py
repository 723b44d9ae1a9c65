#!/usr/bin/env python3
"""Judge who and where in the events that were found, apart from whether all
participants were.

usage: found.py SCORER_DIR GOLD.jsonl PREDICTED.jsonl

Pairs of gold and coded events are those of score.py. A gold participant is
found when a participant of the paired event, on either side, has at least half
of the words of the shorter of both; country and sector are judged over these.
A place is given when gold and the coded event have one; its country and name
(a word in common, as in score.py) are judged over these.

Of all coded events it tells by tenths of their confidence how many there are,
their mean confidence, and what share of them is paired with a gold event: a
calibrated coder has mean and share alike. Prints JSON.
"""
import json, sys

sys.path.insert(0, sys.argv[1])
import score


def shared(a, b):
    """Share of the words of the shorter text that both have."""
    x, y = set(score.norm(a).split()), set(score.norm(b).split())
    return len(x & y) / max(1, min(len(x), len(y)))


def main():
    gold, coded = score.load(sys.argv[2]), score.load(sys.argv[3])
    n = dict.fromkeys(("participants", "found", "country", "sector", "places", "given", "place_country", "place_name"), 0)
    tenths = {}
    for report, events in gold.items():
        pairs = score.pairs(events, coded.get(report, []))
        paired = {j for _, j in pairs}
        for j, e in enumerate(coded.get(report, [])):
            t = tenths.setdefault(min(int(e["confidence"] * 10), 9), [0, 0.0, 0])
            t[0] += 1
            t[1] += e["confidence"]
            t[2] += j in paired
        for i, j in pairs:
            want, got = events[i], coded[report][j]
            others = score.people(got, "actor") + score.people(got, "recipient")
            for p in score.people(want, "actor") + score.people(want, "recipient"):
                n["participants"] += 1
                best = max(others, key=lambda o: shared(p["text"], o["text"]), default=None)
                if best is None or shared(p["text"], best["text"]) < 0.5:
                    continue
                n["found"] += 1
                n["country"] += (p.get("country") or "") == (best.get("country") or "")
                n["sector"] += (p.get("sector") or "") == (best.get("sector") or "")
            if want.get("place"):
                n["places"] += 1
                if got.get("place"):
                    n["given"] += 1
                    n["place_country"] += (want["place"].get("country") or "") == (got["place"].get("country") or "")
                    n["place_name"] += bool(score.place_ok(want["place"], got["place"]))

    def rate(a, b):
        return round(n[a] / n[b], 4) if n[b] else 0

    found = {
        "participants": n["participants"], "found": n["found"], "country": rate("country", "found"), "sector": rate("sector", "found"),
        "places": n["places"], "given": n["given"], "place_country": rate("place_country", "given"), "place_name": rate("place_name", "given"),
    }
    confidence = {
        f"0.{t}": {"events": k, "mean": round(total / k, 3), "right": round(right / k, 3)} for t, (k, total, right) in sorted(tenths.items())
    }
    json.dump({"of_found": found, "confidence": confidence}, sys.stdout)


main()

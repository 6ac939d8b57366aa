#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn the marked-up articles (<kind>/<name>.ann) into plain text and gold annotations.

    annotate.py            write <name>.txt and <name>.gold.json beside every .ann
    annotate.py --check    write nothing; exit 1 if a generated file is missing, stale or orphaned
    annotate.py --list     print every text with its quotes, for reading it through as a critic
    annotate.py --words    print capitalised words inside sentences that no entity covers

The last two take names of folders or documents; the markup is described in README.md.
Offsets in the gold files are Unicode code points, half-open, in the .txt as it stands.
"""
import argparse, collections, json, pathlib, re, sys

HERE = pathlib.Path(__file__).resolve().parent
TYPES = {"d": "direct", "i": "indirect", "m": "mixed", "t": "term"}
ENTITY = {"P": "PER", "O": "ORG", "L": "LOC"}
SPACES = {"nbsp": "\u00a0", "narrow": "\u202f", "plain": " ", "none": ""}
TAG = re.compile(r"<(?P<ids>\d+(?:,\d+)*)?(?P<kind>[dimtcs])(?:=(?P<who>[^:<>]+))?:|<(?P<force>[^<>:=]+)=(?P<to>[^<>:=]+)>|<!(?P<not>[^<>]+)>|>|<")
PRONOUNS = {"il", "elle", "ils", "elles", "on", "je", "j'", "tu", "nous", "vous", "lui", "eux", "qui", "celui-ci", "celle-ci",
            "ceux-ci", "celles-ci", "ce dernier", "cette dernière", "ces derniers", "ces dernières", "celui-là", "moi",
            "l'un", "l'autre", "l'une", "tous", "toutes", "certains", "d'autres", "beaucoup", "plusieurs", "me", "m'"}


class Bad(Exception):
    pass


def read_source(path):
    """Options, body and entity table of one .ann file."""
    raw = path.read_text(encoding="utf-8")
    options = {"spaces": "plain", "apostrophe": "straight"}
    while (m := re.match(r"# (\w+): *(\w+)\n", raw)):
        if m[1] not in options: raise Bad(f"unknown option {m[1]}")
        options[m[1]] = m[2]
        raw = raw[m.end():]
    body, bar, foot = raw.partition("\n===\n")
    if not bar: raise Bad("no line '===' before the entities")
    if options["apostrophe"] == "curly":
        body, foot = (re.sub(r"(?<=\w)'(?=[\w«“\"<\[])", "’", s) for s in (body, foot))
    gap = SPACES[options["spaces"]]
    # Marks are written tight in the source; the option sets the blanks inside them. A mark at the edge of a line stays tight.
    body = re.sub(r"«(?=[^\s»])", "«" + gap, body)
    body = re.sub(r"(?<=[^\s«])»", gap + "»", body)
    if options["spaces"] in ("nbsp", "narrow"):
        body = re.sub(r"(?<=\S) (?=[:;!?])", gap, body)
    entities = []
    for line in foot.splitlines():
        if not line.strip() or line.startswith("#"): continue
        m = re.match(r"([POL]) (.+)$", line)
        if not m: raise Bad(f"entity line not understood: {line!r}")
        forms = [f.strip() for f in m[2].split("|")]
        entities.append({"type": ENTITY[m[1]], "name": forms[0], "forms": [f for f in forms if not f.startswith("~")],
                         "descriptions": [f[1:].strip() for f in forms if f.startswith("~")]})
    return body.strip("\n") + "\n", entities


def parse(body):
    """Plain text, marked pieces, and mentions forced or forbidden by hand."""
    out, stack, pieces, forced, banned, at, pos = [], [], [], [], [], 0, 0
    for m in TAG.finditer(body):
        out.append(body[at:m.start()]); pos += m.start() - at; at = m.end()
        if m[0] == ">":
            if not stack: raise Bad(f"'>' closes nothing near {body[max(0, m.start() - 40):m.end()]!r}")
            p = stack.pop(); p["end"] = pos; pieces.append(p)
        elif m["kind"]:
            p = {"ids": [int(i) for i in m["ids"].split(",")] if m["ids"] else [], "kind": m["kind"], "who": m["who"], "start": pos,
                 "up": stack[-1] if stack else None}
            stack.append(p)
        elif m["force"]:
            out.append(m["force"]); forced.append((pos, pos + len(m["force"]), m["to"])); pos += len(m["force"])
        elif m["not"]:
            out.append(m["not"]); banned.append((pos, pos + len(m["not"]))); pos += len(m["not"])
        else:
            raise Bad(f"'<' opens nothing near {body[m.start():m.start() + 40]!r}")
    if stack: raise Bad(f"not closed: {stack[-1]}")
    out.append(body[at:])
    text = "".join(out)
    for p in pieces:
        s = text[p["start"]:p["end"]]
        if not s or s != s.strip() or s.strip("\u202f\u00a0\u2009") != s: raise Bad(f"blank at the end of, or empty: {s!r}")
        if p["kind"] in "dmt" and (s[0] in "«“„‹" and s[-1] in "»”›" and s.count(s[0]) == 1): raise Bad(f"marks inside the span: {s!r}")
    return text, sorted(pieces, key=lambda p: (p["start"], -p["end"])), forced, banned


def whole_words(text, form):
    for m in re.finditer(re.escape(form), text):
        a, b = m.span()
        before, after = text[a - 1:a], text[b:b + 1]
        if before.isalnum() or after.isalnum(): continue
        if before == "-" and text[a - 2:a - 1].isalnum(): continue
        if after == "-" and text[b + 1:b + 2].isalnum(): continue
        yield a, b


def find_mentions(text, entities, forced, banned):
    by_form = collections.defaultdict(list)
    names = {}
    for n, e in enumerate(entities):
        if e["name"] in names: raise Bad(f"entity twice: {e['name']}")
        names[e["name"]] = n
        for f in e["forms"]: by_form[f].append(n)
        words = e["name"].split()
        if e["type"] == "PER" and len(words) > 1 and words[-1] not in e["forms"]: by_form[words[-1]].append(n)
    taken, got = [False] * (len(text) + 1), []

    def take(a, b, n):
        if any(taken[a:b]): return
        taken[a:b] = [True] * (b - a)
        if n is not None: got.append((a, b, n))

    for a, b, to in forced:
        if to not in names: raise Bad(f"unknown entity {to!r}")
        take(a, b, names[to])
    for a, b in banned: take(a, b, None)
    for form in sorted(by_form, key=len, reverse=True):
        for a, b in whole_words(text, form):
            if any(taken[a:b]): continue
            if len(by_form[form]) > 1: raise Bad(f"{form!r} stands for several entities: mark it <{form}=full name>")
            take(a, b, by_form[form][0])
    for n, e in enumerate(entities):
        for f in e["forms"]:
            if f not in text: raise Bad(f"form not in the text: {f!r}")
        if not any(g[2] == n for g in got): raise Bad(f"never mentioned: {e['name']}")
    return sorted(got), by_form


def build(path):
    body, entities = read_source(path)
    text, pieces, forced, banned = parse(body)
    mentions, by_form = find_mentions(text, entities, forced, banned)
    names = {e["name"]: e for e in entities}
    at = {(a, b): n for a, b, n in mentions}

    def source(s, a=None, b=None):
        """(who, who_type) of a source given by its text."""
        if s == "null": return None, None
        s, _, kind = s.partition("/")
        if kind: return s, None if kind == "DOC" else kind
        if s in names: return s, names[s]["type"]
        bare = re.sub(r"^(les? |la |l['’])", "", s, flags=re.I)
        if bare in names: return bare, names[bare]["type"]
        if a is not None:
            for x in (s, bare):
                n = at.get((b - len(x), b))
                if n is not None: return entities[n]["name"], entities[n]["type"]
        if s.lower().replace("’", "'") in PRONOUNS: raise Bad(f"pronoun needs its source: {s!r} ({text[max(0, (a or 0) - 30):(b or 0) + 20]!r})")
        return s, "GROUP"

    quotes, auto = {}, 100000
    for p in pieces:
        if p["kind"] not in TYPES: continue
        ids = p["ids"]
        if len(ids) > 1: raise Bad(f"several ids on one content: {ids}")
        if ids: k = ids[0]
        else: auto += 1; k = auto
        p["id"] = k
        q = quotes.setdefault(k, {"type": TYPES[p["kind"]], "spans": [], "cue": None, "speaker": None, "who": None, "who_type": None, "from": None})
        if q["type"] != TYPES[p["kind"]]: raise Bad(f"quote {k} has two types")
        q["spans"].append([p["start"], p["end"]])
        if p["who"]: q["who"], q["who_type"] = source(p["who"])
        if not ids and p["kind"] == "m":
            up = p["up"]
            while up and up["kind"] not in "id": up = up["up"]
            if up and up["kind"] == "i": q["from"] = up["id"]
    for p in pieces:
        if p["kind"] not in "cs": continue
        if not p["ids"]: raise Bad(f"cue or speaker without id: {text[p['start']:p['end']]!r}")
        for k in p["ids"]:
            if k not in quotes: raise Bad(f"unknown id {k} on {text[p['start']:p['end']]!r}")
            q, key = quotes[k], "cue" if p["kind"] == "c" else "speaker"
            if q["type"] == "term": raise Bad(f"a term has no cue and no speaker: {k}")
            if q[key]: raise Bad(f"quote {k} has two of {key}")
            q[key] = [p["start"], p["end"]]
            if key == "speaker":
                s = text[p["start"]:p["end"]]
                q["who"], q["who_type"] = source(p["who"], None, None) if p["who"] else source(s, p["start"], p["end"])
    for k, q in quotes.items():
        if q["from"] is not None:
            o = quotes[q["from"]]
            for key in ("cue", "speaker", "who", "who_type"): q[key] = o[key]
        if k < 100000 and not q["cue"] and not q["speaker"] and not q["who"]: raise Bad(f"quote {k} has an id but neither cue nor speaker")
        if q["type"] == "indirect" and not q["cue"]: raise Bad(f"indirect quote without cue: {text[q['spans'][0][0]:q['spans'][0][1]]!r}")
        if q["who_type"] not in (None, "PER", "ORG", "LOC", "GROUP"): raise Bad(f"who_type {q['who_type']!r}")
    ordered = sorted(quotes.values(), key=lambda q: (q["spans"][0][0], -q["spans"][-1][1]))
    for q in ordered: del q["from"]
    gold = {"doc": path.stem, "quotes": ordered,
            "entities": [{"start": a, "end": b, "type": entities[n]["type"], "name": entities[n]["name"]} for a, b, n in mentions],
            "clusters": {}, "coreference": []}
    for n, e in enumerate(entities):
        spans = [[a, b] for a, b, m in mentions if m == n]
        forms = list(dict.fromkeys([text[a:b] for a, b in spans] + e["descriptions"]))
        others = [f for f in forms if f != e["name"]]
        if others: gold["clusters"][e["name"]] = others
        gold["coreference"].append({"name": e["name"], "type": e["type"], "mentions": spans})
    return text, gold


def show(path, text, gold):
    print(f"===== {path.parent.name}/{path.stem}\n{text}-----")
    cut = lambda s: text[s[0]:s[1]] if s else None
    for q in gold["quotes"]:
        print(f"* {q['type']} {[cut(s) for s in q['spans']]} | CUE {cut(q['cue'])} | SP {cut(q['speaker'])} | WHO {q['who']} {q['who_type']}")


def words(path, text, gold):
    covered = set()
    for e in gold["entities"]: covered.update(range(e["start"], e["end"]))
    for m in re.finditer(r"[A-ZÀ-Ý][\w-]*", text):
        before = text[:m.start()].rstrip(" \u00a0\u202f«“\"‘'’„‹—–-")
        if m.start() in covered or not before or before[-1] in ".!?…\n" : continue
        if text[m.start() - 1] in "'’" and text[m.start() - 3:m.start() - 2] in ("\n", " ") and False: continue
        print(f"{path.parent.name}/{path.stem}: {text[max(0, m.start() - 25):m.end() + 25]!r} -> {m[0]}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", action="store_true"); ap.add_argument("--list", action="store_true")
    ap.add_argument("--words", action="store_true"); ap.add_argument("names", nargs="*")
    a = ap.parse_args()
    wrong, table, seen = [], collections.defaultdict(collections.Counter), {}
    for path in sorted(HERE.glob("*/*.ann")):
        kind = path.parent.name
        if a.names and kind not in a.names and path.stem not in a.names: continue
        if path.stem in seen: wrong.append(f"{path}: name used twice")
        seen[path.stem] = path
        try:
            text, gold = build(path)
        except Bad as e:
            wrong.append(f"{kind}/{path.name}: {e}"); continue
        for row in (kind, "all"):
            table[row]["texts"] += 1
            table[row]["words"] += len(re.findall(r"\w+", text))
            table[row]["mentions"] += len(gold["entities"])
            table[row]["quotes"] += len(gold["quotes"])
            for q in gold["quotes"]: table[row][q["type"]] += 1
        if a.list: show(path, text, gold)
        if a.words: words(path, text, gold)
        outputs = {path.with_suffix(".txt"): text,
                   path.with_suffix(".gold.json"): json.dumps(gold, ensure_ascii=False, indent=1) + "\n"}
        for out, content in outputs.items():
            old = out.read_text(encoding="utf-8") if out.exists() else None
            if old == content: continue
            if a.check: wrong.append(f"{out.relative_to(HERE)}: not up to date, run annotate.py")
            else: out.write_text(content, encoding="utf-8")
    for out in sorted(HERE.glob("*/*.txt")) + sorted(HERE.glob("*/*.gold.json")):
        if not out.with_name(out.name.split(".")[0] + ".ann").exists(): wrong.append(f"{out.relative_to(HERE)}: has no .ann")
    columns = ["texts", "words", "mentions", "quotes", *TYPES.values()]
    if not a.list and not a.words:
        print(f"{'':12}" + "".join(f"{c:>10}" for c in columns))
        for row in [*sorted(r for r in table if r != "all"), "all"]:
            print(f"{row:12}" + "".join(f"{table[row][c]:>10}" for c in columns))
    for w in wrong: print(w, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

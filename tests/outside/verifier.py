"""A second, tiny verifier: Python's standard library alone, written from packages/ledger/docs/format.md.

    python3 verifier.py vectors FOLDER              the published vectors
    python3 verifier.py bundle FOLDER LOG_VKEY      entries, proofs and note of an unpacked bundle

Prints `true: N checks` and exits 0, or says what is false and exits 1.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import sys

# Ed25519 as RFC 8032 defines it; slow and plain.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def sha256(data):
    return hashlib.sha256(data).digest()


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(k, p):
    total = (0, 1, 1, 0)
    while k:
        if k & 1:
            total = add(total, p)
        p = add(p, p)
        k >>= 1
    return total


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        raise ValueError("not a point")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    if len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(s, BASE), add(point(signature[:32]), times(h, point(key)))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


class False_(Exception):
    """What is false."""


checks = 0


def check(holds, what):
    global checks
    if not holds:
        raise False_(what)
    checks += 1


# Tree


def leaf_hash(digest):
    return sha256(b"\0" + digest)


def node(left, right):
    return sha256(b"\1" + left + right)


def root_of(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root_of(leaves[:split]), root_of(leaves[split:]))


def climb(leaf, index, size, path):
    """The root to which a path leads (RFC 9162, 2.1.3.2), or None when it has another length."""
    at, last, rest = index, size - 1, list(path)
    while last:
        if at % 2 or at != last:
            if not rest:
                return None
            leaf = node(rest.pop(0), leaf) if at % 2 else node(leaf, rest.pop(0))
        at, last = at // 2, last // 2
    return None if rest else leaf


def is_prefix(older, old_root, newer, new_root, path):
    """RFC 9162, 2.1.4.2."""
    if older == newer:
        return not path and old_root == new_root
    rest = list(path)
    if older & (older - 1) == 0:
        rest.insert(0, old_root)
    if not rest:
        return False
    at, last = older - 1, newer - 1
    while at % 2:
        at, last = at // 2, last // 2
    old = new = rest.pop(0)
    for sibling in rest:
        if not last:
            return False
        if at % 2 or at == last:
            old, new = node(sibling, old), node(sibling, new)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            new = node(new, sibling)
        at, last = at // 2, last // 2
    return last == 0 and old == old_root and new == new_root


# Notes


def b64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("a second spelling of base64")
    return data


def key_of(vkey):
    name, key_id, marked = vkey.strip().split("+", 2)
    marked = b64(marked)
    check(sha256(name.encode() + b"\n" + marked)[:4].hex() == key_id, "the id of a key")
    return name, bytes.fromhex(key_id), marked[0], marked[1:]


def opened(note, vkeys):
    """Origin, size and root of a checkpoint that each of these keys signed."""
    text, lines = note.rsplit("\n\n", 1)
    text += "\n"
    for name, key_id, algorithm, key in map(key_of, vkeys):
        found = False
        for line in lines.splitlines():
            dash, signer, blob = line.split(" ")
            blob = b64(blob)
            if (dash, signer, blob[:4]) != ("\u2014", name, key_id):
                continue
            message, signature = text.encode(), blob[4:]
            if algorithm == 4:
                seconds = int.from_bytes(signature[:8], "big")
                message = f"cosignature/v1\ntime {seconds}\n".encode() + message
                signature = signature[8:]
            check(is_signed(key, message, signature), f"the signature of {name}")
            found = True
        check(found, f"no signature of {name}")
    origin, size, root, end = text.split("\n")
    check(size == str(int(size)) and end == "", "the form of the checkpoint")
    return origin, int(size), b64(root)


def proved(proof, digest, note):
    """The index of a proof that leads from the digest to the note's root."""
    head, text = proof.split("\n\n", 1)
    check(text == note, "a proof with another note")
    mark, index, *path = head.split("\n")
    check(mark == "c2sp.org/tlog-proof@v1" and index.startswith("index "), "the form of a proof")
    index = int(index[len("index ") :])
    _, size, root = note.split("\n")[:3]
    reached = climb(leaf_hash(digest), index, int(size), [b64(line) for line in path])
    check(index < int(size) and reached == b64(root), f"the proof of {index}")
    return index


# Canonical JSON


def printed(value, depth=0):
    if depth > 100:
        raise ValueError("too deep")
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        value.encode()
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(printed(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        members = (printed(key) + ":" + printed(value[key], depth + 1) for key in keys)
        return "{" + ",".join(members) + "}"
    raise ValueError("not a value of an entry")


def is_own_print(data):
    try:
        return printed(json.loads(data.decode())).encode() == data
    except (ValueError, RecursionError):
        return False


def stripped(value):
    if isinstance(value, list):
        return [stripped(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {k: stripped(v) for k, v in value.items() if not (isinstance(v, dict) and "enclosed" in v)}


# What is asked


def vectors(folder):
    def read(name):
        return (folder / name).read_bytes()

    published = json.loads(read("vectors.json"))
    note = read("checkpoint").decode()
    keys = [read("log.vkey").decode(), read("witness.vkey").decode()]
    check([key.strip() for key in keys] == [published["logKey"], published["witnessKey"]], "keys")
    origin, size, root = opened(note, keys)
    check((origin, note) == (published["origin"], published["checkpoint"]), "the note")
    check(read("policy").decode() == published["policy"], "the policy")

    digests, entries = [], []
    for i, one in enumerate(published["entries"]):
        data = read(f"entries/{i}.json")
        entry = json.loads(data)
        check(is_own_print(data) and data.decode() == one["bytes"], f"the print of entry {i}")
        check((one["position"], one["length"]) == (i, len(data)), f"the length of entry {i}")
        check(sha256(data).hex() == one["digest"], f"the digest of entry {i}")
        check(leaf_hash(sha256(data)).hex() == one["leafHash"], f"the leaf hash of entry {i}")
        body = printed(stripped(entry["command"])).encode()
        check(sha256(body).hex() == one["body"], f"the body of entry {i}")
        proof = read(f"proofs/{i}.tlog-proof").decode()
        check(proof == published["proofs"][i] and proved(proof, sha256(data), note) == i, f"proof {i}")
        digests.append(sha256(data))
        entries.append(entry)
    leaves = [leaf_hash(digest) for digest in digests]
    check((size, root) == (len(leaves), root_of(leaves)), "the root")
    check(root.hex() == published["root"], "the published root")
    one = published["stripped"]
    check(printed(stripped(entries[one["position"]]["command"])) == one["command"], "strip")

    last = {}
    for i, entry in enumerate(entries):
        before = last.get(entry["stream"])
        check(entry["sequence"] == (before[0] if before else 0) + 1, f"the sequence of entry {i}")
        check(entry["previous"] == (before[1] if before else None), f"what entry {i} names")
        last[entry["stream"]] = (entry["sequence"], "sha256:" + digests[i].hex())

    belongs = [
        digests[i]
        for i, entry in enumerate(entries)
        if entry["stream"].startswith("opinion/") and entry["sequence"] == 1
    ]
    for one in published["opinions"]:
        chosen = sorted(belongs)[: one["count"]] if one["count"] else []
        own = "sha256:" + root_of([leaf_hash(digest) for digest in chosen]).hex()
        check(own == one["root"], f"the set of {one['count']} opinions")
    heads = sorted(
        sha256(stream.encode()) + sequence.to_bytes(8, "big") + bytes.fromhex(last[stream][1][7:])
        for stream, sequence in published["heads"]["streams"]
    )
    check([head.hex() for head in heads] == published["heads"]["leaves"], "the heads")
    check(root_of([leaf_hash(h) for h in heads]).hex() == published["heads"]["root"], "their root")

    bundle = b"".join(b"\0\x20" + digest for digest in digests)
    for name, data, one in (
        ("tile/entries/000.p/12", bundle, published["entryBundle"]),
        ("tile/0/000.p/12", b"".join(leaves), published["tile"]),
    ):
        check(read(name) == data and sha256(data).hex() == one["sha256"], name)
        check(len(data) == one["length"], f"the length of {name}")
    commitment(published["commitment"])
    for name in published["files"]:
        data = read(name)
        check(sha256(data).hex() in name, f"the name of {name}")
    tree(json.loads(read("tree.json")))
    for one in json.loads(read("spellings.json")):
        data = b64(one["bytes"])
        check(sha256(data).hex() == one["sha256"], one["name"])
        check(is_own_print(data) == one["isOwnPrint"], one["name"])


def commitment(one):
    parts = ["juece-commitment/1", one["stream"], one["command"], one["path"], one["value"]]
    mac = hmac.new(bytes.fromhex(one["salt"]), "\0".join(parts).encode(), hashlib.sha256)
    check(mac.hexdigest() == one["commitment"], "the commitment")


def tree(published):
    sizes = [one["size"] for one in published["roots"]]
    leaves = [leaf_hash(sha256(str(i).encode())) for i in range(max(sizes))]
    roots = {size: root_of(leaves[:size]) for size in sizes}
    for one in published["roots"]:
        check(b64(one["root"]) == roots[one["size"]], f"the root of {one['size']}")
    for one in published["inclusion"]:
        index, size, path = one["index"], one["size"], [b64(line) for line in one["path"]]
        check(climb(leaves[index], index, size, path) == roots[size], f"leaf {index} of {size}")
        check(climb(leaves[index], index, size, path + path[:1]) != roots[size] or not path, "a longer path")
    for one in published["consistency"]:
        old, new, path = one["from"], one["to"], [b64(line) for line in one["path"]]
        check(is_prefix(old, roots[old], new, roots[new], path), f"{old} in {new}")
        check(not is_prefix(old, roots[0], new, roots[new], path), f"another past of {old} in {new}")


def bundle(folder, log_key):
    data = folder / "data"
    listed = json.loads((data / "bundle.json").read_bytes())
    note = (data / "checkpoint").read_bytes().decode()
    origin, size, _ = opened(note, [log_key])
    check((origin, size) == (listed["origin"], listed["size"]), "the note is not the one that is listed")
    last = {}
    for one in listed["entries"]:
        position, digest = one["position"], bytes.fromhex(one["digest"][7:])
        proof = (data / "proofs" / f"{position}.tlog-proof").read_bytes().decode()
        check(proved(proof, digest, note) == position, f"a proof of another place than {position}")
        file = data / "entries" / f"{position}.json"
        if one["state"] != "present":
            check(not file.exists(), f"entry {position} is {one['state']} and shown")
        else:
            text = file.read_bytes()
            check(sha256(text) == digest, f"the bytes of entry {position}")
            check(is_own_print(text), f"the print of entry {position}")
            entry = json.loads(text)
            check((entry["stream"], entry["sequence"]) == (one["stream"], one["sequence"]), f"entry {position}")
            before = last.get(one["stream"])
            if before:
                check(entry["previous"] == before[1], f"what entry {position} names")
        if one["stream"] in last:
            check(one["sequence"] == last[one["stream"]][0] + 1, f"a hole before entry {position}")
        last[one["stream"]] = (one["sequence"], one["digest"])
    for file in sorted((data / "attachments").glob("*")):
        check(sha256(file.read_bytes()).hex() == file.name, f"the paper {file.name}")


def main(argv):
    if len(argv) == 2 and argv[0] == "vectors":
        vectors(pathlib.Path(argv[1]))
    elif len(argv) == 3 and argv[0] == "bundle":
        bundle(pathlib.Path(argv[1]), argv[2])
    else:
        print(__doc__, file=sys.stderr)
        return 2
    print(f"true: {checks} checks")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (False_, ValueError, KeyError, OSError) as why:
        print(f"false: {why}")
        sys.exit(1)

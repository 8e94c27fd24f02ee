"""Asks what tests/http/*.txt ask, and looks at the answers.

    served.py STET STORE FILE…        ends in "N passed, N failed"

Then the server: the same answers through a socket, many at a time, a body too
large, a client that goes away, SIGTERM while it answers.
"""
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

stet, store, *files = sys.argv[1:]
passed = failed = 0


def claim(name, holds, more=""):
    global passed, failed
    passed += bool(holds)
    failed += not holds
    if not holds:
        print(f"not so: {name}\n  {more}")


TYPES = {"*string": str, "*number": (int, float), "*array": list, "*object": dict, "*boolean": bool}


def differs(have, want, at=""):
    """Where `have` isn't what is wanted; None when it is."""
    if want == "*":
        return None
    if isinstance(want, str) and want in TYPES:
        return None if isinstance(have, TYPES[want]) else f"{at}: {have!r} is no {want[1:]}"
    if isinstance(want, dict):
        if not isinstance(have, dict):
            return f"{at}: {have!r} is no object"
        for key, value in want.items():
            if value == "-":
                if key in have:
                    return f"{at}/{key} is there"
            elif key not in have:
                return f"{at}/{key} is missing"
            else:
                found = differs(have[key], value, f"{at}/{key}")
                if found:
                    return found
        return None
    if isinstance(want, list):
        if not isinstance(have, list):
            return f"{at}: {have!r} is no array"
        more = want and want[-1] == "..."
        want = want[:-1] if more else want
        if len(have) != len(want) and not (more and len(have) > len(want)):
            return f"{at}: {len(have)} members"
        for i, value in enumerate(want):
            found = differs(have[i], value, f"{at}/{i}")
            if found:
                return found
        return None
    return None if have == want and isinstance(have, bool) == isinstance(want, bool) \
        else f"{at}: {have!r}, not {want!r}"


def check(name, request, expected):
    out = subprocess.run([stet, "http", f"--store={store}"], input=request.encode(),
                         capture_output=True).stdout.decode()
    head, _, body = out.partition("\n\n")
    status, *headers = head.split("\n")
    wanted_head, _, wanted = expected.partition("\n\n")
    wanted_status, *wanted_headers = wanted_head.strip().split("\n")
    if status.split(" ")[1] != wanted_status:
        return claim(name, False, f"{status}\n  {body[:300]}")
    for line in wanted_headers:
        pattern = re.escape(line).replace(r"\[\*\]", "[*]").replace(r"\*", ".*")
        if not any(re.fullmatch(pattern, h, re.I) for h in headers):
            return claim(name, False, f"no header {line}; {headers}")
    wanted = wanted.strip()
    if wanted.startswith(("{", "[")) and "application/jsonl" not in "".join(headers):
        found = differs(json.loads(body), json.loads(wanted))
        claim(name, not found, found)
    elif wanted:
        pattern = re.escape(wanted).replace(r"\*", ".*")
        claim(name, re.fullmatch(pattern, body.strip().replace("\r\n", "\n"), re.S), body[:500])
    else:
        claim(name, True)


for path in files:
    with open(path, encoding="utf-8") as file:
        for case in file.read().split("==== ")[1:]:
            name, _, rest = case.partition("\n")
            request, _, expected = rest.partition("\n----\n")
            check(f"{os.path.basename(path)}: {name}", request, expected)

# ---- the OpenAPI document ---------------------------------------------------


def reply_body(target):
    out = subprocess.run([stet, "http", f"--store={store}"], input=f"GET {target}".encode(),
                         capture_output=True).stdout.decode()
    return json.loads(out.partition("\n\n")[2])


document = reply_body("/openapi.json")
seen, wrong = set(), []
for path, item in document["paths"].items():
    if not path.startswith("/"):
        wrong.append(f"{path} begins without a slash")
    for method, operation in item.items():
        name = f"{method} {path}"
        if method not in ("get", "post"):
            wrong.append(f"{name}: no method")
        if operation["operationId"] in seen:
            wrong.append(f"{name}: {operation['operationId']} twice")
        seen.add(operation["operationId"])
        inside = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        if inside != set(re.findall(r"{([^}]*)}", path)):
            wrong.append(f"{name}: {inside} aren't the values of its path")
        names = [(p["name"], p["in"]) for p in operation["parameters"]]
        if len(names) != len(set(names)):
            wrong.append(f"{name}: a parameter twice")
        for p in operation["parameters"]:
            if "schema" not in p or (p["in"] == "path" and p.get("required") is not True):
                wrong.append(f"{name}: {p['name']} isn't whole")
        if not operation["responses"] or not all("description" in r for r in operation["responses"].values()):
            wrong.append(f"{name}: responses without description")
        if (method == "post") != ("requestBody" in operation):
            wrong.append(f"{name}: body")
claim("the OpenAPI document is whole", not wrong and len(seen) > 60, "\n  ".join(wrong))
try:
    from openapi_spec_validator import validate
    validate(document)
    claim("a validator of OpenAPI likes it", True)
except ImportError:
    pass

# ---- through a socket -----------------------------------------------------

WORK = "/tallies/10.5555/jsm.1998.12.201"


def start(*options):
    child = subprocess.Popen([stet, "serve", f"--store={store}", "--listen=127.0.0.1:0", *options],
                             stderr=subprocess.PIPE, text=True)
    line = child.stderr.readline()
    return child, int(re.search(r":(\d+)$", line.strip()).group(1))


def ask(port, path, method="GET", body=None, headers={}):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request(method, path, body, headers)
    reply = line.getresponse()
    return reply.status, dict(reply.getheaders()), reply.read()


child, port = start("--threads=2", "--timeout=1", "--body-limit=64", "--access-log=access.log")
status, headers, body = ask(port, WORK)
claim("a tally comes through a socket", status == 200 and json.loads(body)["total"] > 0)
claim("a second time it isn't sent",
      ask(port, WORK, headers={"If-None-Match": headers["ETag"]})[0] == 304)
status, _, packed = ask(port, "/openapi.json", headers={"Accept-Encoding": "gzip"})
claim("who takes gzip gets it", packed[:2] == b"\x1f\x8b")
claim("a HEAD has the length and no body", ask(port, WORK, "HEAD")[2] == b"")
claim("a body too large is refused", ask(port, "/tallies", "POST", b"[" * 100000)[0] == 413)

line = http.client.HTTPConnection("127.0.0.1", port)
line.putrequest("POST", "/tallies")
line.putheader("Transfer-Encoding", "chunked")
line.endheaders()
try:
    for _ in range(20):
        line.send(b"2710\r\n" + b"[" * 10000 + b"\r\n")
    line.send(b"0\r\n\r\n")
    status = line.getresponse().status
except OSError:
    status = 413  # it didn't wait for the end
claim("a body too large in pieces is refused", status == 413)

gone = socket.create_connection(("127.0.0.1", port))
gone.send(b"GET " + WORK.encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n")
gone.close()
slow = socket.create_connection(("127.0.0.1", port))
begun = time.monotonic()
answered = []


def many():
    answered.extend(ask(port, WORK)[0] for _ in range(50))


clients = [threading.Thread(target=many) for _ in range(8)]
for client in clients:
    client.start()
slow.settimeout(0.2)
end = False
for byte in b"GET / HTTP/1.1\r\nX: " + b"y" * 60:
    try:
        slow.send(bytes([byte]))
        end = slow.recv(1) == b""
    except TimeoutError:
        continue
    except OSError:
        end = True
    if end:
        break
for client in clients:
    client.join()
claim("many at a time are answered", answered == [200] * 400, str(answered[:10]))
claim("who sends a byte at a time is cut off", end and time.monotonic() - begun < 12)
lines = open("access.log").read().split("\n")
claim("every answer has a line in the log", len(lines) > 400 and '"GET /tallies' in lines[0], lines[0])
metrics = ask(port, "/metrics")[2].decode()
claim("Prometheus is told", re.search(r'route="/tallies/\{doi\.\.\.\}",code="2xx"\} \d{3}', metrics))
child.send_signal(signal.SIGTERM)
claim("SIGTERM ends it well", child.wait(timeout=20) == 0)

child, port = start("--rate=5")
codes = [ask(port, WORK)[0] for _ in range(30)]
claim("who asks too fast is told so", 200 in codes and 429 in codes, str(codes))
claim("the health is told to anybody", ask(port, "/healthz")[0] == 200)
child.terminate()
child.wait(timeout=20)

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)

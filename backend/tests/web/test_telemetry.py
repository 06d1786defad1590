"""Telemetry: lines that can be searched and hold no secrets, metrics, and what outside services really receive."""

import gzip
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from uuid_utils.compat import uuid7

from fettle.web import telemetry

SECRET = "somebody's own secret"


class Sink(ThreadingHTTPServer):
    """A service that takes whatever it is sent."""

    def __init__(self) -> None:
        self.received: list[tuple[str, bytes]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                self.server.received.append((self.path, body))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def sent_to(self, path: str) -> list[bytes]:
        """The bodies that arrived at a path."""
        return [body for where, body in self.received if path in where]


SCRIPT = """
import asyncio, sys
sys.path.insert(0, {tests!r})
from uuid import UUID
import structlog
from web.probe import probing
from web.probe_routes import READ, WRITE
from fettle.config import Settings
from fettle.db.callers import Caller
from fettle.web import telemetry

async def main():
    caller = Caller(tenant_id=UUID({tenant!r}), user_id=UUID(int=5), permissions=frozenset({{READ, WRITE}}))
    async with probing({conninfo!r}) as probe:
        client = probe.client(caller, **{{"X-Request-Id": "of-this-test",
            "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}})
        for mood in (None, "refusal", "fault", "broken", None):
            answer = await client.post("/v1/tags", json={{"name": {secret!r}, "mood": mood}})
            assert "Key (" not in answer.text, answer.text
        log = structlog.get_logger("test")
        log.info("signed in", password={secret!r}, access_token="x", nested={{"Authorization": {secret!r}}}, size=3)
        log.debug("never", user="x")

telemetry.configure(Settings())
asyncio.run(main())
telemetry.flush()
"""


@pytest.fixture(scope="module")
def told(database, tmp_path_factory):
    """A process with everything configured: its log lines, and the sink with what it sent."""
    sink = Sink()
    tenant = str(uuid7())
    host = f"127.0.0.1:{sink.server_port}"
    env = {
        **os.environ,
        "FETTLE_LOG_LEVEL": "info",
        "FETTLE_DATA_DIR": str(tmp_path_factory.mktemp("told")),
        "FETTLE_SENTRY_DSN": f"http://key@{host}/1",
        "FETTLE_OTLP_ENDPOINT": f"http://{host}/v1/traces",
    }
    tests = str(Path(__file__).parents[1])
    script = SCRIPT.format(tests=tests, tenant=tenant, conninfo=database.app, secret=SECRET)
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    sink.shutdown()
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stderr.splitlines()], sink, tenant


def test_every_line_of_a_request_says_who_and_what(told):
    lines, _, tenant = told
    ours = [line for line in lines if line.get("request") == "of-this-test"]
    assert [line["event"] for line in ours if line["event"] != "signed in"].count("request") == 5
    for line in ours:
        assert (line["tenant"], line["user"][-1], line["operation"]) == (tenant, "5", "createTag")
        assert line["timestamp"].endswith("Z")
        assert line["level"] in ("info", "error")
    statuses = [line["status"] for line in ours if line["event"] == "request"]
    assert statuses == [201, 409, 500, 409, 409]


def test_t23_no_secret_and_no_word_of_the_database_is_logged(told):
    """T-23: neither the DETAIL of an error that was told nor of one that was met on the way out."""
    lines, *_ = told
    said = json.dumps(lines)
    assert "RuntimeError" in said
    for word in (SECRET, "Key (", "DETAIL", "already exists", "Failing row"):
        assert word not in said
    (signed_in,) = [line for line in lines if line["event"] == "signed in"]
    assert (signed_in["password"], signed_in["access_token"], signed_in["size"]) == ("[hidden]", "[hidden]", 3)
    assert signed_in["nested"] == {"Authorization": "[hidden]"}


def test_faults_and_only_faults_reach_sentry(told):
    _, sink, tenant = told
    events = []
    for envelope in sink.sent_to("/envelope"):
        parts = [json.loads(line) for line in envelope.splitlines() if line.startswith(b"{")]
        events += [part for part in parts if "exception" in part]
    assert [event["exception"]["values"][-1]["type"] for event in events] == ["RuntimeError"]
    assert events[0]["tags"]["tenant"] == tenant
    assert events[0]["tags"]["request"] == "of-this-test"
    whole = b"".join(sink.sent_to("/envelope")).decode()
    for word in (SECRET, "Key (", "Bearer", '"vars"'):
        assert word not in whole


def test_traces_arrive_and_continue_those_of_the_caller(told):
    _, sink, tenant = told
    whole = b"".join(sink.sent_to("/v1/traces"))
    assert whole.count(b"createTag") >= 5
    assert bytes.fromhex("0af7651916cd43dd8448eb211c80319c") in whole
    assert tenant.encode() in whole
    assert SECRET.encode() not in whole


async def test_metrics_count_operations_and_connections_but_name_nobody(probe):
    caller = await probe.caller()
    client = probe.client(caller)
    await client.get("/v1/seen")
    await client.get("/v1/nowhere-at-all")
    answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    text = answer.text
    assert 'fettle_request_seconds_count{method="GET",operation="showSeen",status="200"}' in text
    assert 'fettle_refusals_total{status="404"}' in text
    assert 'fettle_database_connections{state="open"}' in text
    assert "nowhere" not in text
    assert str(caller.tenant_id) not in text


def test_a_stream_that_cannot_be_written_fails_nobody(tmp_path):
    """J-9: a full disk, and a stream that was closed."""
    with open("/dev/full", "w") as full:
        stream = telemetry.Unfailing(full)
        stream.write("lost\n" * 10_000)
        stream.flush()
        with suppress(OSError):
            full.close()
    stream.write("lost as well")
    stream.flush()


def test_secrets_are_hidden_at_any_depth():
    event = {"event": "x", "Password": 1, "refresh_token": 2, "deep": {"er": {"client_secret": 3, "size": 4}}}
    hidden = telemetry._without_secrets(None, "info", event)
    assert hidden == {
        "event": "x",
        "Password": "[hidden]",
        "refresh_token": "[hidden]",
        "deep": {"er": {"client_secret": "[hidden]", "size": 4}},
    }

"""Codes, reasons and tags that an input names: there, of the kind that is meant, and in use."""

from typing import Any
from uuid import uuid4

import pytest

from work_orders.steps import asked, asset, made, moved, ok, refused, thing

UNKNOWN = str(uuid4())


async def faults(response: Any) -> list[tuple[str, str]]:
    """Where and why an input was refused."""
    return [(each["pointer"], each["code"]) for each in (await refused(response, 422))["errors"]]


async def retired(boss: Any, path: str, **body: Any) -> str:
    """A code that is no longer in use."""
    code = await thing(boss, path, **body)
    await ok(boss.patch(f"{path}/{code}", {"active": False}, version=1))
    return code


async def removed(boss: Any, path: str, **body: Any) -> str:
    """A record that was deleted."""
    gone = await thing(boss, path, **body)
    await ok(boss.delete(f"{path}/{gone}", version=1), 204)
    return gone


async def test_unknown_and_deleted_tags_are_named_by_position(boss: Any) -> None:
    good, gone = await thing(boss, "/tags", name="good"), await removed(boss, "/tags", name="gone")
    bad = [("/tagIds/1", "unknown"), ("/tagIds/2", "unknown")]
    tags = {"tagIds": [good, gone, UNKNOWN]}
    work_order, pump = await made(boss), await asset(boss, "Tagged")
    kind = (await ok(boss.get(f"/assets/{pump}")))["assetTypeId"]
    assert await faults(boss.post("/work-orders", {"title": "x", **tags})) == bad
    assert await faults(boss.put(f"/work-orders/{work_order['id']}/tags", tags)) == bad
    assert await faults(boss.post("/assets", {"name": "x", "assetTypeId": kind, **tags})) == bad
    assert await faults(boss.patch(f"/assets/{pump}", tags, version=1)) == bad
    ids = {"ids": [work_order["id"]], "action": "tag"}
    assert await faults(boss.post("/work-orders/bulk", {**ids, **tags})) == bad


async def test_tags_that_were_deleted_since_may_stay(boss: Any) -> None:
    tag, pump = await thing(boss, "/tags", name="fleeting"), await asset(boss, "Labelled")
    work_order = await made(boss, tagIds=[tag])
    await ok(boss.patch(f"/assets/{pump}", {"tagIds": [tag]}, version=1))
    await ok(boss.delete(f"/tags/{tag}", version=1), 204)
    more = {"tagIds": [tag, await thing(boss, "/tags", name="lasting")]}
    assert len((await ok(boss.put(f"/work-orders/{work_order['id']}/tags", more)))["tagIds"]) == 2
    assert len((await ok(boss.patch(f"/assets/{pump}", more, version=2)))["tagIds"]) == 2


@pytest.mark.parametrize("field", ["problemCodeId", "causeCodeId", "remedyCodeId"])
async def test_failure_codes_stand_in_their_own_fields(boss: Any, field: str) -> None:
    kinds = ("problem", "cause", "remedy")
    codes = {kind: await thing(boss, "/failure-codes", kind=kind, code=f"{field}{kind}", name=kind) for kind in kinds}
    for kind, code in codes.items():
        body = {"title": "x", field: code}
        if field.startswith(kind):
            await ok(boss.post("/work-orders", body), 201)
        else:
            assert await faults(boss.post("/work-orders", body)) == [(f"/{field}", "wrong_kind")]


async def test_codes_out_of_use_are_refused_for_new_work_and_kept_on_old(boss: Any) -> None:
    account = {"code": "77", "name": "Old account"}
    task_code = {"code": "OLD", "name": "Old task"}
    gl_code, task = await thing(boss, "/gl-codes", **account), await thing(boss, "/task-codes", **task_code)
    problem = await thing(boss, "/failure-codes", kind="problem", code="OLDP", name="Old")
    old = await made(boss, glCodeId=gl_code, problemCodeId=problem, tasks=[{"taskCodeId": task}], approve=True)
    for path, code in (("/gl-codes", gl_code), ("/task-codes", task), ("/failure-codes", problem)):
        await ok(boss.patch(f"{path}/{code}", {"active": False}, version=1))
    body = {"title": "x", "glCodeId": gl_code, "problemCodeId": problem, "tasks": [{"taskCodeId": task}]}
    named = ["/glCodeId", "/problemCodeId", "/tasks/0/taskCodeId"]
    assert await faults(boss.post("/work-orders", body)) == [(pointer, "inactive") for pointer in named]
    path = f"/work-orders/{old['id']}"
    kept = {"glCodeId": gl_code, "problemCodeId": problem, "title": "Still the same"}
    assert (await ok(boss.patch(path, kept, version=1)))["title"] == "Still the same"
    assert await faults(boss.post(f"{path}/tasks", {"taskCodeId": task})) == [("/taskCodeId", "inactive")]
    assert await faults(boss.post("/task-codes", {"code": "N", "name": "N", "glCodeId": gl_code})) == [
        ("/glCodeId", "inactive")
    ]
    await moved(boss, old, "start")
    line = {"kind": "other", "item": "rope", "quantity": "1"}
    entry = await ok(boss.post(f"{path}/log-entries", {"performedOn": "2026-01-05", "lines": [line]}), 201)
    assert entry["lines"][0]["glCodeId"] == gl_code, "the account of the work order goes on"
    for field, code in (("glCodeId", gl_code), ("taskCodeId", task)):
        log = {"performedOn": "2026-01-05", "lines": [{**line, field: code}]}
        assert await faults(boss.post(f"{path}/log-entries", log)) == [(f"/lines/0/{field}", "inactive")]
    tasks = (await ok(boss.get(path)))["tasks"]
    await ok(boss.post(f"{path}/tasks/{tasks[0]['id']}/answer", {"status": "done"}))
    await ok(boss.post(f"{path}/complete", {"problemCodeId": problem}))


async def test_a_correction_keeps_the_codes_of_what_it_replaces(boss: Any) -> None:
    task = await thing(boss, "/task-codes", code="FORMER", name="Former")
    work_order = await moved(boss, await made(boss, approve=True), "start")
    lines = [{"kind": "other", "item": "rope", "quantity": "1", "taskCodeId": task}]
    path = f"/work-orders/{work_order['id']}/log-entries"
    entry = await ok(boss.post(path, {"performedOn": "2026-01-05", "lines": lines}), 201)
    await ok(boss.patch(f"/task-codes/{task}", {"active": False}, version=1))
    other = await retired(boss, "/task-codes", code="OTHER", name="Other")
    path = f"/log-entries/{entry['id']}/correct"
    wrong = {"reason": "typo", "lines": [{**lines[0], "taskCodeId": other}]}
    assert await faults(boss.post(path, wrong)) == [("/lines/0/taskCodeId", "inactive")]
    corrected = await boss.post(path, {"reason": "typo", "lines": [{**lines[0], "quantity": "2"}]})
    assert corrected.status_code in (200, 201), corrected.text


async def test_templates_name_codes_in_use_and_keep_old_ones(boss: Any) -> None:
    task = await thing(boss, "/task-codes", code="TPL", name="Of a template")
    account = await thing(boss, "/gl-codes", code="TPL", name="Of a template")
    body = {"name": "Spring", "title": "Spring", "glCodeId": account, "tasks": [{"taskCodeId": task}]}
    template = await ok(boss.post("/work-order-templates", body), 201)
    await ok(boss.patch(f"/task-codes/{task}", {"active": False}, version=1))
    await ok(boss.patch(f"/gl-codes/{account}", {"active": False}, version=1))
    named = [("/glCodeId", "inactive"), ("/tasks/0/taskCodeId", "inactive")]
    assert await faults(boss.post("/work-order-templates", {**body, "name": "Autumn"})) == named
    path = f"/work-order-templates/{template['id']}"
    kept = {"title": "Better", "glCodeId": account, "tasks": [{"taskCodeId": task}, {"title": "More"}]}
    assert (await ok(boss.patch(path, kept, version=1)))["title"] == "Better"
    assert (await made(boss, templateId=template["id"]))["glCodeId"] == account


async def test_reasons_explain_what_they_are_for(boss: Any) -> None:
    kinds = ("hold", "downtime", "cancel", "decline", "reversal")
    reasons = {kind: await thing(boss, "/reasons", kind=kind, code=f"my-{kind}", name=kind) for kind in kinds}
    pump = await asset(boss, "Down")
    started = await moved(boss, await made(boss, approve=True), "start")
    request, fresh = await asked(boss), await made(boss)
    line = {"kind": "other", "item": "rope", "quantity": "1"}
    log = {"performedOn": "2026-01-05", "lines": [line]}
    entry = await ok(boss.post(f"/work-orders/{started['id']}/log-entries", log), 201)
    uses: dict[str, tuple[str, dict[str, Any]]] = {
        "hold": (f"/work-orders/{started['id']}/hold", {}),
        "downtime": (f"/assets/{pump}/downtimes", {}),
        "cancel": (f"/work-orders/{fresh['id']}/cancel", {}),
        "decline": (f"/work-requests/{request['id']}/decline", {}),
        "reversal": (f"/log-entries/{entry['id']}/reverse", {"reason": "typo"}),
    }
    for kind, (path, body) in uses.items():
        out_of_use = await retired(boss, "/reasons", kind=kind, code=f"old-{kind}", name=kind)
        for other in kinds:
            if other != kind:
                wrong = boss.post(path, {**body, "reasonId": reasons[other]})
                assert await faults(wrong) == [("/reasonId", "wrong_kind")], (kind, other)
        assert await faults(boss.post(path, {**body, "reasonId": out_of_use})) == [("/reasonId", "inactive")]
        assert await faults(boss.post(path, {**body, "reasonId": UNKNOWN})) == [("/reasonId", "unknown")]
        done = await boss.post(path, {**body, "reasonId": reasons[kind]})
        assert done.status_code in (200, 201), done.text
    bulk = {"ids": [fresh["id"]], "action": "cancel", "reasonId": reasons["hold"]}
    assert await faults(boss.post("/work-orders/bulk", bulk)) == [("/reasonId", "wrong_kind")]


async def test_a_downtime_keeps_its_reason_when_that_goes_out_of_use(boss: Any) -> None:
    reason = await thing(boss, "/reasons", kind="downtime", code="storm", name="Storm")
    pump = await asset(boss, "Wet")
    down = await ok(boss.post(f"/assets/{pump}/downtimes", {"reasonId": reason}), 201)
    await ok(boss.patch(f"/reasons/{reason}", {"active": False}, version=1))
    path = f"/downtimes/{down['id']}"
    assert (await ok(boss.patch(path, {"note": "wet", "reasonId": reason}, version=1)))["note"] == "wet"
    hold = await thing(boss, "/reasons", kind="hold", code="hold-it", name="Hold")
    assert await faults(boss.patch(path, {"reasonId": hold}, version=2)) == [("/reasonId", "wrong_kind")]

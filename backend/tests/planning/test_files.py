"""The files of a plan and of its template reach every work order that is made of them."""

from typing import Any
from uuid import UUID

from fettle.modules.files import public as files
from planning.steps import daily, occurrences, ok, planned, thing


async def test_files_reach_the_work_order(boss: Any, tenant: Any, working: Any) -> None:
    template = await thing(boss, "/work-order-templates", name="With manual", title="Service")
    plan = await planned(boss, daily(), work={"templateId": template})
    for subject, subject_id, name in (
        ("work_order_template", template, "manual.txt"),
        ("maintenance_plan", plan["id"], "map.txt"),
    ):
        desk = working.services["files"]
        staged = await files.stage(desk, tenant.id, name=name, media_type="text/plain", content=name.encode())
        async with tenant.call() as call:
            await files.attach(call, staged, subject, UUID(subject_id))
    await working.drain(tenant)
    [occurrence] = await occurrences(boss, plan)
    by_hand = await ok(boss.post("/work-orders", {"title": "By hand", "templateId": template}), 201)
    held = await _held(boss, occurrence["workOrderId"])
    assert held == {"manual.txt", "map.txt"}
    assert await _held(boss, by_hand["id"]) == {"manual.txt"}


async def _held(person: Any, work_order_id: str) -> set[str]:
    answer = await ok(person.get("/files", subject="work_order", subjectId=work_order_id))
    return {each["name"] for each in answer["data"]}

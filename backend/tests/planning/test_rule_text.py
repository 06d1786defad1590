"""I-11: recurrence rules of other programs over HTTP: what they mean here, and what is refused."""

import pytest

PATH = "/maintenance-plans/read-rule"


@pytest.fixture
async def planner(world):
    return await (await world.tenant()).person("supervisor")


async def read(planner, rule, **given):
    return await planner.post(PATH, {"rule": rule, "anchor": "2027-01-31", **given})


async def test_i11_the_31st_is_clamped_and_said_so(planner):
    answer = (await read(planner, "FREQ=MONTHLY;BYMONTHDAY=31")).json()
    assert answer["dates"][:4] == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert len(answer["dates"]) == 12
    assert answer["series"]["rule"]["repeat"] == "monthly"
    assert "last day" in answer["words"]


async def test_i11_what_it_reads_can_be_read_by_others_and_again(planner):
    first = (await read(planner, "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5")).json()
    again = (await read(planner, first["rule"])).json()
    assert again["series"] == first["series"]
    assert len(first["dates"]) == 5


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=SECONDLY", "sub_daily"),
        ("FREQ=HOURLY;INTERVAL=4", "sub_daily"),
        ("FREQ=DAILY;COUNT=1000000000", "too_many"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "impossible"),
        ("FREQ=DAILY;UNTIL=20280101T120000", "until_without_zone"),
        ("every tuesday", "malformed"),
    ],
)
async def test_i11_what_has_no_safe_meaning_is_refused_by_name(planner, rule, code):
    answer = await read(planner, rule)
    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/rule", code)


async def test_i11_short_months_may_be_refused(planner):
    answer = await read(planner, "FREQ=MONTHLY;BYMONTHDAY=31", shortMonths="refuse")
    assert answer.json()["errors"][0]["code"] == "skips_short_months"


async def test_the_series_is_what_a_plan_takes(planner):
    series = (await read(planner, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")).json()["series"]
    plan = {"name": "Leap", "triggers": [{"kind": "calendar_fixed", "series": series}]}
    preview = await planner.post("/maintenance-plans/preview", plan)
    assert preview.status_code == 200, preview.text
    assert preview.json()["coming"][0]["due"]["on"] == "2027-02-28"

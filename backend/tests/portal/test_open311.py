"""Open311 GeoReport v2 as its clients know it."""

from datetime import datetime
from xml.etree import ElementTree as Xml

import httpx
import pytest

from portal.conftest import House

FIELDS = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
]
POTHOLE = {"service_code": "001", "lat": "42.3601", "long": "-71.0589", "description": "A hole\nin the road"}


class Client:
    """A client of one tenant's endpoint."""

    def __init__(self, http: httpx.AsyncClient, house: House) -> None:
        self.http = http
        self.base = f"/open311/{house.tenant.slug}/v2"

    async def get(self, resource: str, **params: str) -> httpx.Response:
        """GET a resource."""
        return await self.http.get(f"{self.base}/{resource}", params=params)

    async def post(self, resource: str = "requests.json", **fields: str) -> httpx.Response:
        """POST a form."""
        return await self.http.post(f"{self.base}/{resource}", data=fields)

    async def made(self, **fields: str) -> str:
        """The id of a new request."""
        answer = await self.post(**{**POTHOLE, **fields})
        assert answer.status_code == 201, answer.text
        return str(answer.json()[0]["service_request_id"])


@pytest.fixture
async def client(house, http) -> Client:
    """An endpoint that was switched on, with two services."""
    services = [
        {"code": "001", "name": "Pothole", "description": "Holes", "group": "street", "keywords": ["road", "hole"]},
        {"code": "A.2", "name": "Litter"},
    ]
    changed = await house.admin.patch(
        "/portal/settings", {"open311Enabled": True, "open311Services": services}, version=0
    )
    assert changed.status_code == 200, changed.text
    return Client(http, house)


def elements(answer: httpx.Response) -> Xml.Element:
    """The XML of an answer."""
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return Xml.fromstring(answer.content)


async def test_services_are_listed_and_defined(client):
    """GET services and a definition, in both formats, as the specification shows them."""
    listed = await client.get("services.json", jurisdiction_id="city.gov")
    assert listed.headers["content-type"].replace("; charset=utf-8", "") == "application/json"
    assert listed.json()[0] == {
        "service_code": "001",
        "service_name": "Pothole",
        "description": "Holes",
        "metadata": False,
        "type": "realtime",
        "keywords": "road, hole",
        "group": "street",
    }
    root = elements(await client.get("services.xml"))
    assert root.tag == "services"
    assert [child.tag for child in root] == ["service", "service"]
    assert root.findtext("service/metadata") == "false"
    assert (await client.get("services/A.2.json")).json() == {"service_code": "A.2", "attributes": []}
    definition = elements(await client.get("services/001.xml"))
    assert (definition.tag, definition.findtext("service_code")) == ("service_definition", "001")


async def test_the_endpoint_is_discovered(client):
    """GET discovery names the specification, the address and the formats."""
    found = (await client.get("discovery.json")).json()
    [endpoint] = found["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"].endswith(client.base)
    assert endpoint["formats"] == ["text/xml", "application/json"]
    root = elements(await client.get("discovery.xml"))
    assert [each.text for each in root.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]


async def test_a_request_is_made_and_followed(client, house):
    """POST, then GET by id, by list, by token: fields, order, dates with zone; nothing private."""
    answer = await client.post(
        **POTHOLE,
        email="smit333@example.org",
        first_name="John",
        last_name="Smith",
        phone="111111111",
        device_id="tt1",
        account_id="1",
        media_url="http://169.254.169.254/latest.jpg",
        address_string="1234 5th street",
        **{"attribute[WHISPAWN]": "123456"},
    )
    assert answer.status_code == 201, answer.text
    [made] = answer.json()
    assert list(made) == ["service_request_id", "service_notice", "account_id"]
    number = made["service_request_id"]
    [request] = await house.requests()
    assert (request["title"], request["source"], str(request["number"])) == ("Pothole", "open311", number)
    detail = (await house.admin.get(f"/work-requests/{request['id']}")).json()
    assert (detail["requesterName"], detail["requesterEmail"]) == ("John Smith", "smit333@example.org")
    assert "WHISPAWN: 123456" in detail["description"]
    [shown] = (await client.get(f"requests/{number}.json")).json()
    assert list(shown) == FIELDS
    assert (shown["status"], shown["service_name"], shown["lat"], shown["long"]) == (
        "open",
        "Pothole",
        42.3601,
        -71.0589,
    )
    assert shown["requested_datetime"].endswith("Z")
    assert datetime.fromisoformat(shown["requested_datetime"])
    told = (await client.get("requests.json")).text + (await client.get("requests.xml")).text
    for private in ("smit333", "Smith", "111111111", "WHISPAWN"):
        assert private not in told
    root = elements(await client.get(f"requests/{number}.xml"))
    assert root.tag == "service_requests"
    assert [child.tag for child in root[0]] == FIELDS
    assert root.findtext("request/description") == "A hole\nin the road"
    assert (await client.get(f"tokens/{number}.json")).json() == [{"service_request_id": number, "token": number}]
    created = elements(await client.post("requests.xml", **POTHOLE))
    assert [child.tag for child in created[0]] == ["service_request_id", "service_notice", "account_id"]


async def test_requests_are_filtered_and_paged(client, house):
    """By id (before all else), code, status, dates and page; never more than 1,000."""
    first, second = await client.made(), await client.made(service_code="A.2")
    [newer, older] = await house.requests()
    await house.admin.post(f"/work-requests/{older['id']}/decline", {"note": "secret note"})

    async def ids(**params: str) -> list[str]:
        answer = await client.get("requests.json", **params)
        assert answer.status_code == 200, answer.text
        assert "secret note" not in answer.text
        return [each["service_request_id"] for each in answer.json()]

    assert await ids() == [second, first]
    assert await ids(service_code="A.2") == [second]
    assert await ids(service_code="A.2,001", status="closed") == [first]
    assert await ids(status="open") == [second]
    assert await ids(service_request_id=f"{first},{second},99", status="open") == [second, first]
    assert await ids(page_size="1", page="2") == [first]
    assert await ids(end_date="2020-01-01T00:00:00Z") == []
    assert await ids(start_date="2020-01-01T00:00:00+02:00", end_date="2020-02-01T00:00:00Z") == []
    assert await ids(service_code="", status="", start_date="") == [second, first]
    assert newer["id"] != older["id"]


async def test_requests_of_others_are_never_shown(client, house, visitor):
    """What staff, requesters and the portal page made stays out of the public list; old ones after 90 days."""
    await house.admin.post("/work-requests", {"title": "Internal"})
    place = await house.place()
    await visitor.client.post(f"/v1/portal/pages/{place['code']}/requests", json={"text": "From the page"})
    assert (await client.get("requests.json")).json() == []
    assert (await client.get("requests/1.json")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"service_code": ""}, 400, "service_code was not provided"),
        ({"service_code": "nope"}, 404, "was not found"),
        ({"lat": ""}, 400, "belong together"),
        ({"lat": "", "long": ""}, 400, "location was not provided"),
        ({"lat": "91"}, 400, "degrees"),
        ({"lat": "NaN"}, 400, "degrees"),
        ({"lat": "1e999999"}, 400, "degrees"),
        ({"description": "x" * 4001}, 400, "4,000"),
        ({"email": "nonsense"}, 400, "e-mail"),
        ({"media_url": "javascript:alert(1)"}, 400, "web address"),
        ({"first_name": "x" * 300}, 400, "too long"),
    ],
)
async def test_wrong_requests_are_told_as_the_specification_says(client, house, fields, status, words):
    """Errors are a list of code and description, in the format asked for, with the status of the specification."""
    answer = await client.post(**{**POTHOLE, **fields})
    assert answer.status_code == status, answer.text
    [error] = answer.json()
    assert error["code"] == status
    assert words in error["description"]
    root = elements(await client.post("requests.xml", **{**POTHOLE, **fields}))
    assert (root.tag, root[0].tag, root.findtext("error/code")) == ("errors", "error", str(status))
    assert await house.requests() == []


@pytest.mark.parametrize(
    "params",
    [
        {"status": "odd"},
        {"start_date": "yesterday"},
        {"start_date": "2026-01-01T00:00:00"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"page_size": "0"},
        {"page_size": "1001"},
        {"page": "x"},
        {"service_request_id": "1 OR 1=1"},
        {"start_date": "9999-99-99T00:00:00Z"},
    ],
)
async def test_wrong_questions_are_400(client, params):
    """Bad arguments are told, never guessed at and never a fault of ours."""
    for kind in ("json", "xml"):
        assert (await client.get(f"requests.{kind}", **params)).status_code == 400


async def test_i2_i4_odd_input_is_data(client, house):
    """I-2, I-4: NUL, markup, SQL, control signs and emoji in a description; the XML stays readable."""
    text = "a\x00b <script> ]]> & 'x'; DROP TABLE\x0b \U0001f600 \ufffe"
    number = await client.made(description=text)
    root = elements(await client.get(f"requests/{number}.xml"))
    shown = root.findtext("request/description") or ""
    assert "<script> ]]> & 'x'; DROP TABLE" in shown
    assert "\U0001f600" in shown
    odd = await client.get("requests.json", service_code="' OR 1=1 --\x7f")
    assert odd.json() == []


async def test_a15_a_key_is_asked_for_once_there_is_one(client, house):
    """A-15: 403 without the key or with the one before; it is kept as a hash."""
    first = (await house.admin.post("/portal/settings/open311-key")).json()["secret"]
    assert (await client.post(**POTHOLE)).status_code == 403
    assert (await client.post(**POTHOLE, api_key="wrong")).status_code == 403
    assert (await client.post(**POTHOLE, api_key=first)).status_code == 201
    second = (await house.admin.post("/portal/settings/open311-key")).json()["secret"]
    assert (await client.post(**POTHOLE, api_key=first)).status_code == 403
    assert (await client.post(**POTHOLE, api_key=second)).status_code == 201
    assert (await client.get("services.json")).status_code == 200
    assert (await house.admin.delete("/portal/settings/open311-key")).status_code == 204
    assert (await client.post(**POTHOLE)).status_code == 201


async def test_t14_off_unknown_and_ended_look_the_same(house, http, world):
    """T-14: a tenant with Open311 off, one that does not exist, one in deletion: the same answer, to the byte."""
    ended = await world.tenant()
    admin = await ended.person("admin")
    await admin.patch("/portal/settings", {"open311Enabled": True}, version=0)
    assert (await http.get(f"/open311/{ended.slug}/v2/services.json")).status_code == 200
    await admin.post("/tenant/deletion", {"slug": ended.slug})
    answers = set()
    for slug in (house.tenant.slug, "nobody", ended.slug, "%27", "A" * 300):
        for resource in ("services.json", "requests.json", "discovery.json", "requests/1.json", "nonsense.json"):
            answer = await http.get(f"/open311/{slug}/v2/{resource}")
            answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


async def test_the_same_submission_makes_one_request(client, house):
    """A client that repeats itself with an Idempotency-Key gets the same number."""
    headers = {"Idempotency-Key": "abc"}
    made = [await client.http.post(f"{client.base}/requests.json", data=POTHOLE, headers=headers) for _ in range(2)]
    assert made[0].json() == made[1].json()
    assert len(await house.requests()) == 1

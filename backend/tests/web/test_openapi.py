"""The OpenAPI document: valid, complete, and the same on every start."""

import json

import litestar
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from fettle.kit.module import Module
from fettle.web.app import make_app
from fettle.web.limits import Limits
from fettle.web.openapi import document
from web.probe import Probe
from web.probe_routes import ROUTES


@pytest.fixture(scope="module")
def made(probe):
    """The probe's document."""
    return probe.litestar.state.openapi


def operations(made):
    """Every operation of a document."""
    return [operation for path in made["paths"].values() for operation in path.values()]


def test_the_document_is_valid(made):
    OpenAPIV31SpecValidator(made).validate()


async def test_the_document_is_served_as_it_is_made_and_always_the_same(probe, made):
    assert (await probe.client().get("/openapi.json")).json() == made
    assert json.dumps(document(probe.litestar)) == json.dumps(Probe(probe.door).litestar.state.openapi)


def test_every_operation_says_what_it_does_who_may_and_how_it_fails(made):
    assert len({operation["operationId"] for operation in operations(made)}) == len(ROUTES)
    for operation in operations(made):
        assert operation["summary"]
        assert {"400", "422", "429", "503"} <= operation["responses"].keys()
        public = operation["operationId"] == "showLobby"
        assert (operation.get("security") == []) is public
        assert ("401" in operation["responses"]) is not public
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                kind, content = next(iter(response["content"].items()))
                assert (kind, content["schema"]["$ref"]) == ("application/problem+json", "#/components/schemas/Problem")
                assert response["description"].startswith("`")


def test_permissions_and_versions_are_documented(made):
    change = made["paths"]["/v1/tags/{tag_id}"]["patch"]
    assert "`probes:write`" in change["description"]
    assert {"404", "412", "428"} <= change["responses"].keys()
    assert "412" not in made["paths"]["/v1/tags"]["get"]["responses"]


def test_the_documented_parameters_are_the_accepted_ones(probe, made):
    listed = made["paths"]["/v1/tags"]["get"]["parameters"]
    assert {one["name"] for one in listed} == {"limit", "cursor", "colour"}
    assert probe.litestar.state.query_names["listTags"] == {"limit", "cursor", "colour"}


def test_names_are_as_people_say_them(made):
    schemas = made["components"]["schemas"]
    assert {"Tag", "TagBody", "TagPatch", "TagPage", "Problem", "Fault"} <= schemas.keys()
    assert not [name for name in schemas if not name.isalnum()]
    assert set(schemas["Tag"]["properties"]) == {"id", "name", "colour", "version", "createdAt"}
    assert schemas["TagBody"]["additionalProperties"] is False


def test_two_schemas_of_one_name_are_not_mixed_up(probe):
    """Two modules may each have a Tag: the document keeps both, under names that differ."""
    from web import probe_routes as one
    from web import probe_twin as other

    @litestar.get("/one", operation_id="one", opt={"may": None, "public": True})
    async def first() -> one.Tag:
        """One."""

    @litestar.get("/other", operation_id="other", opt={"may": None, "public": True})
    async def second() -> other.Tag:
        """Other."""

    app = make_app(
        [Module(name="twins", routes=[first, second])],
        door=probe.door,
        authenticate=probe._authenticate,
        secret=b"s",
        limits=Limits({}),
    )
    made = app.state.openapi
    seen = []
    for path in ("/v1/one", "/v1/other"):
        ref = made["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        seen.append(set(made["components"]["schemas"][ref.rpartition("/")[2]]["properties"]))
    assert seen == [{"id", "name", "colour", "version", "createdAt"}, {"label"}]
    OpenAPIV31SpecValidator(made).validate()

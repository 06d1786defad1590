"""I-1: whatever the document allows, the API answers as documented, and never with a fault of its own."""

from pathlib import Path

import hypothesis
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

DOCUMENT = Path(__file__).parents[2] / "openapi.json"
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
# These end the caller's own session or tenant; the matrix test asks them instead.
ENDING = ("sign-out", "/tenant/deletion", "/auth/sessions", "/auth/password")

# The coverage phase alone would make 13,000 requests; the corpus in tests/input/ aims at the same corners.
schema = schemathesis.openapi.from_path(str(DOCUMENT)).exclude(path_regex="|".join(ENDING))
schema.config.phases.update(phases=["fuzzing"])


@schema.parametrize()
@hypothesis.settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_i1_every_operation_answers_as_documented(case, address, headers):
    """I-1: generated requests, each as three roles."""
    for role in headers.values():
        response = case.call(base_url=address, headers=role, timeout=30)
        case.validate_response(response, checks=CHECKS)

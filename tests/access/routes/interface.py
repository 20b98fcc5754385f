"""Of the API."""

from apps.organisations.kinds import Role
from apps.registers.registry import REGISTERS
from tests.access.rows import DOMAIN, EVERYBODY, INSIDERS, READERS, REGISTER_READERS, Row, api

API = [
    api("api:organisation-list", "/api/v1/organisations/", READERS),
    api("api:organisation-detail", "/api/v1/organisations/{code}/", READERS),
    api("api:rates", "/api/v1/rates/?organisation={code}&year=2012", DOMAIN | {Role.VIEWER}),
    api("api:progress", "/api/v1/progress/?organisation={code}&year=2012", READERS),
    *(
        api(f"api:{it.record_name}-list", f"/api/v1/registers/{it.name}/", REGISTER_READERS.get(it.name, INSIDERS))
        for it in REGISTERS.values()
        if it.exchanged
    ),
    api("api:commitment-detail", "/api/v1/registers/commitments/{record}/", INSIDERS),
    # Of the others nobody has a record.
    *(
        Row(
            f"api:{it.record_name}-detail",
            f"/api/v1/registers/{it.name}/999999/",
            REGISTER_READERS.get(it.name, INSIDERS),
            404,
            signed_out=403,
        )
        for it in REGISTERS.values()
        if it.exchanged and it.name != "commitments"
    ),
    api("schema", "/api/schema/", EVERYBODY),
    api("docs", "/api/docs/", EVERYBODY),
]

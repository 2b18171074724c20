"""The pages of the audit."""

from litestar import Router

from portal.audit.pages.log import provider_file, provider_log, region_file, region_log

routes = Router(path="/", route_handlers=[provider_file, provider_log, region_file, region_log])

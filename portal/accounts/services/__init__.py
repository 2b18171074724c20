"""Services that vouch for people, through OpenID Connect: DigiD, eHerkenning or Dezi behind a broker, or an employer.

`settings` is what the operator says of each, `known` what we hold of them while we run, `talk` asks them things,
`journey` is what we remember of somebody who went there, `token` what their answer proves, and `rules` as what
somebody is here because a service says so.
"""

from portal.accounts.services.known import Service, Services
from portal.accounts.services.talk import NotVouched, ServiceAway

__all__ = ["NotVouched", "Service", "ServiceAway", "Services"]

"""What roles are called, as message ids."""

from portal.model import Role
from portal.web.language import N_

ROLE_NAMES = {
    Role.FAMILY: N_("Family"),
    Role.HUISARTS: N_("GP (huisarts)"),
    Role.JEUGDARTS: N_("Youth health doctor"),
    Role.SPECIALIST: N_("Medical specialist"),
    Role.GI: N_("Certified institution (child protection)"),
    Role.TOEGANG: N_("The toegang of the municipality"),
    Role.PROVIDER_EDITOR: N_("Provider: keeps the page and the waiting times"),
    Role.PROVIDER_MANAGER: N_("Provider: manages the page and the colleagues"),
    Role.CONTRACT_MANAGER: N_("Region: contract manager"),
    Role.REGION_EDITOR: N_("Region: editor"),
    Role.ADMINISTRATOR: N_("Administrator of this website"),
}

"""The pages of the door and of one's own account."""

from litestar import Router

from portal.accounts.pages.by_mail import (
    forgotten_page,
    forgotten_sent,
    link_page,
    link_sent,
    opened_page,
    opened_sent,
    reset_page,
    reset_sent,
)
from portal.accounts.pages.colleagues import (
    colleague_ended,
    colleague_invited,
    colleague_withdrawn,
    colleagues_page,
)
from portal.accounts.pages.invited import accepted, invitation_page
from portal.accounts.pages.kept_form import kept_page
from portal.accounts.pages.own import about_sent, end_one, end_others, left, own_page, password_page, password_sent
from portal.accounts.pages.region_people import (
    looked_after_ended,
    manager_invited,
    people_found,
    people_page,
    practice_added,
    practice_admitted,
    practice_shut_out,
    referrer_invited,
    toegang_invited,
    withdrawn_by_region,
)
from portal.accounts.pages.second_factor import (
    app_gone,
    app_sent,
    codes_renewed,
    factor_page,
    passkey_gone,
    passkey_sent,
)
from portal.accounts.pages.sign_in import code_page, code_sent, out, passkey_shown, sign_in_page, sign_in_with_password
from portal.accounts.pages.through_service import from_service, linked, out_of_service, to_link, to_service, unlinked

routes = Router(
    path="/",
    route_handlers=[
        about_sent,
        accepted,
        app_gone,
        app_sent,
        code_page,
        code_sent,
        codes_renewed,
        colleague_ended,
        colleague_invited,
        colleague_withdrawn,
        colleagues_page,
        end_one,
        end_others,
        factor_page,
        forgotten_page,
        forgotten_sent,
        from_service,
        invitation_page,
        kept_page,
        left,
        link_page,
        link_sent,
        linked,
        looked_after_ended,
        manager_invited,
        opened_page,
        opened_sent,
        out,
        out_of_service,
        own_page,
        passkey_gone,
        passkey_sent,
        passkey_shown,
        password_page,
        password_sent,
        people_found,
        people_page,
        practice_added,
        practice_admitted,
        practice_shut_out,
        referrer_invited,
        reset_page,
        reset_sent,
        sign_in_page,
        sign_in_with_password,
        to_link,
        to_service,
        toegang_invited,
        unlinked,
        withdrawn_by_region,
    ],
)

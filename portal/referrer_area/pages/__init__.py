"""The pages of who refers, and the letter that everybody may print."""

from litestar import Router

from portal.referrer_area.pages.home import home
from portal.referrer_area.pages.letters import letter, public_letter
from portal.referrer_area.pages.lists import chosen, closed, list_opened, remarked, shared_list
from portal.referrer_area.pages.making import made, make_page
from portal.referrer_area.pages.notices import code_made, notice, sent_on, withdrawn
from portal.referrer_area.pages.questions import asked, questions_page
from portal.referrer_area.pages.requests import arranged, budget_decided, decided, request_page

routes = Router(
    path="/",
    route_handlers=[
        arranged,
        asked,
        budget_decided,
        chosen,
        closed,
        code_made,
        decided,
        home,
        letter,
        list_opened,
        made,
        make_page,
        notice,
        public_letter,
        questions_page,
        remarked,
        request_page,
        sent_on,
        shared_list,
        withdrawn,
    ],
)

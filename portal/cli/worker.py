"""One web worker: it serves on the socket that the supervisor opened."""

import asyncio
import socket

import uvicorn
from uvicorn.loops.auto import auto_loop_factory

from portal.app import create_app
from portal.cli.engines import open_engines
from portal.cli.memory import look_for_circles_less_often
from portal.cli.protocol import BoundedProtocol, Server
from portal.database import Database
from portal.finding.following import Follower
from portal.noticed.counting import Counting
from portal.settings import Settings, from_environment
from portal.web.house import House
from portal.web.logs import configure_logs

PATIENCE = 10  # seconds for one statement; a server that froze holds no visitor longer
GRACE = 10  # seconds for requests under way


async def serve(settings: Settings, socket_number: int) -> None:
    house = House(settings, Database(settings.database, patience=PATIENCE))
    engines = open_engines(settings)
    follower = Follower(house, engines)
    await follower.start()
    counting = Counting(house.database, house.sights)
    counting.start()
    app = create_app(house, engines)
    app.inner.state.pages.load_all()
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=GRACE,
        lifespan="on",
    )
    try:
        await Server(config).serve(sockets=[socket.socket(fileno=socket_number)])
    finally:
        await counting.stop()
        await follower.stop()
        await engines.close()
        await house.database.close()


def work(socket_number: int) -> None:
    """Until SIGTERM."""
    chosen = from_environment()
    configure_logs(chosen.log_level)
    look_for_circles_less_often()
    # asyncio.run would give Python's own loop; uvicorn takes the quicker one only where it makes it itself.
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(serve(chosen, socket_number))

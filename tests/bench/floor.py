"""The floor for a kept page: the plainest handler there is, in a worker as the portal's: `floor.py SOCKET`."""

import asyncio
import socket
import sys

import uvicorn
from litestar import Litestar, MediaType, get
from uvicorn.loops.auto import auto_loop_factory


@get("/", media_type=MediaType.TEXT)
async def plain() -> str:
    return "Hulpkeuze"


def main() -> None:
    app = Litestar([plain], openapi_config=None, logging_config=None)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, proxy_headers=True, lifespan="on"
    )
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(uvicorn.Server(config).serve(sockets=[socket.socket(fileno=int(sys.argv[1]))]))


if __name__ == "__main__":
    main()

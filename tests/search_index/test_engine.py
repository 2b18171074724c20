"""What only the engine with a server can do wrong."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from search_index import Collection, DocumentsRefused, EngineAway, Facet, Order, SearchQuery
from search_index.engine import MeilisearchIndex, settings
from search_index.in_process import InProcessIndex
from tests.search_index.catalogue import REGION, TODAY, VOCABULARY, catalogue
from tests.search_index.conftest import a_meilisearch_index, fill
from tests.servers.meilisearch import MeilisearchServer

DOCUMENTS = catalogue(200)
QUESTION = SearchQuery(Collection.PUBLIC, REGION, TODAY, order=Order.RELEVANCE, facets=tuple(Facet))

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def a_server_that(answers: Answering) -> AsyncIterator[MeilisearchIndex]:
    server = await asyncio.start_server(answers, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    index = MeilisearchIndex(f"http://127.0.0.1:{port}", patience=0.2)
    try:
        yield index
    finally:
        await index.close()
        server.close()


def always(body: bytes, status: str = "200 OK") -> Answering:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    return answer


GARBAGE = {
    "no JSON": b"<html>Bad gateway</html>",
    "another JSON": b'{"hello": "world"}',
    "a list": b"[]",
    "too few answers": b'{"results": []}',
    "answers of another shape": b'{"results": [{"hits": 7}, {"hits": null}]}',
    "hits of another shape": b'{"results": [{"hits": [{}]}, {"totalHits": 1, "facetDistribution": {"provider": {}}}]}',
    "half a character": b'{"results": "\xc3',
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
async def test_garbage_is_an_engine_that_is_away(garbage: bytes) -> None:
    async with a_server_that(always(garbage)) as index:
        for words in ("", "pleegzorg"):
            with pytest.raises(EngineAway):
                await index.search(replace(QUESTION, words=words, facets=()))
        with pytest.raises(EngineAway):
            await index.put(Collection.PUBLIC, DOCUMENTS[:1])
        with pytest.raises(EngineAway):
            await index.check_version()
        assert not await index.healthy()


async def test_an_error_is_an_engine_that_is_away() -> None:
    async with a_server_that(always(b'{"code": "internal"}', "500 Internal Server Error")) as index:
        with pytest.raises(EngineAway):
            await index.search(QUESTION)


async def test_silence_and_dribbling_are_an_engine_that_is_away() -> None:
    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(-1)
        writer.close()

    async def dribble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)
        writer.close()

    for answers in (silence, dribble):
        async with a_server_that(answers) as index:
            async with asyncio.timeout(3):
                with pytest.raises(EngineAway):
                    await index.search(QUESTION)
                assert not await index.healthy()


async def test_several_slow_calls_are_one_engine_that_is_away(meilisearch_server: MeilisearchServer) -> None:
    """Each within patience, all together not. The words are read to the end none the less."""
    filled = a_meilisearch_index(meilisearch_server)
    await fill(filled, DOCUMENTS)

    async def pass_on_slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, to = await asyncio.open_connection("127.0.0.1", meilisearch_server.port)

        async def back() -> None:
            while data := await there.read(1_000_000):
                await asyncio.sleep(0.15)
                writer.write(data)
            writer.close()

        async with asyncio.TaskGroup() as both:
            both.create_task(back())
            while data := await reader.read(1_000_000):
                to.write(data)
            to.close()

    server = await asyncio.start_server(pass_on_slowly, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    slow = MeilisearchIndex(address, meilisearch_server.key, prefix=filled._prefix, patience=0.4)
    started = asyncio.get_running_loop().time()
    with pytest.raises(EngineAway):
        await slow.search(replace(QUESTION, words="pleegzorg"))
    assert asyncio.get_running_loop().time() - started < 0.45 + 0.3
    async with asyncio.timeout(5):
        while not slow._memory._remembered:
            await asyncio.sleep(0.02)
    assert (await slow.search(replace(QUESTION, words="pleegzorg", facets=()))).hits
    await slow.close()
    server.close()


async def test_nobody_there_is_an_engine_that_is_away() -> None:
    index = MeilisearchIndex("http://127.0.0.1:9", patience=0.5)
    with pytest.raises(EngineAway):
        await index.search(QUESTION)
    with pytest.raises(EngineAway):
        await fill(index, DOCUMENTS)
    assert not await index.healthy()
    await index.close()


async def test_an_unknown_version_is_refused(meilisearch_server: MeilisearchServer) -> None:
    index = a_meilisearch_index(meilisearch_server)
    await index.check_version()
    await index.close()
    for version in (b"1.20.9", b"2.0.0"):
        answer = b'{"commitSha": "", "commitDate": "", "pkgVersion": "' + version + b'"}'
        async with a_server_that(always(answer)) as other:
            with pytest.raises(EngineAway, match=r"1\.21"):
                await other.check_version()


async def test_other_settings_in_the_code_need_a_rebuild(
    meilisearch_server: MeilisearchServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = a_meilisearch_index(meilisearch_server)
    await fill(index, DOCUMENTS)
    monkeypatch.setitem(settings.SETTINGS, "rankingRules", ["words"])
    assert await index.needs_rebuild(Collection.PUBLIC, VOCABULARY)
    await index.close()


async def test_what_a_killed_rebuild_left_behind_is_cleaned_by_the_next(meilisearch_server: MeilisearchServer) -> None:
    index = a_meilisearch_index(meilisearch_server)
    uid = index._uid(Collection.PUBLIC)
    await fill(index, DOCUMENTS)
    await index._administration.create(f"{uid}-next")
    await index._administration.add(f"{uid}-next", [{"id": "left-over", "region": REGION, "counted": True}])
    await fill(index, DOCUMENTS)
    async with httpx.AsyncClient(
        base_url=meilisearch_server.url, headers={"Authorization": f"Bearer {meilisearch_server.key}"}
    ) as http:
        assert (await http.get(f"/indexes/{uid}-next")).status_code == 404
        assert (await http.get(f"/indexes/{uid}/documents/left-over")).status_code == 404
    await index.close()


async def test_a_refused_document_is_an_error_and_not_silence(meilisearch_server: MeilisearchServer) -> None:
    index = a_meilisearch_index(meilisearch_server)
    await fill(index, DOCUMENTS)
    with pytest.raises(DocumentsRefused) as refused:
        await index.put(Collection.PUBLIC, [replace(DOCUMENTS[0], id="not a valid id!")])
    assert list(refused.value.ids) == ["not a valid id!"]
    await index.close()


async def test_another_process_sees_new_words_at_once(meilisearch_server: MeilisearchServer) -> None:
    """The runner writes, the web worker asks: each with an index object of its own."""
    runner = a_meilisearch_index(meilisearch_server)
    worker = MeilisearchIndex(meilisearch_server.url, meilisearch_server.key, prefix=runner._prefix, patience=5)
    await fill(runner, DOCUMENTS)
    asked = replace(QUESTION, words="zonnewijzer")
    assert not (await worker.search(asked)).hits
    new = replace(DOCUMENTS[0], id="new", provider="new", region=REGION, bookable_from=0, names=("De Zonnewijzer",))
    await runner.put(Collection.PUBLIC, [new])
    assert [hit.id for hit in (await worker.search(asked)).hits] == ["new"]
    synonyms = {**VOCABULARY.synonyms, "tijdmeter": ("zonnewijzer",)}
    await fill(runner, [*DOCUMENTS, new], replace(VOCABULARY, version="2", synonyms=synonyms))
    assert [hit.id for hit in (await worker.search(replace(asked, words="tijdmeter"))).hits] == ["new"]
    await runner.close()
    await worker.close()


async def test_searches_and_updates_side_by_side_all_succeed(meilisearch_server: MeilisearchServer) -> None:
    index = a_meilisearch_index(meilisearch_server, patience=20)
    await fill(index, DOCUMENTS)
    right = InProcessIndex()
    await fill(right, DOCUMENTS)
    asked = [replace(QUESTION, words=words) for words in ("pleegzorg", "", "trauma zwolle", "boos kind")]
    answers = {query.words: await right.search(query) for query in asked}

    async def search() -> None:
        for query in asked * 8:
            assert await index.search(query) == answers[query.words]

    async def put(number: int) -> None:
        for _ in range(6):
            await index.put(Collection.PUBLIC, DOCUMENTS[number : number + 1])
            await index.healthy()

    await asyncio.gather(*(search() for _ in range(4)), *(put(number) for number in range(4)))
    await index.close()

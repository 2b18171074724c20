"""What is not public cannot be found by a public question."""

from dataclasses import replace

from search_index import Collection, Order, Point, SearchIndex, SearchQuery
from tests.search_index.catalogue import REGION, TODAY, catalogue
from tests.search_index.conftest import fill

PUBLIC = catalogue(30)
SECRET = [
    replace(document, id=f"crisis-{document.id}", provider=f"crisis-{document.provider}", title=("Crisisbed",))
    for document in catalogue(20, seed=2)
]


async def test_a_public_question_never_returns_a_restricted_document(index: SearchIndex) -> None:
    await fill(index, PUBLIC)
    await fill(index, SECRET, collection=Collection.RESTRICTED)
    question = SearchQuery(Collection.PUBLIC, REGION, TODAY, page_size=500)
    asked = [
        question,
        replace(question, words="crisisbed"),
        replace(question, words="crisisbed", order=Order.DISTANCE, near=Point(52.5, 6.1)),
        *(replace(question, words=document.id) for document in SECRET),
        *(replace(question, words=document.codes[0]) for document in SECRET),
    ]
    for query in asked:
        assert not [hit.id for hit in (await index.search(query)).hits if hit.id.startswith("crisis")]
    restricted = await index.search(replace(question, collection=Collection.RESTRICTED, words="crisisbed"))
    assert restricted.hits
    assert all(hit.id.startswith("crisis") for hit in restricted.hits)


async def test_a_document_put_in_one_collection_stays_out_of_the_other(index: SearchIndex) -> None:
    await fill(index, PUBLIC)
    await fill(index, [], collection=Collection.RESTRICTED)
    await index.put(Collection.RESTRICTED, SECRET)
    public = await index.search(SearchQuery(Collection.PUBLIC, REGION, TODAY, words="crisisbed"))
    assert not [hit for hit in public.hits if hit.id.startswith("crisis")]
    await index.remove(Collection.PUBLIC, [document.id for document in SECRET])
    restricted = SearchQuery(Collection.RESTRICTED, REGION, TODAY, words="crisisbed")
    assert (await index.search(restricted)).providers > 0

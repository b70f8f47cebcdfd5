import httpx
import pytest

from app_flet import fonts, pwa
from app_flet.web import create_web_app


@pytest.fixture
async def browser():
    web = create_web_app("http://127.0.0.1:1")
    transport = httpx.ASGITransport(app=web)
    async with (
        web.router.lifespan_context(web),
        httpx.AsyncClient(transport=transport, base_url="http://app") as browser,
    ):
        yield browser


async def test_the_page_registers_our_worker_and_names_the_app(browser):
    page = (await browser.get("/")).text

    assert 'serviceWorker.register("sw.js")' in page
    assert "<title>PulsePlate</title>" in page


async def test_nothing_unregisters_our_worker(browser):
    script = (await browser.get("/flutter_bootstrap.js")).text

    assert pwa.STOCK_WORKER.search(script) is None


@pytest.mark.parametrize("path", ["/sw.js", "/offline.html", "/favicon.png", "/manifest.json"])
async def test_what_an_installable_app_needs_is_served(browser, path):
    assert (await browser.get(path)).status_code == 200


async def test_every_icon_of_the_manifest_is_there(browser):
    icons = (await browser.get("/manifest.json")).json()["icons"]

    assert {icon.get("purpose", "any") for icon in icons} == {"any", "maskable"}
    for icon in icons:
        assert (await browser.get(f"/{icon['src']}")).headers["content-type"] == "image/png"


async def test_the_letters_are_loaded_before_the_first_frame(browser):
    families = {
        entry["family"] for entry in (await browser.get("/assets/FontManifest.json")).json()
    }

    assert families >= {"Roboto", "MaterialIcons", *fonts.served()}


async def test_large_files_are_compressed(browser):
    answer = await browser.get("/main.dart.js", headers={"accept-encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"


def test_a_flet_that_changed_its_files_is_noticed_at_the_start():
    with pytest.raises(pwa.UnknownFletWebError):
        pwa.with_worker("<html></html>")
    with pytest.raises(pwa.UnknownFletWebError):
        pwa.start_script("_flutter.loader.load({})")
    with pytest.raises(pwa.UnknownFletWebError):
        pwa.start_script("_flutter.loader.load({ serviceWorkerSettings: {}, })")

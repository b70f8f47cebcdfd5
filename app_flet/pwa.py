"""What makes the app installable: Flet's own web files, with our worker and letters in them.

Nothing of Flet's is kept here: its files are made anew from the installed package whenever the
app starts, so an upgrade can't leave them stale.
"""

import json
import re
from pathlib import Path

from flet_web import get_package_web_dir

from app_flet import fonts
from app_flet.assets import gather

THEME_COLOR_LIGHT, THEME_COLOR_DARK = "#F3F4F8", "#0B0C11"
FONT_MANIFEST = "assets/FontManifest.json"
REGISTRATION = """
  <meta name="theme-color" content="{light}" media="(prefers-color-scheme: light)">
  <meta name="theme-color" content="{dark}" media="(prefers-color-scheme: dark)">
  <style>
    /* A text for assistive technology is laid out wider than it is drawn, and a list that it
       sticks out of can be pushed aside: then all in it is framed beside where it stands. */
    flt-semantics:not(:has(flt-semantics)):not([style*="scroll"]) {{
      overflow: clip !important;
    }}
  </style>
  <script>
    // Flet's client fetches an animation engine from a CDN, which nothing here uses.
    const src = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, "src");
    Object.defineProperty(HTMLScriptElement.prototype, "src", {{
      ...src,
      set(url) {{
        if (new URL(url, document.baseURI).origin === location.origin) src.set.call(this, url);
      }},
    }});
    if ("serviceWorker" in navigator) {{
      window.addEventListener("load", () => navigator.serviceWorker.register("sw.js"));
    }}
  </script>
</head>"""
STOCK_WORKER = re.compile(r"\s*serviceWorkerSettings:\s*\{[^}]*\},")
FLUTTER_CONFIG = "var flutterConfig = {"
IN_ONE_THREAD = """
    // Drawing in two threads corrupts the engine's memory, and a screen stands still for good,
    // mostly without a word: https://github.com/flutter/flutter/issues/190039
    forceSingleThreadedSkwasm: true,"""


class UnknownFletWebError(RuntimeError):
    """The installed Flet's web files are not as this module knows them."""


def served_assets(folder: Path) -> Path:
    """Fill a folder with all that is served instead of Flet's own files; return it.

    Raises:
        UnknownFletWebError: the installed Flet has changed its files.
    """
    stock = Path(get_package_web_dir())
    gather(folder)
    index = (stock / "index.html").read_text(encoding="utf-8")
    bootstrap = (stock / "flutter_bootstrap.js").read_text(encoding="utf-8")
    manifest = json.loads((stock / FONT_MANIFEST).read_text(encoding="utf-8"))
    entries = [*manifest, *fonts.manifest_entries()]
    (folder / FONT_MANIFEST).parent.mkdir(exist_ok=True)
    (folder / FONT_MANIFEST).write_text(json.dumps(entries), encoding="utf-8")
    (folder / "index.html").write_text(with_worker(index), encoding="utf-8")
    (folder / "flutter_bootstrap.js").write_text(start_script(bootstrap), "utf-8")
    return folder


def with_worker(index: str) -> str:
    """Return the page with our service worker and style, without scripts from elsewhere."""
    if index.count("</head>") != 1:
        raise UnknownFletWebError("index.html has no single </head>")
    ours = REGISTRATION.format(light=THEME_COLOR_LIGHT, dark=THEME_COLOR_DARK)
    return index.replace("</head>", ours.lstrip("\n"))


def start_script(bootstrap: str) -> str:
    """Return Flutter's start, without a worker that would unregister ours, in one thread."""
    ours, found = STOCK_WORKER.subn("", bootstrap)
    if found != 1:
        raise UnknownFletWebError("flutter_bootstrap.js has no single serviceWorkerSettings")
    if ours.count(FLUTTER_CONFIG) != 1:
        raise UnknownFletWebError("flutter_bootstrap.js has no single flutterConfig")
    return ours.replace(FLUTTER_CONFIG, FLUTTER_CONFIG + IN_ONE_THREAD)

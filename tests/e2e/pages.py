"""Opens every page in Chromium, and looks.

    pages.py STET STORE [SHOTS]       ends in "N passed, N failed"

At the width of a phone and of a desk, light and dark: nothing that axe-core
finds, no request to elsewhere, no word on the console, nothing wider than the
window, and all that can be clicked is reached by Tab and seen to be.  Then the
report once more without any script.  With SHOTS, pictures are left there.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import sync_playwright

stet, store, *shots = sys.argv[1:]
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text()
TOKEN = "a token of pages.py"
passed = failed = 0

HALVORSEN = "/reports/10.5555/jsm.1998.12.201"
RETRACTED = "/reports/10.5555/acr.2018.202"
CITATION = "/citations/doi:10.5555/acr.2016.118%23"
PAGES = [
    ("home", "/", 200),
    ("report", HALVORSEN, 200),
    ("report-narrowed", HALVORSEN + "?stance=supporting&section=discussion&year=2015-&view=broad", 200),
    ("report-wos", HALVORSEN + "?view=wos", 200),
    ("report-none-fits", HALVORSEN + "?text=zeppelin", 200),
    ("report-retracted", RETRACTED, 200),
    ("report-long", "/reports/10.5555/long.2020.1", 200),
    ("report-odd-key", "/reports/pmid:99012345", 200),
    ("report-listed-only", "/reports/10.5555/titles.2003.7", 200),
    ("references-long", "/reports/10.5555/long.2020.1/references", 200),
    ("report-notice", "/reports/10.5555/acr.2021.015", 200),
    ("references", "/reports/10.5555/irs.2020.4.1/references", 200),
    ("map", HALVORSEN + "/map", 200),
    ("citation", None, 200),
    ("find", "/find?q=sleep", 200),
    ("find-works", "/find?q=sleep&what=works", 200),
    ("find-nothing", "/find?q=zeppelin", 200),
    ("find-wrong", "/find?q=%22open", 400),
    ("journal", None, 200),
    ("author", "/authors/Castellanos", 200),
    ("notices", "/notices", 200),
    ("compare", "/compare?id=10.5555/jsm.1998.12.201&id=10.5555/acr.2018.202&id=10.5555/none", 200),
    ("compare-empty", "/compare", 200),
    ("about", "/about", 200),
    ("unknown", "/reports/10.5555/none", 404),
    ("wrong", HALVORSEN + "?stance=maybe", 400),
]

# What can be clicked, and which of it has had the focus, seen to have it.
WATCH = """() => {
  window.reached = new Set(); window.unseen = [];
  document.addEventListener('focusin', (event) => {
    const one = event.target, style = getComputedStyle(one);
    const shape = one.querySelector && one.querySelector('circle');
    window.reached.add(one);
    if (!(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) && !shape)
      window.unseen.push(one.outerHTML.slice(0, 100));
  });
}"""
CLICKABLE = """[...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter((one) => one.checkVisibility())"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def claim(name, holds, more=""):
    global passed, failed
    passed += bool(holds)
    failed += not holds
    if not holds:
        print(f"not so: {name}\n  {more}")


def serve():
    Path("token").write_text(TOKEN)
    child = subprocess.Popen([stet, "serve", f"--store={store}", "--listen=127.0.0.1:0",
                              "--allow-corrections", "--token-file=token"],
                             stderr=subprocess.PIPE, text=True)
    return child, re.search(r"(http://.*?)/?$", child.stderr.readline().strip()).group(1)


def violations(page, rules=None):
    only = "{resultTypes: ['violations']"
    only += f", runOnly: {{type: 'rule', values: {rules}}}}}" if rules else "}"
    found = page.evaluate(f"axe.run(document, {only})")["violations"]
    return "; ".join(f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0].get('failureSummary', '')[:300]}"
                     for v in found)


def reached(page):
    page.evaluate(WATCH)
    for _ in range(page.evaluate(f"{CLICKABLE}.length") + 2):
        page.keyboard.press("Tab")
    return page.evaluate(f"""() => {CLICKABLE}.filter((one) => !window.reached.has(one))
        .map((one) => one.outerHTML.slice(0, 100)).concat(window.unseen)""")


def look(page, name, scheme):
    """At both widths by all rules; in the dark by those of colours, at one."""
    for width, size in (("desk", 1280), ("phone", 390)):
        page.set_viewport_size({"width": size, "height": 900})
        page.emulate_media(color_scheme=scheme)
        where = f"{name}, {width}, {scheme}"
        rules = ["color-contrast", "link-in-text-block"] if scheme == "dark" else None
        if scheme == "light" or width == "phone":
            found = violations(page, rules)
            claim(f"{where}: axe finds nothing", not found, found)
        claim(f"{where}: nothing is wider than the window", page.evaluate(WIDER) <= 0,
              page.evaluate(WIDER))
        if shots:
            page.screenshot(path=f"{shots[0]}/{name}-{width}-{scheme}.png", full_page=True)


def visit(context, base, name, path, status):
    page = context.new_page()
    words, elsewhere = [], []
    page.on("console", lambda m: m.type in ("error", "warning") and words.append(m.text))
    page.on("pageerror", lambda e: words.append(str(e)))
    page.on("request", lambda r: r.url.startswith(base) or elsewhere.append(r.url))
    reply = page.goto(base + path)
    claim(f"{name}: status {status}", reply.status == status, reply.status)
    words = [w for w in words if f"status of {status}" not in w]
    missed = reached(page)
    claim(f"{name}: Tab reaches all, and one sees where it is", not missed, missed)
    page.evaluate("document.activeElement.blur()")
    page.evaluate(AXE)
    look(page, name, "light")
    look(page, name, "dark")
    claim(f"{name}: nothing on the console", not words, words)
    claim(f"{name}: asks nobody else", not elsewhere, elsewhere)
    page.close()


def link_on(page, base, path, pattern):
    page.goto(base + path)
    return page.locator(f"a[href^='{pattern}']").first.get_attribute("href")


def without_script(browser, base):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + HALVORSEN)
    all_of_them = page.locator(".citation").count()
    claim("without script: citations are there", all_of_them > 5)
    page.locator("select[name=section]").select_option("results")
    page.locator("form.filters button").click()
    claim("without script: the form filters", "section=results" in page.url
          and 0 < page.locator(".citation").count() < all_of_them, page.url)
    page.goto(base + HALVORSEN)
    page.locator("a[rel=next]").click()
    claim("without script: one goes on", "cursor=" in page.url
          and page.locator(".citation").count() > 0, page.url)
    page.locator(".chips a", has_text="Contrasting").click()
    claim("without script: chips choose", "stance=contrasting" in page.url, page.url)
    page.locator(".citation .says a").first.click()
    claim("without script: a citation has its page", "/citations/" in page.url, page.url)
    context.close()


def correct(browser, base):
    """Without script, too: a correction needs the token, and leaves the machine's label."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + HALVORSEN + "?stance=supporting")
    page.locator(".citation .says a").first.click()
    address = page.url
    for token, status in (("a wrong one, of the right length", 401), (TOKEN, 200)):
        page.goto(address)
        page.locator("summary", has_text="Correct this").click()
        page.locator("select[name=code]").select_option("C")
        page.locator("input[name=who]").fill("Vera <b>Reader</b>")
        page.locator("textarea[name=why]").fill("It says 100 % & more")
        page.locator("input[name=token]").fill(token)
        with page.expect_navigation() as answer:
            page.locator(".correct button").click()
        claim(f"a correction is answered by {status}", answer.value.status == status,
              answer.value.status)
    claim("it leads back to the citation", page.url == address, page.url)
    claim("the label is the reader's", page.locator(".citation.contrasting").count() == 1)
    text = page.inner_text("main")
    claim("who and why are told", "Vera <b>Reader</b>" in text and "100 % & more" in text, text)
    claim("the machine's label stays", re.search(r"Supporting\s+[5-9]\d", text), text)
    context.close()


def main():
    child, base = serve()
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=[
                "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run"])
            # axe has to be put into pages that allow no script but the server's
            context = browser.new_context()
            page = context.new_page()
            found = {"supporting": link_on(page, base, HALVORSEN + "?stance=supporting", "/citations/"),
                     "citation": link_on(page, base, HALVORSEN, "/citations/"),
                     "journal": link_on(page, base, "/reports/10.5555/acr.2016.118", "/journals/")}
            page.close()
            only = os.environ.get("ONLY", "")
            for name, path, status in PAGES:
                if only in name:
                    visit(context, base, name, path or found[name], status)
            without_script(browser, base)
            correct(browser, base)
            visit(context, base, "citation-corrected", found["supporting"], 200)
            if shots:
                page = context.new_page()
                page.goto(base + HALVORSEN)
                page.pdf(path=f"{shots[0]}/report.pdf")
            browser.close()
    finally:
        child.terminate()
        child.wait(20)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()

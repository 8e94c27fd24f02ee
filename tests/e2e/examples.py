"""Say what is wrong with a JATS article, a line each; nothing when all is well.

    examples.py ARTICLE.xml

It knows only what the articles in examples/ need.
"""
import re
import sys
import xml.etree.ElementTree as ET

DOCTYPE = re.compile(
    r'<!DOCTYPE article PUBLIC "-//NLM//DTD '
    r'(JATS \(Z39\.96\) (Journal Archiving and Interchange|Journal Publishing)'
    r' DTD v1\.3 20210610'
    r'|Journal Publishing DTD v2\.3 20070202)//EN"\s+"[a-z0-9A-Z.-]+\.dtd">')

# JATS 1.3, <article-meta>: what may stand there, in this order.
ARTICLE_META = """article-id article-version article-categories title-group
contrib-group aff author-notes pub-date volume issue isbn fpage lpage
elocation-id history permissions self-uri related-article abstract
trans-abstract kwd-group funding-group counts""".split()

CHILDREN = {
    "article": ["front", "body", "back", "floats-group", "sub-article"],
    "sub-article": ["front-stub", "body", "back"],
    "front": ["journal-meta", "article-meta"],
    "article-meta": ARTICLE_META,
    "front-stub": ARTICLE_META,
    "table-wrap": ["label", "caption", "table", "table-wrap-foot"],
    "fig": ["label", "caption", "graphic"],
    "boxed-text": ["label", "caption", "p"],
    "caption": ["title", "p"],
    "ref-list": ["title", "ref"],
    "abstract": ["p", "sec"],
    "trans-abstract": ["p", "sec"],
}
OWN_DOI = re.compile(r"10\.5555/[a-z0-9.]+$")


def out_of_order(element, order):
    """The first child that may not stand where it does."""
    reached = 0
    for child in element:
        if child.tag not in order:
            return child.tag
        place = order.index(child.tag)
        if place < reached:
            return child.tag
        reached = place
    return None


def faults(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if not DOCTYPE.search(text):
        yield "no DOCTYPE that we know"
    root = ET.fromstring(text)

    ids = [e.get("id") for e in root.iter() if e.get("id")]
    for name in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"two elements with the id '{name}'"
    for xref in root.iter("xref"):
        for rid in xref.get("rid", "").split() or ["(none)"]:
            if rid not in ids:
                yield f"a link to '{rid}', which isn't there"

    for element in root.iter():
        order = CHILDREN.get(element.tag)
        wrong = order and out_of_order(element, order)
        if wrong:
            yield f"<{wrong}> can't stand there in <{element.tag}>"
    for sec in root.iter("sec"):
        if not len(sec) or sec[0].tag != "title":
            yield f"section '{sec.get('id')}' begins without a title"

    for doi in root.iterfind(".//*[@pub-id-type='doi']"):
        if not OWN_DOI.match(doi.text or ""):
            yield f"DOI '{doi.text}' hasn't the test prefix"


for fault in faults(sys.argv[1]):
    print(fault)

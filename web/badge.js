/*
 * Tallies of citations on anybody's pages: <stet-badge doi="10.5555/abc">, and
 * every element of class scite-badge with its data-attributes, so that pages
 * made for that badge need no change but the address of the script.
 *
 * One request for all badges of a page; nothing is stored, nobody is followed.
 */
(function () {
  "use strict";
  const script = document.currentScript;
  const base = new URL(script ? script.src : location.href).origin;
  const BATCH = 500;
  const STANCES = [
    ["supporting", "+", "Supporting"],
    ["mentioning", "=", "Mentioning"],
    ["contrasting", "\u2212", "Contrasting"],
  ];
  const SECTIONS = ["introduction", "methods", "results", "discussion", "other"];
  const NOTICES = ["retracted", "withdrawn", "has expression of concern",
    "has erratum", "has correction"];

  const STYLE = `
:host{display:inline-block;font:600 13px/1.4 system-ui,sans-serif;color:#1f2328}
a{display:inline-flex;gap:.75em;align-items:center;padding:.25em .6em;color:inherit;
 background:#fff;border:1px solid #767676;border-radius:4px;text-decoration:none}
a.vertical{flex-direction:column;align-items:flex-start;gap:.15em}
a.small{padding:.05em .4em;font-size:12px}
a:focus-visible{outline:2px solid #0550ae;outline-offset:2px}
.supporting{color:#0a6b34}.contrasting{color:#9a3412}.notice{color:#a40e26}
.label{font-weight:400;margin-left:.3em}
.sections{font-weight:400;display:flex;gap:.6em;flex-wrap:wrap}
.sections.vertical{flex-direction:column}`;

  function on(element, name, otherwise) {
    const value = element.dataset[name];
    return value === undefined ? otherwise : value === "true";
  }

  /* "meta:NAME" names a <meta> of the page. */
  function doiOf(element) {
    let doi = element.getAttribute("doi") || element.dataset.doi || "";
    if (doi.startsWith("meta:")) {
      const meta = document.querySelector(
        'meta[name="' + CSS.escape(doi.slice(5)) + '"]');
      doi = meta ? meta.content : "";
    }
    return doi.trim().toLowerCase()
      .replace(/^https?:\/\/(dx\.)?doi\.org\//, "").replace(/^doi:\s*/, "");
  }

  async function post(path, dois) {
    const all = {};
    for (let i = 0; i < dois.length; i += BATCH) {
      const reply = await fetch(base + path, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(dois.slice(i, i + BATCH)),
      });
      if (!reply.ok) continue;
      const body = await reply.json();
      Object.assign(all, body.tallies || body.papers);
    }
    return all;
  }

  /* Every word goes in as text: nothing that was fetched becomes markup. */
  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function count(kind, sign, label, n, labels) {
    const span = make("span", kind, sign + "\u00a0" + n);
    span.setAttribute("aria-hidden", "true");
    if (labels) span.append(make("span", "label", label));
    return span;
  }

  function noticesOf(paper) {
    const seen = new Set();
    for (const notice of (paper && paper.editorialNotices) || []) {
      const status = (notice.status || "").toLowerCase();
      if (NOTICES.includes(status)) seen.add(notice.status);
    }
    return [...seen];
  }

  function linkOf(element, tally) {
    const url = new URL(base + "/reports/" + encodeURI(tally.doi));
    const set = (name, value) => value && url.searchParams.set(name, value);
    set("utm_campaign", element.dataset.campaign);
    set("utm_medium", "badge");
    set("utm_source", location.hostname);
    return url.href;
  }

  function put(element, tally, sections, paper) {
    const notices = noticesOf(paper);
    const empty = !tally ||
      (tally.total === 0 && tally.citingPublications === 0 && !notices.length);
    if (empty && !on(element, "showZero", false)) return;
    tally = tally || { total: 0, supporting: 0, mentioning: 0, contrasting: 0,
      citingPublications: 0, doi: doiOf(element) };
    const across = element.dataset.layout === "horizontal" ||
      element.localName === "stet-badge";
    const labels = on(element, "showLabels", false) ||
      (!across && !on(element, "verticalCompact", false));
    const link = make("a", (across ? "" : "vertical") +
      (across && on(element, "small", false) ? " small" : ""));
    link.id = "scite-inner-tally-container";
    link.href = linkOf(element, tally);
    link.target = "_blank";
    link.rel = "noopener";
    const said = [];
    if (on(element, "tallyShow", true) && on(element, "showCites", true)) {
      if (on(element, "showTotal", true)) {
        link.append(count("total", "\u201d", "Citing works",
          tally.citingPublications, labels));
        said.push(tally.citingPublications + " citing works");
      }
      for (const [name, sign, label] of STANCES) {
        link.append(count(name, sign, label, tally[name], labels));
        said.push(tally[name] + " " + name);
      }
    }
    for (const notice of notices) {
      const retracted = /retract|withdraw|remove/.test(notice.toLowerCase());
      if (!on(element, retracted ? "showRetractions" : "showNotices", true)) continue;
      link.append(make("span", "notice", notice));
      said.push(notice);
    }
    if (on(element, "sectionTallyShow", false) && sections) {
      const row = make("span", "sections scite-section-tally " +
        (element.dataset.sectionTallyLayout === "horizontal" ? "" : "vertical"));
      for (const name of SECTIONS)
        row.append(make("span", "", name + " " + sections[name]));
      link.append(row);
    }
    link.setAttribute("aria-label", "Citations: " + said.join(", "));
    if (element.dataset.tooltipPlacement !== "none") link.title = said.join(", ");
    const root = element.shadowRoot || element.attachShadow({ mode: "open" });
    const box = make("div", "scite-tally");
    box.id = "scite-tally-container";
    box.append(link);
    root.replaceChildren(make("style", "", STYLE), box);
  }

  /* A config makes a badge elsewhere in the page. */
  function inject() {
    for (const config of document.querySelectorAll(
      ".scite-badge-config:not([data-injected])")) {
      const target = document.querySelector(config.dataset.targetEl || "");
      config.dataset.injected = "true";
      if (!target) continue;
      const badge = make("div", "scite-badge");
      for (const [name, value] of Object.entries(config.dataset))
        if (!["targetEl", "insertBefore", "injected"].includes(name))
          badge.dataset[name] = value;
      if (on(config, "insertBefore", false)) target.before(badge);
      else target.append(badge);
    }
  }

  async function insertBadges(how) {
    inject();
    const again = how && how.forceReload;
    const found = [...document.querySelectorAll(".scite-badge, stet-badge")]
      .filter((e) => (again || !e.dataset.fetched) && doiOf(e));
    if (!found.length) return false;
    for (const element of found) element.dataset.fetched = "true";
    const dois = [...new Set(found.map(doiOf))];
    const wanted = found.filter((e) => on(e, "sectionTallyShow", false)).map(doiOf);
    const [tallies, papers, sections] = await Promise.all([
      post("/tallies", dois), post("/papers", dois),
      wanted.length ? post("/tallies/cited-by-sections", [...new Set(wanted)]) : {},
    ]);
    for (const element of found) {
      const doi = doiOf(element);
      put(element, tallies[doi], sections[doi], papers[doi]);
    }
    return true;
  }

  class StetBadge extends HTMLElement {
    connectedCallback() {
      if (!this.dataset.fetched) queueMicrotask(() => insertBadges());
    }
  }
  if (!customElements.get("stet-badge"))
    customElements.define("stet-badge", StetBadge);
  window.__SCITE = window.__SCITE || { insertBadges, version: "stet" };

  insertBadges().then((any) => {
    if (any) return;
    if (document.readyState === "complete") return;
    window.addEventListener("load", () => insertBadges());
  });
})();

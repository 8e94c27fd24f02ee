/* What pages can do a little better with a script; all work without. */
"use strict";

/* A chosen filter is applied at once; the button stays for who has no script. */
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
  /* what is left empty doesn't show in the address */
  form.addEventListener("submit", () => {
    for (const field of form.elements)
      if (field.name && !field.value) field.disabled = true;
  });
}

/* Maps can be moved about and brought nearer: by pointer, wheel and buttons. */
class Pan {
  constructor(svg) {
    this.svg = svg;
    this.whole = svg.viewBox.baseVal;
    this.whole = [this.whole.x, this.whole.y, this.whole.width, this.whole.height];
    this.view = [...this.whole];
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.grab(event));
    svg.before(this.buttons());
  }

  show() {
    this.svg.setAttribute("viewBox", this.view.join(" "));
  }

  /* Nearer (factor < 1) or farther, with the point (x, y in 0 … 1) held. */
  zoom(factor, x = 0.5, y = 0.5) {
    const [left, top, width, height] = this.view;
    const wide = Math.min(this.whole[2], Math.max(this.whole[2] / 12, width * factor));
    const high = (wide / width) * height;
    this.view = [left + (width - wide) * x, top + (height - high) * y, wide, high];
    if (wide === this.whole[2]) this.view = [...this.whole];
    this.show();
  }

  wheel(event) {
    if (!event.ctrlKey) return; /* the page scrolls */
    event.preventDefault();
    const box = this.svg.getBoundingClientRect();
    this.zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2,
      (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  grab(event) {
    if (event.target.closest("a")) return;
    const box = this.svg.getBoundingClientRect();
    const from = [...this.view], x = event.clientX, y = event.clientY;
    const move = (now) => {
      this.view[0] = from[0] - ((now.clientX - x) / box.width) * from[2];
      this.view[1] = from[1] - ((now.clientY - y) / box.height) * from[3];
      this.show();
    };
    this.svg.setPointerCapture(event.pointerId);
    this.svg.addEventListener("pointermove", move);
    this.svg.addEventListener("pointerup",
      () => this.svg.removeEventListener("pointermove", move), { once: true });
  }

  buttons() {
    const bar = document.createElement("p");
    bar.className = "pan no-print";
    const add = (word, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = word;
      button.addEventListener("click", act);
      bar.append(button);
    };
    add("Nearer", () => this.zoom(1 / 1.5));
    add("Farther", () => this.zoom(1.5));
    add("All", () => { this.view = [...this.whole]; this.show(); });
    return bar;
  }
}
for (const svg of document.querySelectorAll("svg[data-pan]")) new Pan(svg);

// A click on a fact shows it beside the text. The fact comes from its own page, to which the link leads without this script.

import { arm } from "./copy.js";
import { page, tell } from "./service.js";

const panel = document.getElementById("panel");
const beside = matchMedia("(min-width: 64rem)"); // on small screens there is no beside: the link is followed
let asked = 0;

document.getElementById("text").addEventListener("click", async (event) => {
  const link = event.target.closest("a.fact");
  if (!link || !beside.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const turn = ++asked;
  document.querySelectorAll("a.fact[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  document.querySelectorAll(`a.fact[data-key="${CSS.escape(link.dataset.key)}"]`).forEach((part) => part.setAttribute("aria-current", "true"));
  panel.setAttribute("aria-busy", "true");
  try {
    const fact = (await page(link.href)).getElementById("fact");
    if (turn !== asked) return; // another one was clicked meanwhile
    if (!fact) { location.assign(link.href); return; }
    panel.replaceChildren(fact);
    panel.scrollTop = 0;
    arm(panel);
  } catch (error) {
    const words = document.createElement("p");
    words.className = "note error";
    tell(words, error.message);
    panel.replaceChildren(words);
  } finally {
    panel.removeAttribute("aria-busy");
  }
});

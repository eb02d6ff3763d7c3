// An answer shows its consequences at once: the page with the answer in its address is fetched, and its working part put in place.

import { page, tell } from "./service.js";

const told = document.getElementById("told");
const MOST = 6; // decisions that are told
let turn = 0;

/** The address of the form with what has been answered. */
function address(form) {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value !== "") given.append(name, value);
  }
  return `${form.getAttribute("action")}?${given}`;
}

/** What is new, for those who hear the page: an error, how far one has come, and the first decisions. */
function summary(work) {
  const decisions = [...work.querySelectorAll(".decisions tbody tr")].slice(0, MOST).map((row) => [row.cells[0], row.cells[1]]);
  const parts = [...work.querySelectorAll("[role=alert], #progress"), ...decisions.flat()];
  return parts.map((part) => part.textContent.trim()).join(" ");
}

async function show(target) {
  const mine = ++turn;
  const work = document.getElementById("work");
  const open = [...work.querySelectorAll("details[id][open]")].map((each) => each.id);
  const focused = document.activeElement?.id;
  const asked = work.querySelector(".next")?.contains(document.activeElement) ?? false;
  work.setAttribute("aria-busy", "true");
  try {
    const next = (await page(target)).getElementById("work");
    if (mine !== turn) return; // another answer was given meanwhile
    if (!next) { location.assign(target); return; }
    history.replaceState(null, "", target);
    work.replaceWith(next);
    for (const id of open) next.querySelector(`details#${id}`)?.setAttribute("open", "");
    const here = asked ? next.querySelector(".next input") : document.getElementById(focused);
    here?.focus({ preventScroll: true });
    arm();
    tell(told, summary(next));
  } catch (error) {
    work.removeAttribute("aria-busy");
    tell(told, error.message);
    told.className = "note error";
  }
}

function arm() {
  const form = document.getElementById("answers");
  form.addEventListener("change", () => show(address(form)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(address(form));
  });
  const button = document.getElementById("print");
  button.hidden = false;
  button.addEventListener("click", () => print());
}

arm();

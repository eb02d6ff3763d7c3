// The SPARQL editor: colours under the text, terms to complete, and the answer in its place. Without it the form works as it stands.

import { ask, page } from "./service.js";

const form = document.querySelector("form.editor");
const area = form.querySelector("textarea");
const shown = form.querySelector("pre");
const list = form.querySelector(".terms");
const answer = document.querySelector("#answer");

const TOKEN = /(?<comment>#[^\n]*)|(?<iri><[^<>\s]*>)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<variable>[?$][\p{L}\w]+)|(?<name>[A-Za-z][\w-]*)?:[\p{L}\w.\/-]*|(?<word>\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE|WHERE|PREFIX|BASE|FILTER|OPTIONAL|UNION|MINUS|GRAPH|VALUES|BIND|AS|DISTINCT|REDUCED|ORDER|GROUP|BY|HAVING|LIMIT|OFFSET|ASC|DESC|FROM|NAMED|NOT|EXISTS|IN|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|STR|LANG|REGEX|CONTAINS|BOUND|IF|COALESCE|a)\b)/giu;

function colour() {
  const parts = [];
  let at = 0;
  const text = area.value;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(document.createTextNode(text.slice(at, match.index)));
    const kind = Object.entries(match.groups).find(([, value]) => value !== undefined)?.[0] ?? "name";
    const piece = document.createElement("span");
    piece.className = `t-${kind}`;
    piece.textContent = match[0];
    parts.push(piece);
    at = match.index + match[0].length;
  }
  // The last line break of a block is not shown; one more keeps both layers equally high.
  parts.push(document.createTextNode(`${text.slice(at)}\n`));
  shown.replaceChildren(...parts);
}

area.addEventListener("input", () => { colour(); offer(); });
area.addEventListener("scroll", () => { shown.scrollTop = area.scrollTop; shown.scrollLeft = area.scrollLeft; });
colour();

let known = null;
let chosen = 0;

async function offer() {
  const before = area.value.slice(0, area.selectionStart);
  const begun = /(?:^|[\s({;,.|/^])([A-Za-z]\w*:[\w]*)$/.exec(before)?.[1];
  if (!begun) return close();
  try {
    known ??= await ask(form.dataset.terms);
  } catch {
    return close(); // completion is a help: without it one types on
  }
  const small = begun.toLowerCase();
  const found = known.terms.filter(([name, label]) => name.toLowerCase().startsWith(small) || (small.length > 2 && label.includes(begun.slice(2)))).slice(0, 12);
  chosen = 0;
  list.replaceChildren(...found.map(([name, label], i) => {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.id = `term-${i}`;
    item.dataset.name = name;
    item.textContent = label ? `${name}  ${label}` : name;
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(name, begun); });
    return item;
  }));
  list.dataset.begun = begun;
  list.hidden = found.length === 0;
  mark();
}

function mark() {
  [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
  if (list.hidden) area.removeAttribute("aria-activedescendant");
  else area.setAttribute("aria-activedescendant", `term-${chosen}`);
}

function close() {
  list.hidden = true;
  mark();
}

function take(name, begun) {
  const end = area.selectionStart;
  area.setRangeText(name, end - begun.length, end, "end");
  const prefix = name.split(":")[0];
  const iri = known.prefixes[prefix];
  if (iri && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(area.value)) {
    area.setRangeText(`PREFIX ${prefix}: <${iri}>\n`, 0, 0, "preserve");
  }
  close();
  colour();
}

area.addEventListener("keydown", (event) => {
  if (list.hidden) return;
  const size = list.children.length;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : size - 1)) % size;
    mark();
  } else if (event.key === "Enter" || event.key === "Tab") {
    event.preventDefault();
    take(list.children[chosen].dataset.name, list.dataset.begun);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  }
});
area.addEventListener("blur", close);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const busy = document.createElement("p");
  busy.className = "busy";
  busy.textContent = form.dataset.running;
  answer.replaceChildren(busy);
  const query = new URLSearchParams(new FormData(form));
  try {
    const got = await page(`/sparql?${query}`);
    const heading = document.createElement("h2");
    heading.textContent = answer.getAttribute("aria-label");
    answer.replaceChildren(heading, ...[...got.querySelector(".answer").children].map((part) => document.adoptNode(part)));
    history.replaceState(null, "", `/web/sparql?${query}`);
  } catch (error) {
    const told = document.createElement("p");
    told.className = "note error";
    told.setAttribute("role", "alert");
    told.textContent = error.message;
    answer.replaceChildren(told);
  }
});

// A draft may be dropped on the form, and one that is too large is refused before it is sent.

import { tell } from "./service.js";

const form = document.getElementById("check");
const chosen = document.getElementById("f-file");
const area = form.querySelector(".drop");
const refused = document.getElementById("refused");
const limit = Number(form.dataset.limit) * 1024 * 1024;

/** Whether the chosen file may be sent; if not, the page says why. */
function fits() {
  const large = chosen.files.length > 0 && chosen.files[0].size > limit;
  tell(refused, large ? form.dataset.tooLarge : "");
  return !large;
}

document.getElementById("f-drop").hidden = false;
for (const name of ["dragenter", "dragover"]) {
  area.addEventListener(name, (event) => {
    event.preventDefault();
    area.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) area.addEventListener(name, () => area.classList.remove("over"));
area.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length === 0) return;
  chosen.files = event.dataTransfer.files;
  fits();
});
chosen.addEventListener("change", fits);
// Before any other listener, so that a form that is not sent does not look busy.
form.addEventListener("submit", (event) => {
  if (fits()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

// A form that takes long says so, and is not sent twice: <form data-busy="正在检查……">.

for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    const region = form.querySelector("[role=status]") ?? form.appendChild(document.createElement("p"));
    region.setAttribute("role", "status");
    region.className = "busy";
    region.textContent = form.dataset.busy;
    // Only after the form is sent: a disabled button would not be sent with it.
    setTimeout(() => { button.disabled = true; });
  });
}

// Who comes back by the browser's own button finds the form usable.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-busy]")) {
    form.querySelector("button[type=submit]").disabled = false;
    form.querySelector(".busy")?.remove();
  }
});

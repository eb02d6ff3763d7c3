// Buttons that copy the text of another element: <button data-copy="ID" data-done="已复制" hidden>. Without scripts they stay hidden.

/** @param {ParentNode} part of the page whose buttons are to work */
export function arm(part) {
  if (!navigator.clipboard) return; // only on https and on this machine
  for (const button of part.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
}

arm(document);

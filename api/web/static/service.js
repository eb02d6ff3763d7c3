// Calls of the service from a page, with errors in words.

/**
 * Ask the API for JSON.
 * @param {string} address path and query at this service
 * @param {RequestInit} [options] as of fetch
 * @returns {Promise<any>} the answer
 * @throws {Error} with the words of the problem document, or that the service did not answer
 */
export async function ask(address, options = {}) {
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang, ...options.headers };
  const response = await reached(address, { ...options, headers });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail);
  return body;
}

/**
 * Get another page of the service, to take a part of it.
 * @param {string} address path and query at this service
 * @returns {Promise<Document>} the page, also one that tells of an error
 */
export async function page(address) {
  const response = await reached(address, { headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function reached(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    const zh = document.documentElement.lang.startsWith("zh");
    throw new Error(zh ? "服务没有回答。请检查网络后重试。" : "The service did not answer. Check the connection and try again.");
  }
}

/**
 * Say something in a live region (an element with role=status or role=alert).
 * @param {Element} region where
 * @param {string} text plain text; empty clears it
 */
export function tell(region, text) {
  region.textContent = text;
  region.hidden = text === "";
}

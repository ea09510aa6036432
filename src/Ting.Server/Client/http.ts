/** The token that proves a request came from our own page: from the signed-in page's head, else from any form on it. */
export function csrf(): string {
  return (
    document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ??
    document.querySelector<HTMLInputElement>('input[name="__RequestVerificationToken"]')?.value ??
    ""
  )
}

export function send(url: string, method: "POST" | "PUT" | "DELETE", body?: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(url, {
    method,
    headers: { "Content-Type": "application/json", Accept: "application/json", RequestVerificationToken: csrf() },
    body: body === undefined ? null : JSON.stringify(body),
    credentials: "same-origin",
    signal: signal ?? null,
    keepalive: method === "PUT",
  })
}

/** Shows a short message in the corner; see the toast controller. */
export function toast(text: string): void {
  window.dispatchEvent(new CustomEvent("toast", { detail: { text } }))
}

/** A refresh renews what the server knows and leaves alone what the reader did: open menus, an open drawer, half-typed fields. */
export function keepWhatTheReaderDid(): void {
  document.addEventListener("turbo:before-morph-attribute", (event) => {
    const element = event.target as HTMLElement
    const name = (event as CustomEvent<{ attributeName: string }>).detail.attributeName
    const opens = name === "open" && (element instanceof HTMLDetailsElement || element instanceof HTMLDialogElement)
    if (opens || element.dataset.keep?.split(" ").includes(name)) event.preventDefault()
  })
  document.addEventListener("turbo:before-morph-element", (event) => {
    const element = event.target as HTMLElement
    if (element === document.activeElement && element.matches("input, textarea, select")) event.preventDefault()
  })
}

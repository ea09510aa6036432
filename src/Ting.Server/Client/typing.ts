/** True while an input method is choosing characters: then no key belongs to us. */
export function composing(event: Event): boolean {
  const key = event as KeyboardEvent & InputEvent
  return key.isComposing === true || key.keyCode === 229
}

/** True where letters are text, not commands. */
export function writable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [role=combobox]"))
}

/** Runs once after the last call in a row. */
export function later(milliseconds: number, work: () => void): { (): void; cancel(): void } {
  let timer = 0
  const soon = () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(work, milliseconds)
  }
  return Object.assign(soon, { cancel: () => window.clearTimeout(timer) })
}

/** Puts text at the caret the way typing does, so that undo takes it back. */
export function typeInto(field: HTMLTextAreaElement | HTMLInputElement, text: string, start = field.selectionStart ?? field.value.length, end = field.selectionEnd ?? start): void {
  field.focus()
  field.setSelectionRange(start, end)
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, end, "end")
    field.dispatchEvent(new InputEvent("input", { bubbles: true }))
  }
}

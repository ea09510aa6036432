import { Controller } from "@hotwired/stimulus"
import { visit } from "@hotwired/turbo"
import { isWithinReach } from "./reach"
import { composing, later } from "./typing"

/** Ctrl K: one list of places, of the page's own commands ([data-command]), and of what the server finds. */
export class Palette extends Controller<HTMLDialogElement> {
  static override targets = ["input", "list", "commands", "found", "empty"]
  static override values = { url: String, commands: String, none: String }
  declare readonly inputTarget: HTMLInputElement
  declare readonly listTarget: HTMLElement
  declare readonly commandsTarget: HTMLElement
  declare readonly foundTarget: HTMLElement
  declare readonly emptyTarget: HTMLElement
  declare readonly urlValue: string
  declare readonly commandsValue: string
  private asked?: AbortController
  private current = 0
  private elements = new Map<string, HTMLElement>()
  private readonly ask = later(150, () => void this.search())

  override connect(): void {
    document.addEventListener("keydown", this.key)
    this.element.addEventListener("click", this.outside)
    document.addEventListener("turbo:before-cache", this.close)
  }

  override disconnect(): void {
    document.removeEventListener("keydown", this.key)
    this.element.removeEventListener("click", this.outside)
    document.removeEventListener("turbo:before-cache", this.close)
    this.ask.cancel()
  }

  open(): void {
    if (this.element.open) return
    this.inputTarget.value = ""
    this.foundTarget.replaceChildren()
    this.collect()
    this.element.showModal()
    this.inputTarget.focus()
    this.narrow()
  }

  readonly close = (): void => {
    if (this.element.open) this.element.close()
  }

  input(event: Event): void {
    if (composing(event)) return
    this.narrow()
    this.ask()
  }

  keys(event: KeyboardEvent): void {
    if (composing(event)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      this.mark((this.current + step + this.options.length) % Math.max(1, this.options.length))
    } else if (event.key === "Enter") {
      event.preventDefault()
      this.choose(this.options[this.current])
    }
  }

  pick(event: MouseEvent): void {
    this.choose((event.target as HTMLElement).closest<HTMLElement>("[role=option]") ?? undefined)
  }

  private get options(): HTMLElement[] {
    return [...this.listTarget.querySelectorAll<HTMLElement>("[role=option]")].filter((option) => !option.hidden)
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (!composing(event) && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault()
      if (this.element.open) this.close()
      else this.open()
    }
  }

  private readonly outside = (event: MouseEvent): void => {
    if (event.target === this.element && event.detail > 0) this.close()
  }

  private collect(): void {
    this.elements.clear()
    const rows: HTMLElement[] = []
    for (const element of document.querySelectorAll<HTMLElement>("[data-command]")) {
      if (element.closest("dialog") || !isWithinReach(element)) continue
      const id = `palette-do-${rows.length}`
      this.elements.set(id, element)
      rows.push(option(id, element.dataset.command ?? "", element.dataset.shortcut ?? element.closest<HTMLElement>("[data-shortcut]")?.dataset.shortcut))
    }
    const head = document.createElement("div")
    head.className = "menu-h"
    head.textContent = this.commandsValue
    this.commandsTarget.replaceChildren(...(rows.length ? [head, ...rows] : []))
  }

  private narrow(): void {
    const words = this.inputTarget.value.trim().toLocaleLowerCase()
    for (const option of this.listTarget.querySelectorAll<HTMLElement>("[role=option]")) {
      if (!this.foundTarget.contains(option)) option.hidden = words !== "" && !option.textContent!.toLocaleLowerCase().includes(words)
    }
    for (const group of this.listTarget.querySelectorAll<HTMLElement>("[role=group]")) {
      group.hidden = !group.querySelector("[role=option]:not([hidden])")
    }
    this.mark(0)
  }

  private mark(index: number): void {
    const options = this.options
    this.current = Math.min(index, Math.max(0, options.length - 1))
    for (const [at, option] of options.entries()) option.setAttribute("aria-selected", String(at === this.current))
    const current = options[this.current]
    current?.scrollIntoView({ block: "nearest" })
    this.inputTarget.setAttribute("aria-activedescendant", current?.id ?? "")
    this.emptyTarget.hidden = options.length > 0
  }

  private async search(): Promise<void> {
    this.asked?.abort()
    const words = this.inputTarget.value.trim()
    if (!words) {
      this.foundTarget.replaceChildren()
      return this.narrow()
    }

    const asked = (this.asked = new AbortController())
    try {
      const response = await fetch(`${this.urlValue}?q=${encodeURIComponent(words)}`, { signal: asked.signal, headers: { Accept: "text/html" }, credentials: "same-origin" })
      if (!response.ok || response.redirected) return
      const html = new DOMParser().parseFromString(await response.text(), "text/html")
      const rows = [...html.querySelectorAll<HTMLElement>(".menu-h, [role=option]")]
      rows.forEach((row, index) => (row.id = `palette-found-${index}`))
      this.foundTarget.replaceChildren(...rows)
      this.narrow()
    } catch {
      // a newer question is on its way, or the line is down: places and commands still work
    }
  }

  private choose(option?: HTMLElement): void {
    if (!option) return
    this.close()
    const element = this.elements.get(option.id)
    if (element) element.click()
    else if (option.dataset.href) visit(option.dataset.href)
  }
}

function option(id: string, words: string, keys?: string): HTMLElement {
  const row = document.createElement("div")
  row.id = id
  row.className = "menu-i"
  row.setAttribute("role", "option")
  const name = document.createElement("span")
  name.textContent = words
  row.append(name)
  if (keys) {
    const end = document.createElement("span")
    end.className = "end"
    const cap = document.createElement("kbd")
    cap.textContent = keys
    end.append(cap)
    row.append(end)
  }
  return row
}

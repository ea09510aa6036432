import { Controller } from "@hotwired/stimulus"

/** Gives a <details> menu arrows, Esc and click-away; only one is open at a time. */
export class Menu extends Controller<HTMLDetailsElement> {
  override connect(): void {
    this.element.addEventListener("toggle", this.toggled)
    this.element.addEventListener("keydown", this.keys)
    this.element.addEventListener("click", this.chosen)
    document.addEventListener("click", this.outside)
    document.addEventListener("turbo:before-cache", this.close)
  }

  override disconnect(): void {
    this.element.removeEventListener("toggle", this.toggled)
    this.element.removeEventListener("keydown", this.keys)
    this.element.removeEventListener("click", this.chosen)
    document.removeEventListener("click", this.outside)
    document.removeEventListener("turbo:before-cache", this.close)
  }

  readonly close = (): void => {
    this.element.open = false
  }

  private get items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(".menu-i")].filter((item) => item.checkVisibility())
  }

  private readonly toggled = (): void => {
    if (!this.element.open) return
    for (const other of document.querySelectorAll<HTMLDetailsElement>("details[data-controller~=menu][open]")) {
      if (other !== this.element && !other.contains(this.element)) other.open = false
    }
  }

  private readonly keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === "Escape" && this.element.open) {
      event.stopPropagation()
      this.close()
      this.element.querySelector("summary")?.focus()
    }
    const field = (event.target as HTMLElement).matches("input, textarea, select")
    if (field || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return
    const items = this.items
    if (!this.element.open || !items.length) return

    event.preventDefault()
    const at = items.indexOf(document.activeElement as HTMLElement)
    const next = event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : event.key === "ArrowDown" ? (at + 1) % items.length : (at <= 0 ? items.length : at) - 1
    items[next]?.focus()
  }

  private readonly chosen = (event: MouseEvent): void => {
    if ((event.target as HTMLElement).closest(".menu-i")) window.setTimeout(this.close)
  }

  private readonly outside = (event: MouseEvent): void => {
    if (this.element.open && !this.element.contains(event.target as Node)) this.close()
  }
}

import { Controller } from "@hotwired/stimulus"

/** The person panel on narrow screens: drawer#open, drawer#close, Esc. Stands on .desk. */
export class Drawer extends Controller<HTMLElement> {
  private opener: HTMLElement | null = null

  override connect(): void {
    this.element.dataset.keep = "data-drawer data-keep"
    this.element.addEventListener("keydown", this.keys)
  }

  override disconnect(): void {
    this.element.removeEventListener("keydown", this.keys)
  }

  open(event: Event): void {
    event.preventDefault()
    this.opener = event.currentTarget as HTMLElement
    this.element.dataset.drawer = "open"
    const panel = this.element.querySelector<HTMLElement>(".p-aside")
    panel?.setAttribute("tabindex", "-1")
    panel?.focus()
  }

  close(event?: Event): void {
    event?.preventDefault()
    delete this.element.dataset.drawer
    this.opener?.focus()
  }

  toggle(event: Event): void {
    if (this.element.dataset.drawer === "open") this.close(event)
    else this.open(event)
  }

  private readonly keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.isComposing && this.element.dataset.drawer === "open") this.close(event)
  }
}

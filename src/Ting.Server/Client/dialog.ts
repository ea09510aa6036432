import { Controller } from "@hotwired/stimulus"

/** A <dialog>: opened by <button command="show-modal" commandfor="id">; closes on the backdrop and when a form inside it is done. */
export class Dialog extends Controller<HTMLDialogElement> {
  static override values = { open: Boolean }
  declare readonly openValue: boolean

  override connect(): void {
    this.element.addEventListener("click", this.backdrop)
    this.element.addEventListener("turbo:submit-end", this.done)
    document.addEventListener("click", this.command)
    document.addEventListener("turbo:before-cache", this.close)
    if (this.openValue && !this.element.open) this.element.showModal()
  }

  override disconnect(): void {
    this.element.removeEventListener("click", this.backdrop)
    this.element.removeEventListener("turbo:submit-end", this.done)
    document.removeEventListener("click", this.command)
    document.removeEventListener("turbo:before-cache", this.close)
  }

  readonly close = (): void => {
    if (this.element.open) this.element.close()
  }

  // For browsers that do not know the command attribute yet.
  private readonly command = (event: MouseEvent): void => {
    const button = (event.target as HTMLElement).closest?.("button[commandfor]")
    if (button?.getAttribute("commandfor") !== this.element.id || "command" in HTMLButtonElement.prototype) return
    if (button.getAttribute("command") === "show-modal" && !this.element.open) this.element.showModal()
    if (button.getAttribute("command") === "close") this.close()
  }

  private readonly backdrop = (event: MouseEvent): void => {
    if (event.target !== this.element) return
    const box = this.element.getBoundingClientRect()
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom
    if (!inside && event.detail > 0) this.close()
  }

  private readonly done = (event: Event): void => {
    if ((event as CustomEvent<{ success: boolean }>).detail.success) this.close()
  }
}

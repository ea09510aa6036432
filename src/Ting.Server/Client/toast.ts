import { Controller } from "@hotwired/stimulus"

/** Short news in the corner: window.dispatchEvent(new CustomEvent("toast", { detail: { text } })), or a <template data-toast-now> in a page that just loaded. */
export class Toast extends Controller<HTMLElement> {
  static override values = { close: String }
  declare readonly closeValue: string

  override connect(): void {
    window.addEventListener("toast", this.heard)
    document.addEventListener("turbo:load", this.waiting)
    document.addEventListener("turbo:morph", this.waiting)
    this.waiting()
  }

  override disconnect(): void {
    window.removeEventListener("toast", this.heard)
    document.removeEventListener("turbo:load", this.waiting)
    document.removeEventListener("turbo:morph", this.waiting)
  }

  show(text: string): void {
    if (!text) return
    const box = document.createElement("div")
    box.className = "toast"
    const words = document.createElement("span")
    words.textContent = text
    const close = document.createElement("button")
    close.type = "button"
    close.className = "btn btn-sm btn-i"
    close.setAttribute("aria-label", this.closeValue)
    close.innerHTML = '<i class="i i-x i-sm" aria-hidden="true"></i>'
    close.onclick = () => box.remove()
    box.append(words, close)
    this.element.append(box)
    while (this.element.childElementCount > 3) this.element.firstElementChild?.remove()

    // Long enough to read, and it waits while someone points at it or is in it.
    const leave = () => {
      if (box.matches(":hover, :focus-within")) window.setTimeout(leave, 1500)
      else box.remove()
    }
    window.setTimeout(leave, 4000 + text.length * 60)
  }

  private readonly heard = (event: Event): void => this.show((event as CustomEvent<{ text: string }>).detail.text)

  private readonly waiting = (): void => {
    for (const template of document.querySelectorAll<HTMLTemplateElement>("template[data-toast-now]")) {
      this.show(template.content.textContent?.trim() ?? "")
      template.remove()
    }
  }
}

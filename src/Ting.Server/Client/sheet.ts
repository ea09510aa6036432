import { Controller } from "@hotwired/stimulus"

/** The dialog in which a small page opens above the one it belongs to: any link with data-turbo-frame="sheet". Without script the link leads to that page. */
export class Sheet extends Controller<HTMLDialogElement> {
  override connect(): void {
    this.element.addEventListener("turbo:frame-load", this.open)
    this.element.addEventListener("close", this.empty)
  }

  override disconnect(): void {
    this.element.removeEventListener("turbo:frame-load", this.open)
    this.element.removeEventListener("close", this.empty)
  }

  /** On a link back to the page below: data-action="sheet#close". */
  close(event: Event): void {
    event.preventDefault()
    this.element.close()
  }

  private readonly open = (): void => {
    if (this.element.querySelector(".sheet") && !this.element.open) this.element.showModal()
  }

  private readonly empty = (): void => {
    const frame = this.element.querySelector("turbo-frame")
    frame?.removeAttribute("src")
    frame?.replaceChildren()
  }
}

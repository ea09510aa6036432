import { Controller } from "@hotwired/stimulus"

/** A button anywhere that puts data-insert-text-value into the reply box: insert#put. */
export class Insert extends Controller<HTMLElement> {
  static override values = { text: String, replace: Boolean }
  declare readonly textValue: string
  declare readonly replaceValue: boolean

  put(event: Event): void {
    event.preventDefault()
    window.dispatchEvent(new CustomEvent("composer:insert", { detail: { text: this.textValue, replace: this.replaceValue } }))
  }
}

import { Controller } from "@hotwired/stimulus"

/** A button anywhere that puts data-insert-text-value into the reply box: insert#put. With data-insert-resolve-value sending it also resolves. */
export class Insert extends Controller<HTMLElement> {
  static override values = { text: String, replace: Boolean, resolve: Boolean }
  declare readonly textValue: string
  declare readonly replaceValue: boolean
  declare readonly resolveValue: boolean

  put(event: Event): void {
    event.preventDefault()
    this.back()
  }

  /** Puts it back and lets the button's form go on its way: insert#back. */
  back(): void {
    window.dispatchEvent(new CustomEvent("composer:insert", { detail: { text: this.textValue, replace: this.replaceValue, resolve: this.resolveValue } }))
  }
}

import { Controller } from "@hotwired/stimulus"

/** Takes an element away on dismiss#now, or by itself after data-dismiss-after-value milliseconds. */
export class Dismiss extends Controller<HTMLElement> {
  static override values = { after: Number }
  declare readonly afterValue: number
  private timer = 0

  override connect(): void {
    if (this.afterValue > 0) this.timer = window.setTimeout(() => this.now(), this.afterValue)
  }

  override disconnect(): void {
    window.clearTimeout(this.timer)
  }

  now(): void {
    this.element.remove()
  }
}

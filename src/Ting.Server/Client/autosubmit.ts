import { Controller } from "@hotwired/stimulus"
import { composing, later } from "./typing"

/** Filters that act by themselves: change->autosubmit#now for choices, input->autosubmit#soon for text. */
export class Autosubmit extends Controller<HTMLFormElement> {
  private readonly submit = later(300, () => this.now())

  override disconnect(): void {
    this.submit.cancel()
  }

  now(): void {
    this.submit.cancel()
    this.element.requestSubmit()
  }

  soon(event: Event): void {
    if (!composing(event)) this.submit()
  }
}

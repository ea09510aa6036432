import { Controller } from "@hotwired/stimulus"

/** A button that prints the page. */
export class Print extends Controller<HTMLElement> {
  now(): void {
    window.print()
  }
}

import { Controller } from "@hotwired/stimulus"
import { composing } from "./typing"

/** A search field above a list of choices: hides those that do not hold the words. Targets: words, row. */
export class Narrow extends Controller<HTMLElement> {
  static override targets = ["words", "row"]
  declare readonly wordsTarget: HTMLInputElement
  declare readonly rowTargets: HTMLElement[]

  // Rows that come later, as a list read when it is first looked at does.
  rowTargetConnected(row: HTMLElement): void {
    row.hidden = !this.fits(row)
  }

  now(): void {
    for (const row of this.rowTargets) row.hidden = !this.fits(row)
  }

  private fits(row: HTMLElement): boolean {
    const words = this.wordsTarget.value.trim().toLocaleLowerCase()
    return `${row.textContent} ${row.title}`.toLocaleLowerCase().includes(words)
  }

  first(event: KeyboardEvent): void {
    if (!composing(event)) this.rowTargets.find((row) => !row.hidden)?.click()
  }
}

import { Controller } from "@hotwired/stimulus"
import { composing } from "./typing"

/** A search field above a list of choices: hides those that do not hold the words. Targets: words, row. */
export class Narrow extends Controller<HTMLElement> {
  static override targets = ["words", "row"]
  declare readonly wordsTarget: HTMLInputElement
  declare readonly rowTargets: HTMLElement[]

  now(): void {
    const words = this.wordsTarget.value.trim().toLocaleLowerCase()
    for (const row of this.rowTargets) row.hidden = words !== "" && !`${row.textContent} ${row.title}`.toLocaleLowerCase().includes(words)
  }

  first(event: KeyboardEvent): void {
    if (!composing(event)) this.rowTargets.find((row) => !row.hidden)?.click()
  }
}

import { Controller } from "@hotwired/stimulus"

/**
 * A queue in which several are ticked: counts them, ticks all, ticks a stretch with Shift, and lets nothing be done while none is ticked. Stands on the form.
 * Targets: one (the boxes), all, allRow, count (data-words holds {0}), button.
 */
export class Pick extends Controller<HTMLFormElement> {
  static override targets = ["one", "all", "allRow", "count", "button"]
  static override values = { most: Number }
  declare readonly oneTargets: HTMLInputElement[]
  declare readonly allTarget: HTMLInputElement
  declare readonly allRowTarget: HTMLElement
  declare readonly countTarget: HTMLElement
  declare readonly buttonTargets: HTMLButtonElement[]
  declare readonly mostValue: number
  private last: HTMLInputElement | undefined

  override connect(): void {
    this.allRowTarget.hidden = false
    this.element.addEventListener("click", this.clicked)
    this.element.addEventListener("change", this.count)
    document.addEventListener("turbo:before-morph-element", this.keep)
    this.count()
  }

  override disconnect(): void {
    this.element.removeEventListener("click", this.clicked)
    this.element.removeEventListener("change", this.count)
    document.removeEventListener("turbo:before-morph-element", this.keep)
  }

  // Further parts of the queue come later.
  oneTargetConnected(): void {
    this.count()
  }

  oneTargetDisconnected(): void {
    this.count()
  }

  all(): void {
    for (const [at, box] of this.oneTargets.entries()) box.checked = this.allTarget.checked && at < this.mostValue
    this.count()
  }

  private readonly count = (): void => {
    const ticked = this.oneTargets.filter((box) => box.checked).length
    this.countTarget.textContent = (this.countTarget.dataset.words ?? "{0}").replace("{0}", String(ticked))
    for (const button of this.buttonTargets) button.disabled = ticked === 0 || ticked > this.mostValue
    this.allTarget.checked = ticked > 0 && ticked === Math.min(this.oneTargets.length, this.mostValue)
    this.allTarget.indeterminate = ticked > 0 && !this.allTarget.checked
  }

  private readonly clicked = (event: MouseEvent): void => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || !this.oneTargets.includes(box)) return
    if (event.shiftKey && this.last?.isConnected) {
      const [one, other] = [this.oneTargets.indexOf(this.last), this.oneTargets.indexOf(box)].sort((left, right) => left - right) as [number, number]
      for (const between of this.oneTargets.slice(one, other + 1)) between.checked = box.checked
    }
    this.last = box
  }

  // The queue renews itself; what is ticked stays ticked.
  private readonly keep = (event: Event): void => {
    const element = event.target as HTMLElement
    if (this.element.contains(element) && element.matches("input[type=checkbox], select, button, [data-pick-target=count], .many-all")) event.preventDefault()
  }
}

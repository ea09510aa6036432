import { Controller } from "@hotwired/stimulus"
import { toast } from "./http"

/** Copies data-copy-text-value, or the text of its source target, and says data-copy-done-value. */
export class Copy extends Controller<HTMLElement> {
  static override targets = ["source"]
  static override values = { text: String, done: String }
  declare readonly hasSourceTarget: boolean
  declare readonly sourceTarget: HTMLElement
  declare readonly textValue: string
  declare readonly doneValue: string

  async copy(): Promise<void> {
    const source = this.hasSourceTarget ? this.sourceTarget : null
    const text = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement ? source.value : (source?.textContent ?? this.textValue)
    try {
      await navigator.clipboard.writeText(text.trim())
      toast(this.doneValue)
    } catch {
      if (source instanceof HTMLInputElement) source.select() // no permission: the reader copies by hand
    }
  }
}

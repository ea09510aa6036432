import { Controller } from "@hotwired/stimulus"

/** Keeps "waited 3 min" and "14 min left" true. The words come with the page (#time-words), so they are the server's own. */
export class TimeAgo extends Controller<HTMLTimeElement> {
  static override values = { style: String }
  declare readonly styleValue: string
  private timer = 0

  override connect(): void {
    this.timer = window.setInterval(() => this.tick(), 15_000)
    this.tick()
  }

  override disconnect(): void {
    window.clearInterval(this.timer)
  }

  private tick(): void {
    const passed = Date.now() - Date.parse(this.element.dateTime)
    const style = this.styleValue !== "due" ? this.styleValue : passed < 0 ? "left" : "late"
    const minutes = Math.floor((style === "left" ? -passed : passed) / 60_000)
    const [unit, count] = minutes < 1 ? ["now", 0] : minutes < 60 ? ["minutes", minutes] : minutes < 48 * 60 ? ["hours", Math.floor(minutes / 60)] : ["days", Math.floor(minutes / 1440)]
    const words = timeWords()[`${style}.${unit}`]?.replace("{0}", String(count))
    if (words && words !== this.element.textContent) this.element.textContent = words
  }
}

let cached: { text: string; words: Record<string, string> } | undefined

function timeWords(): Record<string, string> {
  const text = document.getElementById("time-words")?.textContent ?? "{}"
  if (cached?.text !== text) cached = { text, words: JSON.parse(text) as Record<string, string> }
  return cached.words
}

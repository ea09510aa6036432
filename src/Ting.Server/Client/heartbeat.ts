import { Controller } from "@hotwired/stimulus"
import { send } from "./http"

const Pause = 60_000

/** Says once a minute that somebody sits here. Pages follow each other faster than that, so the time of the last word is kept for all of them. */
export class Heartbeat extends Controller {
  private static last = 0
  private timer = 0

  override connect(): void {
    this.timer = window.setInterval(() => this.speak(), Pause / 4)
    this.speak()
  }

  override disconnect(): void {
    window.clearInterval(this.timer)
  }

  private speak(): void {
    const now = Date.now()
    if (now - Heartbeat.last < Pause) return
    Heartbeat.last = now
    send("/presence/heard", "POST").catch(() => (Heartbeat.last = 0)) // the line is down: the next look tries again
  }
}

import { Controller } from "@hotwired/stimulus"
import { morphChildren, morphElements } from "@hotwired/turbo"
import { later } from "./typing"
import { toast } from "./http"

/**
 * Keeps marked parts of the page true. An element with an id and data-live-topic="inbox conversation:42" is fetched again and morphed when the
 * server names one of its topics. It is fetched from data-live-src, its own src, or the page's address. data-live-hear="presence" only listens:
 * what is said there is dispatched as live:presence.
 */
export class Live extends Controller<HTMLElement> {
  static override targets = ["line"]
  static override values = { url: { type: String, default: "/live" } }
  declare readonly lineTarget: HTMLElement
  declare readonly hasLineTarget: boolean
  declare readonly urlValue: string

  private source?: EventSource
  private topics = ""
  private position = ""
  private changed = new Set<string>()
  private readonly renewedAt = new WeakMap<HTMLElement, number>()
  private readonly resting = new WeakSet<HTMLElement>()
  private missed = false
  private wait = 1000
  private retry = 0
  private gone = 0
  private readonly renew = later(50, () => void this.renewChanged())
  private readonly look = later(20, () => this.subscribe())
  private readonly loaded = () => this.drawnAt()
  private readonly online = () => this.open()

  override connect(): void {
    this.drawnAt()
    document.addEventListener("turbo:load", this.loaded)
    for (const event of ["turbo:load", "turbo:frame-load", "turbo:morph", "live:renewed"]) document.addEventListener(event, this.look)
    window.addEventListener("online", this.online)
    this.subscribe()
  }

  override disconnect(): void {
    document.removeEventListener("turbo:load", this.loaded)
    for (const event of ["turbo:load", "turbo:frame-load", "turbo:morph", "live:renewed"]) document.removeEventListener(event, this.look)
    window.removeEventListener("online", this.online)
    this.look.cancel()
    this.renew.cancel()
    window.clearTimeout(this.retry)
    window.clearTimeout(this.gone)
    this.source?.close()
  }

  private get parts(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>("[data-live-topic][id]")]
  }

  private subscribe(): void {
    const heard = [...document.querySelectorAll<HTMLElement>("[data-live-hear]")].map((it) => it.dataset.liveHear ?? "")
    const wanted = new Set([...this.parts.flatMap(topicsOf), ...heard])
    const topics = [...wanted].sort().join(",")
    if (topics === this.topics) return

    this.topics = topics
    this.open()
  }

  // A page says how far the feed had come before it was drawn; what changed after that is heard first of all.
  private drawnAt(): void {
    this.position = document.querySelector<HTMLMetaElement>('meta[name="live"]')?.content ?? ""
  }

  // The old stream is closed only when the new one speaks, so nothing falls between the two.
  private open(): void {
    window.clearTimeout(this.retry)
    if (!this.topics) {
      this.source?.close()
      return
    }

    const old = this.source
    const source = new EventSource(`${this.urlValue}?topics=${encodeURIComponent(this.topics)}&after=${encodeURIComponent(this.position)}`)
    this.source = source
    source.addEventListener("hello", () => {
      old?.close()
      this.wait = 1000
      this.back()
      if (this.missed) for (const part of this.parts) for (const topic of topicsOf(part)) this.changed.add(topic)
      this.missed = false
      if (this.changed.size) this.renew()
    })
    source.addEventListener("changed", (event) => {
      this.changed.add((event as MessageEvent<string>).data)
      this.renew()
    })
    source.addEventListener("presence", (event) => {
      document.dispatchEvent(new CustomEvent("live:presence", { detail: JSON.parse((event as MessageEvent<string>).data) }))
    })
    source.addEventListener("typing", (event) => {
      document.dispatchEvent(new CustomEvent("live:typing", { detail: JSON.parse((event as MessageEvent<string>).data) }))
    })
    source.onerror = () => {
      if (this.source !== source) return
      this.missed = true
      this.away()
      if (source.readyState === EventSource.CLOSED) {
        // The browser gives up on an answer such as 503; a server being restarted gives one.
        this.retry = window.setTimeout(() => this.open(), this.wait)
        this.wait = Math.min(this.wait * 2, 30_000)
      }
    }
  }

  private async renewChanged(): Promise<void> {
    const changed = this.changed
    this.changed = new Set()
    const parts = this.parts.filter((part) => topicsOf(part).some((topic) => changed.has(topic)) && this.isRested(part))
    const byAddress = new Map<string, HTMLElement[]>()
    for (const part of parts) byAddress.set(addressOf(part), [...(byAddress.get(addressOf(part)) ?? []), part])
    await Promise.all([...byAddress].map(([address, some]) => this.fetchInto(address, some)))
  }

  // A part with data-live-pause is renewed at most once in so many milliseconds; what comes between waits for the next time.
  private isRested(part: HTMLElement): boolean {
    const pause = Number(part.dataset.livePause ?? 0)
    const left = (this.renewedAt.get(part) ?? -pause) + pause - performance.now()
    if (left <= 0) {
      this.renewedAt.set(part, performance.now())
      return true
    }

    if (!this.resting.has(part)) {
      this.resting.add(part)
      window.setTimeout(() => {
        this.resting.delete(part)
        for (const topic of topicsOf(part)) this.changed.add(topic)
        this.renew()
      }, left)
    }
    return false
  }

  private async fetchInto(address: string, parts: HTMLElement[]): Promise<void> {
    const headers: Record<string, string> = { Accept: "text/html", "X-Live": "1" }
    const only = parts.length === 1 ? parts[0] : undefined
    if (only?.matches("turbo-frame")) headers["Turbo-Frame"] = only.id
    let page: Document
    try {
      const response = await fetch(address, { headers, credentials: "same-origin" })
      if (!response.ok || response.redirected) return // signed out, or gone: the reader's next click will say so
      page = new DOMParser().parseFromString(await response.text(), "text/html")
    } catch {
      this.missed = true
      return
    }

    for (const part of parts) {
      const next = page.getElementById(part.id)
      if (!part.isConnected || !next) continue
      if (part.matches("turbo-frame")) morphChildren(part, next) // what the page says of the frame, its address and topic, the answer does not say again
      else morphElements(part, next)
      part.dispatchEvent(new CustomEvent("live:renewed", { bubbles: true }))
    }
  }

  private away(): void {
    if (this.gone || !this.hasLineTarget) return
    this.gone = window.setTimeout(() => {
      this.lineTarget.textContent = this.lineTarget.dataset.away ?? ""
      this.lineTarget.hidden = false
    }, 2000)
  }

  private back(): void {
    window.clearTimeout(this.gone)
    this.gone = 0
    if (!this.hasLineTarget || this.lineTarget.hidden) return
    this.lineTarget.hidden = true
    toast(this.lineTarget.dataset.back ?? "")
  }
}

const topicsOf = (part: HTMLElement): string[] => (part.dataset.liveTopic ?? "").split(/\s+/).filter(Boolean)

function addressOf(part: HTMLElement): string {
  return part.dataset.liveSrc ?? part.getAttribute("src") ?? location.pathname + location.search
}

import { Controller } from "@hotwired/stimulus"
import { visit } from "@hotwired/turbo"
import { send } from "./http"

const Beat = 15_000
const Sound = "ting-sound"

type Frame = HTMLElement & { reload(): Promise<void> }

/**
 * The inbox as a whole: says that somebody is here, counts the unread in the tab's title, marks what is looked at as seen, shows that the customer
 * is typing, and gives the reply box a fresh id after each message. Stands on .desk. Targets: list, thread, typing, draft, clientId, sound.
 */
export class Desk extends Controller<HTMLElement> {
  static override targets = ["list", "thread", "typing", "draft", "clientId", "sound"]
  static override values = { number: Number, conversation: String, agent: String, views: String, types: String }
  declare readonly listTargets: HTMLElement[]
  declare readonly threadTargets: HTMLElement[]
  declare readonly typingTargets: HTMLElement[]
  declare readonly clientIdTargets: HTMLInputElement[]
  declare readonly soundTargets: HTMLElement[]
  declare readonly numberValue: number
  declare readonly conversationValue: string
  declare readonly agentValue: string
  declare readonly viewsValue: string
  declare readonly typesValue: string
  private beat = 0
  private typingEnds = 0
  private unread = 0
  private title = ""

  override connect(): void {
    this.unread = this.countUnread()
    this.title = document.title.replace(/^\(\d+\+?\) /, "")
    this.beat = window.setInterval(() => this.here(), Beat)
    document.addEventListener("live:renewed", this.renewed)
    document.addEventListener("live:typing", this.typing)
    document.addEventListener("live:presence", this.presence)
    document.addEventListener("visibilitychange", this.looked)
    document.addEventListener("turbo:before-morph-element", this.keepMore)
    document.addEventListener("turbo:submit-end", this.submitted)
    window.addEventListener("pagehide", this.leave)
    document.addEventListener("turbo:before-fetch-request", this.asks)
    document.addEventListener("turbo:before-render", this.keepQueue)
    this.showTitle()
    this.showSound()
    this.here()
    this.place("back")
    // A queue that should have been kept, and there was none to keep.
    if (this.listTargets[0]?.hasAttribute("data-kept")) visit(location.href, { action: "replace" })
  }

  override disconnect(): void {
    window.clearInterval(this.beat)
    window.clearTimeout(this.typingEnds)
    document.removeEventListener("live:renewed", this.renewed)
    document.removeEventListener("live:typing", this.typing)
    document.removeEventListener("live:presence", this.presence)
    document.removeEventListener("visibilitychange", this.looked)
    document.removeEventListener("turbo:before-morph-element", this.keepMore)
    document.removeEventListener("turbo:submit-end", this.submitted)
    window.removeEventListener("pagehide", this.leave)
    document.removeEventListener("turbo:before-fetch-request", this.asks)
    document.removeEventListener("turbo:before-render", this.keepQueue)
    this.leave()
  }

  numberValueChanged(now: number, before?: number | null): void {
    if (before && before !== now) this.tell(before, { leaves: true })
    if (before && now) {
      this.title = document.title.replace(/^\(\d+\+?\) /, "")
      this.here()
    }
  }

  sound(): void {
    if (localStorage.getItem(Sound)) localStorage.removeItem(Sound)
    else {
      localStorage.setItem(Sound, "1")
      ring()
    }
    this.showSound()
  }

  /** Ctrl M: the macros open, and the next letters search them. */
  macros(): void {
    const menu = this.element.querySelector<HTMLDetailsElement>(".c-macros")
    if (!menu) return
    // After this click is over: a click outside a menu closes it.
    window.setTimeout(() => {
      menu.open = !menu.open
      if (menu.open) menu.querySelector<HTMLInputElement>("input[type=search]")?.focus()
    })
  }

  private countUnread(): number {
    return Number(this.listTargets[0]?.dataset.unread ?? 0)
  }

  private here(): void {
    if (this.numberValue && document.visibilityState === "visible") this.tell(this.numberValue, { typing: false })
  }

  private tell(number: number, body: object): void {
    // keepalive, so that a goodbye outlives the page
    const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? ""
    fetch(`/inbox/${number}/presence`, {
      method: "POST",
      headers: { "Content-Type": "application/json", RequestVerificationToken: csrf },
      body: JSON.stringify(body),
      keepalive: true,
      credentials: "same-origin",
    }).catch(() => {})
  }

  // Opening another conversation of the same queue: the queue is here already and is not drawn again.
  private readonly asks = (event: Event): void => {
    const { url, fetchOptions } = (event as CustomEvent<{ url: URL; fetchOptions: RequestInit }>).detail
    const list = this.listTargets[0]
    if ((event.target as Element).localName === "turbo-frame" || (fetchOptions.method ?? "GET").toUpperCase() !== "GET" || !/^\/inbox\/\d+$/.test(url.pathname)) return
    if (list && !list.hasAttribute("data-kept")) (fetchOptions.headers as Record<string, string>)["X-Queue"] = this.queue
  }

  private readonly keepQueue = (event: Event): void => {
    this.place("keep")
    const list = this.listTargets[0]
    const place = (event as CustomEvent<{ newBody: HTMLElement }>).detail.newBody.querySelector<HTMLElement>("#inbox-list[data-kept]")
    if (!list || !place || list.hasAttribute("data-kept")) return

    // A copy, for the page that is left may be wanted back as it was.
    const kept = list.cloneNode(true) as HTMLElement
    const number = place.closest<HTMLElement>("[data-desk-number-value]")?.dataset.deskNumberValue ?? ""
    kept.dataset.liveSrc = `${this.queue}${this.queue.includes("?") ? "&" : "?"}at=${number}`
    for (const row of kept.querySelectorAll<HTMLElement>("[data-row]")) {
      const isOpen = row.parentElement?.id === `row-${number}`
      row.classList.toggle("on", isOpen)
      if (isOpen) row.setAttribute("aria-current", "true")
      else row.removeAttribute("aria-current")
    }
    place.replaceWith(kept)
  }

  /** The address of the queue alone. */
  private get queue(): string {
    return this.listTargets[0]?.dataset.liveSrc?.replace(/[?&]at=\d+/, "") ?? ""
  }

  // Opening a conversation is a new page; the queue beside it stays where the reader had scrolled it.
  private place(what: "keep" | "back"): void {
    const list = document.getElementById("inbox-scroll")
    const view = this.queue
    if (!list) return
    if (what === "keep") sessionStorage.setItem("ting-list", JSON.stringify([view, list.scrollTop]))
    else {
      const [known, top] = JSON.parse(sessionStorage.getItem("ting-list") ?? "[]") as [string?, number?]
      if (known === view && top) list.scrollTop = top
    }
  }

  private readonly leave = (): void => {
    if (this.numberValue) this.tell(this.numberValue, { leaves: true })
  }

  private readonly looked = (): void => {
    if (document.visibilityState !== "visible") return
    this.here()
    this.see()
  }

  private see(): void {
    if (document.visibilityState !== "visible" || !this.numberValue || !Number(this.threadTargets[0]?.dataset.unread ?? 0)) return
    send(`/inbox/${this.numberValue}/seen`, "POST").catch(() => {})
  }

  private readonly renewed = (event: Event): void => {
    const part = event.target as HTMLElement
    if (this.threadTargets.includes(part)) {
      for (const line of this.typingTargets) line.hidden = true
      this.see()
    }
    for (const frame of part.querySelectorAll<Frame>("turbo-frame[data-desk-own]")) void frame.reload()
    if (!this.listTargets.includes(part)) return

    const unread = this.countUnread()
    if (unread > this.unread && localStorage.getItem(Sound)) ring()
    this.unread = unread
    this.showTitle()
    // What was loaded further down is renewed too.
    for (const frame of part.querySelectorAll<Frame>("turbo-frame[data-desk-more][src]")) void frame.reload()
  }

  // A part that the reader has opened further down stays open when the list above it is renewed, and one that comes after the page stays until it has come again.
  private readonly keepMore = (event: Event): void => {
    const element = event.target as HTMLElement
    if (element.matches("turbo-frame[data-desk-more][src], turbo-frame[data-desk-own]")) event.preventDefault()
  }

  private readonly typing = (event: Event): void => {
    const { topic, on } = (event as CustomEvent<{ topic?: string; on?: boolean }>).detail
    if (topic && topic !== `conversation:${this.conversationValue}`) return
    window.clearTimeout(this.typingEnds)
    for (const line of this.typingTargets) line.hidden = on === false
    this.typingEnds = window.setTimeout(() => this.typingTargets.forEach((line) => (line.hidden = true)), 8000)
  }

  // Who else is at a conversation of the queue, told with every coming and going.
  private readonly presence = (event: Event): void => {
    const { conversation, viewers } = (event as CustomEvent<{ conversation: string; viewers: { agentId: string; name: string; typing: boolean }[] }>).detail
    const row = this.element.querySelector(`[data-row="${CSS.escape(conversation)}"]`)
    const [seen, holder] = ["[data-viewer]", "[data-holder]"].map((it) => row?.querySelector<HTMLElement>(it))
    if (!seen) return

    const other = viewers.find((it) => it.agentId !== this.agentValue)
    seen.hidden = !other
    if (holder) holder.hidden = !!other
    if (!other) return
    const glyph = document.createElement("i")
    glyph.className = `i i-${other.typing ? "edit" : "eye"} i-xs`
    glyph.role = "img"
    glyph.ariaLabel = other.typing ? this.typesValue : this.viewsValue
    const name = document.createElement("span")
    name.className = "cut"
    name.textContent = other.name
    seen.replaceChildren(glyph, name)
  }

  private readonly submitted = (event: Event): void => {
    const form = event.target as HTMLElement
    if (!(event as CustomEvent<{ success: boolean }>).detail.success) return
    for (const field of this.clientIdTargets) if (form.contains(field)) field.value = fresh()
  }

  private showTitle(): void {
    document.title = this.unread ? `(${this.unread > 99 ? "99+" : this.unread}) ${this.title}` : this.title
  }

  private showSound(): void {
    for (const button of this.soundTargets) button.setAttribute("aria-pressed", String(!!localStorage.getItem(Sound)))
  }
}

function fresh(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

function ring(): void {
  try {
    const audio = new AudioContext()
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = 880
    volume.gain.setValueAtTime(0.08, audio.currentTime)
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.35)
    tone.connect(volume).connect(audio.destination)
    tone.start()
    tone.stop(audio.currentTime + 0.36)
    tone.onended = () => void audio.close()
  } catch {
    // no sound here
  }
}

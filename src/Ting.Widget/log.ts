import type { Line } from "./chat"
import type { FileOfMessage } from "./contract"
import { h, icon } from "./dom"
import { languageOf } from "./texts"
import type { Context } from "./view"

/** The conversation itself. A bubble is made once and then only its small print changes, so nothing is read out twice. */
export class Log {
  readonly element: HTMLElement
  readonly #list = h("div", { class: "w-mi" })
  readonly #shown = new Map<string, { row: HTMLElement; meta: HTMLElement; signature: string }>()
  readonly #typing = h("p", { class: "typing", hidden: true, "aria-hidden": "true" })
  #isFilled = false

  /** @param below stands under the last message: the place in the queue while nobody has come yet. */
  constructor(readonly context: Context, greeting: string | null, below: HTMLElement) {
    this.element = h("div", { class: "w-b w-m", tabindex: 0, role: "log", "aria-label": context.say("log"), "aria-live": "off", "aria-relevant": "additions" }, this.#list)
    if (greeting) this.#list.append(h("div", { class: "msg" }, h("div", { class: "bub" }, greeting)))
    this.#list.append(this.#typing, below)
  }

  get isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.element
    return scrollHeight - scrollTop - clientHeight < 60
  }

  toEnd(): void {
    this.element.scrollTop = this.element.scrollHeight
  }

  update(): void {
    const { chat, say } = this.context
    const follows = !this.#isFilled || this.isAtEnd
    const lines = chat.lines
    const kept = new Set(lines.map(line => line.key))
    for (const [key, { row }] of this.#shown) {
      if (kept.has(key)) continue
      row.remove()
      this.#shown.delete(key)
    }

    let day = ""
    let own = false
    lines.forEach((line, at) => {
      const shown = this.#shown.get(line.key) ?? this.#make(line)
      const before = lines[at - 1]
      const next = lines[at + 1]
      const date = new Date(line.at).toDateString()
      const opensDay = date !== day
      day = date
      const separator = shown.row.querySelector(".day")
      if (opensDay !== (separator !== null)) {
        if (separator) separator.remove()
        else shown.row.prepend(h("p", { class: "day" }, this.#day(line.at)))
      }
      if (line.from === "customer" && !before) own = true
      this.#small(line, shown, next)
      if (this.#typing.previousElementSibling !== shown.row && (at === lines.length - 1 || !shown.row.isConnected)) this.#list.insertBefore(shown.row, this.#typing)
    })

    const isTyping = chat.typing !== null && chat.status === "open"
    if (isTyping) this.#typing.replaceChildren(h("span"), h("span"), h("span"), say("typing", { name: chat.typing || say("somebody") }))
    this.#typing.hidden = !isTyping

    if (follows || own && !this.#isFilled) this.toEnd()
    if (!this.#isFilled) {
      this.#isFilled = true
      requestAnimationFrame(() => {
        this.toEnd()
        this.element.setAttribute("aria-live", "polite") // from now on: what is new
      })
    }
  }

  #make(line: Line): { row: HTMLElement; meta: HTMLElement; signature: string } {
    const meta = h("span", { class: "msg-meta" })
    const isMine = line.from === "customer"
    const row = line.from === "system"
      ? h("div", { class: "row" }, h("p", { class: "sys", dir: "auto", lang: languageOf(line.text) }, ...linked(line.text, this.context.say("opensNew"))))
      : h("div", { class: "row" }, h("div", { class: isMine ? "msg msg-me" : "msg" },
        h("span", { class: "sr" }, `${isMine ? this.context.say("you") : line.author || this.context.say("somebody")}: `),
        line.text && h("div", { class: "bub", dir: "auto", lang: languageOf(line.text) }, ...linked(line.text, this.context.say("opensNew"))),
        line.files.map(file => this.#file(file)),
        meta))
    const shown = { row, meta, signature: "" }
    this.#shown.set(line.key, shown)
    return shown
  }

  /** Who and when under the last of a run; under one's own also how far it got. */
  #small(line: Line, shown: { meta: HTMLElement; signature: string }, next: Line | undefined): void {
    const { chat, say } = this.context
    const isLast = !next || next.from !== line.from || next.author !== line.author || next.state !== line.state || next.read !== line.read || Date.parse(next.at) - Date.parse(line.at) > 300_000
    const signature = `${line.state} ${line.read} ${isLast} ${line.refused ?? ""}`
    if (signature === shown.signature) return
    shown.signature = signature

    const time = new Date(line.at).toLocaleTimeString(this.context.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    if (line.from !== "customer") {
      shown.meta.textContent = isLast ? [line.author, time].filter(Boolean).join(" ") : ""
    } else if (line.state === "failed") {
      shown.meta.classList.add("bad")
      shown.meta.replaceChildren(say("failed"), line.refused && /\D/.test(line.refused) ? `: ${line.refused}` : "",
        h("span", { class: "tools" },
          h("button", { type: "button", class: "link", onclick: () => chat.outbox.retry(line.key) }, icon("undo"), say("sendAgain")),
          h("button", { type: "button", class: "link", onclick: () => chat.outbox.discard(line.key) }, say("discard"))))
    } else {
      shown.meta.classList.remove("bad")
      shown.meta.textContent = line.state !== "sent" ? say(line.state) : isLast ? `${say(line.read ? "read" : "sent")} ${time}` : ""
    }
  }

  #file(file: FileOfMessage): HTMLElement {
    const { say, base } = this.context
    const address = file.url ? new URL(file.url, base).href : null
    const card = () => h("a", { class: "filecard", href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" },
      icon("file"), h("span", null, h("b", null, file.name), h("small", null, size(file.size))), h("span", { class: "sr" }, ` (${say("opensNew")})`))
    if (!address || !file.type.startsWith("image/")) return card()

    const image = h("img", { src: address, alt: say("picture", { name: file.name }), loading: "lazy", width: file.width, height: file.height })
    const link = h("a", { class: "pic", href: address, target: "_blank", rel: "noopener noreferrer" }, image)
    image.addEventListener("error", () => link.replaceWith(card())) // the page's own policy may forbid pictures from elsewhere
    image.addEventListener("load", () => {
      if (this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 400) this.toEnd()
    })
    return link
  }

  #day(at: string): string {
    const { say, language } = this.context
    const date = new Date(at)
    const time = date.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    const today = new Date()
    const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
    if (date.toDateString() === today.toDateString()) return `${say("today")} ${time}`
    if (date.toDateString() === yesterday.toDateString()) return `${say("yesterday")} ${time}`
    return `${date.toLocaleDateString(language, { year: date.getFullYear() === today.getFullYear() ? undefined : "numeric", month: "long", day: "numeric", weekday: "short" })} ${time}`
  }
}

export const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`

/** Text with its web addresses made into links; everything stays text. */
export function linked(text: string, hint: string): (string | HTMLElement)[] {
  const parts: (string | HTMLElement)[] = []
  let last = 0
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef\u4e00-\u9fff\u3040-\u30ff\u2018-\u201f]+/gi)) {
    const address = match[0].replace(/[.,;:!?)\]}]+$/, "")
    if (!URL.canParse(address)) continue
    parts.push(text.slice(last, match.index), h("a", { href: new URL(address).href, target: "_blank", rel: "noopener noreferrer nofollow", title: hint }, address))
    last = match.index + address.length
  }
  parts.push(text.slice(last))
  return parts
}

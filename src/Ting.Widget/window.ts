import { Api, Problem } from "./api"
import { Chat } from "./chat"
import { brandProperties } from "./colour"
import type { Config, Message, Start } from "./contract"
import { h, icon, mark } from "./dom"
import { formView, startOf } from "./form"
import { storageKey, type ChatWindow, type Host } from "./host"
import { moment, pickLanguage, type Language } from "./language"
import { ratingView } from "./rating"
import { privacyLink, settingsView } from "./settings"
import { Store } from "./store"
import { talkView, type TalkView } from "./talk"
import { duration, sayIn, type Say } from "./texts"
import tokens from "../Ting.Server/Client/tokens.css"
import style from "./window.css"
import type { Context, View, ViewName } from "./view"

/* The window: fetched when a visitor is about to need it. */

export function createWindow(host: Host): ChatWindow {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(tokens.replace(/:root(\[[^\]]+\])?/g, (_, attribute?: string) => attribute ? `:host(${attribute})` : ":host") + style)
  host.root.adoptedStyleSheets = [...host.root.adoptedStyleSheets, sheet]
  return new Window(host)
}

class Window implements ChatWindow {
  isOpen = false
  #config: Config | undefined
  #loading: Promise<void> | undefined
  #failed = false
  #language: Language
  #store!: Store
  #chat!: Chat
  #view: View | undefined
  #name: ViewName = "form"
  #before: ViewName = "form"
  #notice = ""
  #frame = 0
  #form: Partial<Start> = {}

  readonly #phone = matchMedia("(max-width: 720px)")
  readonly #title = h("b", { id: "w-title" })
  readonly #subtitle = h("span", { "aria-live": "polite" })
  readonly #avatar = h("span", { class: "av", "aria-hidden": "true", hidden: true })
  readonly #more = h("button", { type: "button", class: "w-x", onclick: () => this.#show(this.#name === "settings" ? this.#before : "settings", true) }, icon("more"))
  readonly #shut = h("button", { type: "button", class: "w-x", onclick: () => this.close() }, icon("down"))
  readonly #body = h("div", { class: "w-main" })
  readonly #footer = h("p", { class: "w-ft" })
  readonly #status = h("div", { class: "sr", role: "status" })
  readonly #panel = h("div", { class: "w", role: "dialog", "aria-labelledby": "w-title", tabindex: -1, hidden: true },
    h("header", { class: "w-h" }, mark(), h("div", { class: "grow" }, this.#title, this.#subtitle), this.#avatar, this.#more, this.#shut), this.#body, this.#footer)

  constructor(readonly host: Host) {
    this.#begin()
    const { language } = this.#store.kept
    this.#language = language ?? host.options.language ?? host.options.pageLanguage
    host.launcher.parentElement!.append(this.#panel, this.#status)

    this.#panel.addEventListener("keydown", event => this.#key(event))
    this.#panel.addEventListener("dragover", event => {
      if (this.#view?.addFiles && event.dataTransfer?.types.includes("Files")) event.preventDefault()
    })
    this.#panel.addEventListener("drop", event => {
      const files = event.dataTransfer?.files
      if (!files?.length || !this.#view?.addFiles) return
      event.preventDefault()
      this.#view.addFiles(files)
    })
    window.addEventListener("online", () => this.#chat.hurry())
    window.addEventListener("offline", () => this.#changed())
    window.addEventListener("storage", event => {
      if (event.key !== this.#store.key) return
      const { session } = this.#store.kept
      this.#store.reload()
      if (session !== this.#store.kept.session) this.#restart()
      else this.#changed()
    })
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && !this.isOpen) this.#chat.rest() // a closed chat in a background tab needs no line
      else if (!document.hidden && this.#config) this.#chat.hurry()
      this.#changed()
    })
    window.visualViewport?.addEventListener("resize", () => this.#fit())
    window.visualViewport?.addEventListener("scroll", () => this.#fit())
    this.#phone.addEventListener("change", () => this.#fit())
    void this.#load()
  }

  open(): void {
    if (this.isOpen) return
    this.isOpen = true
    this.#panel.hidden = false
    this.host.launcher.setAttribute("aria-expanded", "true")
    this.#fit()
    if (this.#failed) void this.#load()
    this.#draw()
    this.#focus()
    this.#chat.hurry()
  }

  close(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.#chat.type(false)
    this.#panel.hidden = true
    this.host.launcher.setAttribute("aria-expanded", "false")
    this.host.launcher.focus()
  }

  listen(): void {
    void this.#load()
  }

  identify(token: string | undefined): void {
    if (storageKey(this.host.inbox, token) !== this.#store.key) this.#restart()
  }

  get #say(): Say {
    return sayIn(this.#language)
  }

  #begin(): void {
    const { host } = this
    this.#store = new Store(storageKey(host.inbox, host.options.identity))
    const api = new Api(host.base, host.inbox, () => this.#language)
    this.#chat = new Chat(api, this.#store, () => host.options.identity, {
      changed: () => this.#changed(),
      said: message => this.#said(message),
      slowDown: seconds => (this.#view as TalkView | undefined)?.slowDown?.(this.#say("slowDown", { time: this.#say("seconds", { n: seconds }) }), seconds),
      expired: () => {
        this.#notice = this.#say("expired")
        if (this.isOpen) this.#show(this.#firstView(), true)
      },
    })
  }

  /** Somebody else sits here now, or another tab ended this: begin again from what is kept. */
  #restart(): void {
    this.#chat.stop()
    this.#begin()
    this.#form = {}
    this.#loading = undefined
    this.#config = undefined
    void this.#load()
  }

  #load(): Promise<void> {
    return this.#loading ??= this.#fetch().finally(() => {
      if (!this.#config) this.#loading = undefined
    })
  }

  async #fetch(): Promise<void> {
    this.#failed = false
    try {
      const [config] = await Promise.all([this.#chat.api.config(), this.#chat.store.kept.session ? this.#chat.resume() : undefined])
      if (config.privacyUrl) config.privacyUrl = new URL(config.privacyUrl, this.host.base).href
      this.#config = config
      if (!this.#store.kept.session) void this.#chat.outbox.flush()
      if (!this.#store.kept.language && !this.host.options.language && config.languages?.length && !config.languages.includes(this.#language))
        this.#language = pickLanguage(config.languages[0])
      if (!this.host.options.colour)
        for (const [name, value] of Object.entries(brandProperties(config.color))) this.host.element.style.setProperty(name, value)
      this.#name = this.#firstView()
    } catch {
      this.#failed = true
    }
    this.#draw()
    if (this.isOpen) this.#focus()
  }

  #firstView(): ViewName {
    if (this.#chat.exists) return this.#chat.askRating ? "rating" : "talk"
    if (!this.host.options.identity) return "form"
    this.#chat.start ??= startOf(this.#form, this.#language) // signed in: we know who it is
    return "talk"
  }

  #show(name: ViewName, takesFocus = false): void {
    if (name === "settings" && this.#name !== "settings") this.#before = this.#name
    if (name === "form" && this.host.options.identity) {
      this.#chat.start = startOf(this.#form, this.#language)
      name = "talk"
    }
    this.#name = name
    this.#draw()
    if (takesFocus || this.isOpen) this.#focus()
  }

  #draw(): void {
    this.#view?.stop?.()
    this.#view = undefined
    const say = this.#say
    this.#panel.lang = this.#language
    this.#status.lang = this.#language
    this.#more.setAttribute("aria-label", say("more"))
    this.#more.title = say("more")
    this.#shut.setAttribute("aria-label", say("close"))
    this.#shut.title = say("close")
    this.#footer.replaceChildren()
    this.#header()
    if (!this.#config) {
      this.#body.replaceChildren(this.#failed
        ? h("div", { class: "w-b w-c w-mid" }, h("p", null, say("cannotLoad")), h("button", { type: "button", class: "btn btn-p", onclick: () => {
            this.#failed = false
            this.#draw()
            void this.#load()
          } }, say("retry")))
        : h("div", { class: "w-b w-c w-mid", role: "status" }, h("p", { class: "lead" }, say("loading"))))
      return
    }

    const context: Context = {
      chat: this.#chat, config: this.#config, base: this.host.base, language: this.#language, say,
      show: view => this.#show(view, true),
      announce: text => this.#status.textContent = text,
      explain: reason => this.#explain(reason),
    }
    this.#view = {
      form: () => formView(context, this.#form),
      talk: () => talkView(context),
      rating: () => ratingView(context),
      settings: () => settingsView(context, {
        back: () => this.#show(this.#before, true),
        choose: language => this.#choose(language),
        forgotten: () => {
          this.#form = {}
          this.#notice = this.#say("forgotten")
          this.#show("form", true)
          this.#changed()
        },
      }),
    }[this.#name]()
    const notice = this.#notice && h("p", { class: "notice", role: "status" }, icon("info"), this.#notice)
    this.#notice = ""
    this.#body.replaceChildren(...notice ? [notice] : [], this.#view.element)
    this.#view.update()

    this.#footer.hidden = this.#name === "talk"
    if (this.#name !== "talk") this.#footer.append(say("poweredBy"), " · ", this.#config.privacyUrl
      ? privacyLink(this.#config.privacyUrl, say("privacy"), say("opensNew"))
      : h("button", { type: "button", class: "link", onclick: () => this.#show("settings", true) }, say("privacy")))
  }

  #changed(): void {
    if (this.#frame) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#update()
    })
    if (document.hidden) { // no frames in the background, yet the badge and the title count on
      cancelAnimationFrame(this.#frame)
      this.#frame = 0
      this.#update()
    }
  }

  #update(): void {
    if (!this.#config) return
    const view = this.#view as TalkView | undefined
    if (this.#name === "talk" && this.#chat.askRating) this.#show("rating")
    else if (this.#name === "form" && this.#chat.exists && this.#chat.status !== "none") this.#show("talk")
    else view?.update()
    if (this.isOpen && !document.hidden) view?.markRead?.()
    this.host.showUnread(this.isOpen ? 0 : this.#chat.unread)
    this.#header()
  }

  #header(): void {
    const say = this.#say
    const { agent, status, number, queue, isConnected } = this.#chat
    const config = this.#config
    const brand = config?.brand || config?.name || ""
    this.#title.textContent = !brand ? "" : agent && status === "open" ? brand : say("title", { brand })
    const text = !config ? ""
      : !navigator.onLine ? say("offline")
      : !isConnected && status === "open" ? say("reconnecting")
      : status === "resolved" && number ? say("endedNumber", { number })
      : status === "open" && agent ? agent.name
      : status === "open" && queue ? say("connecting")
      : status === "open" && number ? say("number", { number })
      : !config.online ? config.backAt ? say("backAt", { time: moment(this.#language, config.backAt) }) : say("away")
      : config.expectedWaitSeconds ? say("replyIn", { time: duration(say, config.expectedWaitSeconds) }) : say("online")
    if (this.#subtitle.textContent !== text) this.#subtitle.textContent = text
    this.#avatar.hidden = !agent || status !== "open"
    if (agent) this.#avatar.replaceChildren(agent.initial || agent.name.slice(0, 1), h("span", { class: "av-on" }))
  }

  #said(message: Message): void {
    if (this.isOpen && this.#name === "talk") return // the log itself is live
    this.#status.textContent = message.from === "agent" ? `${this.#say("newMessages")}: ${message.author ?? ""} ${message.text.slice(0, 200)}` : ""
  }

  #explain(reason: unknown): string {
    if (!(reason instanceof Problem)) return this.#say("wrong")
    if (reason.status === 429 && reason.retryAfter) return this.#say("slowDown", { time: this.#say("seconds", { n: reason.retryAfter }) })
    return reason.message || this.#say(reason.status === 0 ? "unreachable" : "wrong")
  }

  #choose(language: Language): void {
    this.#language = language
    this.#store.keep({ language })
    if (this.#chat.start) this.#chat.start.language = language
    this.#draw()
    this.#panel.querySelector<HTMLInputElement>(`input[value="${language}"]`)?.focus()
  }

  /** On a touch screen a focused field would call the keyboard up before anything was read. */
  #focus(): void {
    if (!this.isOpen) return
    if (!this.#view || matchMedia("(pointer: coarse)").matches) this.#panel.focus({ preventScroll: true })
    else this.#view.focus()
    if (this.#name === "talk") this.#changed()
  }

  #key(event: KeyboardEvent): void {
    event.stopPropagation() // the page's own shortcuts must not hear what is typed here
    if (event.key === "Escape" && !event.isComposing && !this.#view?.isComposing) {
      event.preventDefault()
      if (this.#name === "settings") this.#show(this.#before, true)
      else this.close()
    }
    if (event.key !== "Tab" || !this.#phone.matches) return
    // The sheet covers the page, so focus stays in it.
    const stops = [...this.#panel.querySelectorAll<HTMLElement>("a[href],button,input,textarea,[tabindex='0']")].filter(it => it.checkVisibility() && !it.hasAttribute("disabled") && it.tabIndex >= 0)
    const at = stops.indexOf(this.host.root.activeElement as HTMLElement)
    const to = event.shiftKey ? (at <= 0 ? stops.at(-1) : undefined) : at === stops.length - 1 ? stops[0] : undefined
    if (!to) return
    event.preventDefault()
    to.focus()
  }

  /** A phone's keyboard shrinks what can be seen, not the page: the sheet follows. */
  #fit(): void {
    const view = window.visualViewport
    const covers = this.#phone.matches
    if (covers) this.#panel.setAttribute("aria-modal", "true")
    else this.#panel.removeAttribute("aria-modal")
    this.#panel.style.blockSize = covers && view ? `${view.height}px` : ""
    this.#panel.style.insetBlockStart = covers && view ? `${view.offsetTop}px` : ""
  }
}

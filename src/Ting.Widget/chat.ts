import { Problem, type Api } from "./api"
import type { Accepted, Agent, FileOfMessage, Message, Queue, Rating, Snapshot, Start } from "./contract"
import { Outbox } from "./outbox"
import type { Outgoing, Store } from "./store"
import { Stream } from "./stream"

export type State = "sending" | "queued" | "failed" | "sent"

/** A message as it is shown: said, or still on its way. */
export interface Line extends Message {
  key: string
  state: State
  refused?: string
}

interface Receiver {
  changed(): void
  /** Somebody on the other side said something, live. */
  said(message: Message): void
  slowDown(seconds: number): void
  expired(): void
}

/** One visitor's conversation: what was said, who is there, and what is still on its way. */
export class Chat {
  number: number | undefined
  status: "none" | "open" | "resolved" = "none"
  agent: Agent | null = null
  queue: Queue | null = null
  queueSince = 0
  typing: string | null = null
  askRating = false
  rated: number | null = null
  mood = true
  email: string | null = null
  isConnected = true
  /** The form before the first message; kept until the message goes out. */
  start: Start | undefined

  readonly outbox: Outbox
  readonly #stream: Stream
  #messages: Message[] = []
  #typingTimer: number | undefined
  #typingSent = 0
  #readUpTo: string | undefined

  constructor(readonly api: Api, readonly store: Store, identity: () => string | undefined, readonly receiver: Receiver) {
    api.session = store.kept.session
    this.outbox = new Outbox(api, store, identity, {
      accepted: (outgoing, answer) => this.#accepted(outgoing, answer),
      changed: () => receiver.changed(),
      gone: () => this.#gone(),
      slowDown: seconds => receiver.slowDown(seconds),
    })
    this.#stream = new Stream(api, () => store.kept.lastEventId, {
      event: (name, data, id) => this.#happened(name, data, id),
      connected: on => {
        this.isConnected = on
        receiver.changed()
      },
      gone: () => this.#gone(),
    })
  }

  get exists(): boolean {
    return this.store.kept.session !== undefined || this.outbox.waiting.length > 0
  }

  get unread(): number {
    return this.#messages.filter(message => message.from === "agent" && !message.read).length
  }

  get lines(): Line[] {
    const known = new Set(this.#messages.map(message => message.clientId))
    const said = this.#messages.map((message): Line => ({ ...message, key: message.clientId ?? message.id, state: "sent" }))
    const coming = this.outbox.waiting.filter(it => !known.has(it.clientId)).map((it, at): Line => ({
      id: "", clientId: it.clientId, key: it.clientId, from: "customer", text: it.text, at: it.at, files: it.files, read: false,
      state: it.refused !== undefined ? "failed" : this.outbox.isSending && navigator.onLine && at === 0 ? "sending" : navigator.onLine && this.isConnected ? "sending" : "queued",
      ...(it.refused !== undefined && { refused: it.refused }),
    }))
    return [...said, ...coming]
  }

  /** Reads the conversation as it stands, then follows it. */
  async resume(): Promise<void> {
    if (this.store.kept.session) {
      try {
        this.#take(await this.api.snapshot())
      } catch (reason) {
        if (reason instanceof Problem && reason.isGone) {
          this.#gone()
          return
        }
        if (this.#messages.length === 0 && !(reason instanceof Problem && reason.mayPass)) throw reason
        this.isConnected = false
        this.status = "open"
      }
    }
    this.follow()
    void this.outbox.flush()
  }

  follow(): void {
    if (this.store.kept.session) this.#stream.start()
  }

  rest(): void {
    this.#stream.stop()
  }

  stop(): void {
    this.#stream.stop()
    this.outbox.stop()
    clearTimeout(this.#typingTimer)
  }

  hurry(): void {
    if (!this.#stream.isRunning) this.follow()
    this.#stream.hurry()
    void this.outbox.flush()
  }

  say(text: string, files: FileOfMessage[]): void {
    const start = this.start && !this.api.session ? { ...this.start, key: newKey() } : this.start
    const outgoing: Outgoing = { clientId: crypto.randomUUID?.() ?? uuid(), text: text.replaceAll("\0", ""), files, at: new Date().toISOString(), ...(start && { start }) }
    this.start = undefined
    this.#typingSent = 0
    if (this.status === "none" || start) {
      this.status = "open"
      this.queueSince = Date.now()
      this.mood = start?.mood ?? this.mood
      this.email = start?.email ?? this.email
    }
    this.store.keep({ ended: false, draft: "" })
    this.outbox.add(outgoing)
  }

  /** Tells the agent at most every three seconds. */
  type(on: boolean): void {
    if (!this.store.kept.session || !this.isConnected || (on ? Date.now() - this.#typingSent < 3000 : this.#typingSent === 0)) return
    this.#typingSent = on ? Date.now() : 0
    this.api.typing(on).catch(() => undefined)
  }

  markRead(): void {
    const last = this.#messages.findLast(message => message.from === "agent")
    if (!last || this.unread === 0) return
    for (const message of this.#messages) if (message.from === "agent") message.read = true
    this.receiver.changed()
    if (this.#readUpTo === last.id) return
    this.#readUpTo = last.id
    this.api.read(last.id).catch(() => this.#readUpTo = undefined)
  }

  async leaveEmail(email: string): Promise<void> {
    if (this.store.kept.session) await this.api.email(email)
    else if (this.start) this.start.email = email
    this.email = email
    this.receiver.changed()
  }

  async letMood(on: boolean): Promise<void> {
    if (this.start) this.start.mood = on
    else if (this.store.kept.session) await this.api.mood(on)
    this.mood = on
  }

  async end(): Promise<void> {
    await this.api.end()
    this.#resolved(true)
  }

  async rate(rating: Rating): Promise<void> {
    await this.api.rate(rating)
    this.rated = rating.score
    this.askRating = false
    this.receiver.changed()
  }

  async forget(): Promise<void> {
    if (this.store.kept.session) {
      try {
        await this.api.forget()
      } catch (reason) {
        if (!(reason instanceof Problem && reason.isGone)) throw reason // gone already is what was wished for
      }
    }
    this.#reset()
    this.store.clear()
  }

  /** The old conversation stays readable for the desk; this window starts afresh with the same person. */
  startAnew(start: Start | undefined): void {
    this.rest()
    this.#messages = []
    this.number = undefined
    this.agent = this.queue = this.rated = this.typing = null
    this.askRating = false
    this.start = start
    this.status = "none"
    this.receiver.changed()
  }

  keepWriting(): void {
    this.status = "open"
    this.askRating = false
    this.follow()
    this.receiver.changed()
  }

  #take(snapshot: Snapshot): void {
    const { conversation } = snapshot
    this.#messages = snapshot.messages
    this.number = conversation.number
    this.status = conversation.status
    this.agent = conversation.agent
    this.#queued(conversation.queue)
    this.mood = conversation.mood ?? this.mood
    this.email = conversation.email ?? this.email
    this.rated = snapshot.rating?.score ?? null
    this.askRating = conversation.status === "resolved" && this.rated === null && conversation.askRating !== false
    this.store.keep({ lastEventId: snapshot.lastEventId, ended: conversation.status === "resolved" })
    const first = this.#messages[0]
    if (first) this.queueSince = Date.parse(first.at)
    this.receiver.changed()
  }

  #accepted(outgoing: Outgoing, answer: Accepted): void {
    this.api.session = answer.session
    this.number = answer.number
    this.status = "open"
    this.store.keep({ session: answer.session, ended: false, ...(this.store.kept.lastEventId && !outgoing.start ? {} : { lastEventId: answer.lastEventId }) })
    this.#add(answer.message)
    if (answer.queue || outgoing.start) this.#queued(answer.queue)
    if (outgoing.start) this.rest()
    this.follow()
  }

  #add(message: Message): boolean {
    const at = this.#messages.findIndex(it => it.id === message.id)
    if (at >= 0) {
      this.#messages[at] = { ...message, read: message.read || this.#messages[at]!.read }
      return false
    }
    this.#messages.push(message)
    return true
  }

  #queued(queue: Queue | null): void {
    this.queue = queue && queue.position > 0 ? queue : null
  }

  #resolved(askRating: boolean): void {
    this.status = "resolved"
    this.askRating = askRating && this.rated === null
    this.queue = this.typing = null
    this.store.keep({ ended: true })
    this.receiver.changed()
  }

  #happened(name: string, data: unknown, id: string | undefined): void {
    if (id) this.store.keep({ lastEventId: id })
    if (name === "ping") return
    switch (name) {
      case "message": {
        const message = data as Message
        const isNew = this.#add(message)
        if (message.from === "agent") {
          this.typing = null
          this.queue = null
        }
        if (isNew && message.from !== "customer") this.receiver.said(message)
        break
      }
      case "typing": {
        const { name: who, on } = data as { name: string; on: boolean }
        this.typing = on ? who : null
        clearTimeout(this.#typingTimer)
        if (on) {
          this.#typingTimer = window.setTimeout(() => {
            this.typing = null
            this.receiver.changed()
          }, 8000)
        }
        break
      }
      case "read": {
        const { upTo } = data as { upTo: string }
        const last = this.#messages.findIndex(message => message.id === upTo)
        this.#messages.forEach((message, at) => {
          if (at <= last && message.from === "customer") message.read = true
        })
        break
      }
      case "queue": this.#queued(data as Queue | null); break
      case "agent":
        this.agent = data as Agent | null
        if (this.agent) this.queue = null
        break
      case "status": {
        const { status, askRating } = data as { status: "open" | "resolved"; askRating: boolean }
        if (status === "resolved") this.#resolved(askRating)
        else {
          this.status = "open"
          this.askRating = false
          this.store.keep({ ended: false })
        }
        break
      }
    }
    this.receiver.changed()
  }

  #gone(): void {
    const waiting = this.outbox.waiting
    const page: Start = { language: this.api.language(), page: location.href, title: document.title, mood: this.mood }
    this.#reset()
    this.store.clear()
    if (waiting.length > 0) {
      this.store.keep({ outbox: waiting.map((it, at) => at === 0 ? { ...it, start: { ...page, ...it.start, key: newKey() } } : it) })
      this.status = "open"
    }
    this.receiver.expired()
  }

  #reset(): void {
    this.stop()
    this.api.session = undefined
    this.startAnew(undefined)
    this.email = null
    this.mood = true
  }
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")
}

/** Where the page is not served over https there is no randomUUID. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = bytes[6]! & 0x0f | 0x40
  bytes[8] = bytes[8]! & 0x3f | 0x80
  const digits = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("")
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}

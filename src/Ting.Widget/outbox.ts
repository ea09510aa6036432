import { Problem, type Api } from "./api"
import type { Accepted } from "./contract"
import type { Outgoing, Store } from "./store"

interface Receiver {
  accepted(outgoing: Outgoing, answer: Accepted): void
  changed(): void
  /** The conversation the message was meant for is gone; the rest starts a new one. */
  gone(): void
  slowDown(seconds: number): void
}

/** Sends in the order of writing, one at a time, until the desk has each message; survives reload and lost connections. */
export class Outbox {
  #busy = false
  #attempt = 0
  #timer: number | undefined

  constructor(readonly api: Api, readonly store: Store, readonly identity: () => string | undefined, readonly receiver: Receiver) {}

  get waiting(): readonly Outgoing[] {
    return this.store.kept.outbox
  }

  /** The first of the line is on the wire now. */
  get isSending(): boolean {
    return this.#busy
  }

  add(outgoing: Outgoing): void {
    this.store.reload()
    this.store.keep({ outbox: [...this.waiting, outgoing] })
    this.receiver.changed()
    void this.flush()
  }

  retry(clientId: string): void {
    this.#change(clientId, ({ refused: _, ...outgoing }) => outgoing)
    this.receiver.changed()
    void this.flush()
  }

  discard(clientId: string): void {
    this.#change(clientId, () => null)
    this.receiver.changed()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  async flush(): Promise<void> {
    if (this.#busy) return
    clearTimeout(this.#timer)
    this.#busy = true
    try {
      // Another tab of the same site may hold the same line: one sends, the others wait their turn.
      if (navigator.locks) await navigator.locks.request(`${this.store.key}:outbox`, () => this.#sendAll())
      else await this.#sendAll()
    } finally {
      this.#busy = false
      this.receiver.changed()
    }
  }

  async #sendAll(): Promise<void> {
    this.store.reload()
    for (let next = this.#next(); next; next = this.#next()) {
      if (!navigator.onLine) return
      this.receiver.changed()
      try {
        const identity = this.identity()
        this.api.session ??= this.store.kept.session
        const answer = await this.api.send({
          clientId: next.clientId, text: next.text, files: next.files.map(file => file.id),
          ...(next.start && { start: next.start }), ...(identity && { identity }),
        })
        this.#attempt = 0
        this.#change(next.clientId, () => null, answer.session)
        this.receiver.accepted(next, answer)
      } catch (reason) {
        if (!this.#continueAfter(next, reason)) return
      }
    }
  }

  #continueAfter(outgoing: Outgoing, reason: unknown): boolean {
    const problem = reason instanceof Problem ? reason : new Problem(0, "")
    if (problem.mayPass) {
      const pause = problem.retryAfter ?? Math.min(30, 2 ** this.#attempt++) * (0.5 + Math.random() / 2)
      if (problem.status === 429) this.receiver.slowDown(Math.ceil(pause))
      this.#timer = window.setTimeout(() => void this.flush(), pause * 1000)
      return false
    }
    if (problem.isGone && this.api.session) {
      this.receiver.gone()
      return this.waiting.length > 0
    }
    this.#change(outgoing.clientId, it => ({ ...it, refused: problem.message || String(problem.status) }))
    return true
  }

  #next(): Outgoing | undefined {
    return this.waiting.find(outgoing => outgoing.refused === undefined)
  }

  #change(clientId: string, change: (outgoing: Outgoing) => Outgoing | null, session?: string): void {
    this.store.reload()
    const outbox = this.waiting.flatMap(it => it.clientId === clientId ? change(it) ?? [] : it)
    this.store.keep(session ? { outbox, session } : { outbox })
  }
}

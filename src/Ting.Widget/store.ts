import type { FileOfMessage, Start } from "./contract"
import type { Language } from "./language"

/** A message on its way. Its client id makes sending it twice the same as sending it once. */
export interface Outgoing {
  clientId: string
  text: string
  files: FileOfMessage[]
  at: string
  start?: Start
  /** Why the desk refused it; it waits for the writer's decision. */
  refused?: string
}

export interface Kept {
  session?: string
  lastEventId?: string
  language?: Language
  draft?: string
  ended?: boolean
  outbox: Outgoing[]
}

/** What survives a reload. Nothing is written before the first message is sent; storage that is closed to us is replaced by memory. */
export class Store {
  #memory: Kept = { outbox: [] }
  #isWritten = false

  constructor(readonly key: string) {
    this.reload()
  }

  get kept(): Readonly<Kept> {
    return this.#memory
  }

  /** Another tab may have written since. */
  reload(): void {
    try {
      const text = localStorage.getItem(this.key)
      if (text) this.#memory = { outbox: [], ...(JSON.parse(text) as Partial<Kept>) }
      else if (this.#isWritten) this.#memory = { outbox: [] } // erased in another tab
      this.#isWritten = text !== null
    } catch {
      // keep what is in memory
    }
  }

  keep(change: Partial<Kept>): void {
    Object.assign(this.#memory, change)
    try {
      if (this.#memory.session || this.#memory.outbox.length > 0) {
        localStorage.setItem(this.key, JSON.stringify(this.#memory))
        this.#isWritten = true
      } else if (this.#isWritten) {
        localStorage.removeItem(this.key)
        this.#isWritten = false
      }
    } catch {
      // full or forbidden: the conversation goes on in memory
    }
  }

  clear(): void {
    const { language } = this.#memory
    this.#memory = language ? { outbox: [], language } : { outbox: [] }
    this.#isWritten = false
    try {
      localStorage.removeItem(this.key)
    } catch {
      // nothing was kept then
    }
  }
}

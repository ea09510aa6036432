import { Problem, problemOf, type Api } from "./api"

const silenceBeforeDoubt = 45_000
const longestPause = 30_000

interface Receiver {
  event(name: string, data: unknown, id: string | undefined): void
  connected(on: boolean): void
  gone(): void
}

/** Server-sent events read through fetch, so that the key travels in a header and never in an address. Resumes where it stopped. */
export class Stream {
  #abort: AbortController | undefined
  #attempt = 0
  #timer: number | undefined
  #watchdog: number | undefined

  constructor(readonly api: Api, readonly lastEventId: () => string | undefined, readonly receiver: Receiver) {}

  get isRunning(): boolean {
    return this.#abort !== undefined || this.#timer !== undefined
  }

  start(): void {
    if (!this.isRunning) void this.#read()
  }

  stop(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#watchdog)
    this.#timer = undefined
    this.#abort?.abort()
    this.#abort = undefined
  }

  /** The network is back: no need to sit out the pause. */
  hurry(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    void this.#read()
  }

  async #read(): Promise<void> {
    const abort = this.#abort = new AbortController()
    try {
      const headers: Record<string, string> = { ...this.api.headers(), Accept: "text/event-stream" }
      const last = this.lastEventId()
      if (last) headers["Last-Event-ID"] = last
      this.#watch(abort)
      const response = await fetch(this.api.url("events"), { headers, credentials: "omit", cache: "no-store", signal: abort.signal })
      if (!response.ok || !response.body) throw await problemOf(response)

      this.receiver.connected(true)
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      let buffer = ""
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        this.#attempt = 0
        this.#watch(abort)
        buffer = (buffer + value).replace(/\r\n?/g, "\n")
        const blocks = buffer.split("\n\n")
        buffer = blocks.pop()!
        blocks.forEach(block => this.#dispatch(block))
      }
      this.#again(abort, null)
    } catch (reason) {
      if (reason instanceof Problem && reason.isGone) {
        if (this.#abort === abort) this.stop()
        this.receiver.gone()
      } else {
        this.#again(abort, reason instanceof Problem ? reason.retryAfter : null)
      }
    }
  }

  #dispatch(block: string): void {
    let name = "message"
    let data = ""
    let id: string | undefined
    for (const line of block.split("\n")) {
      const colon = line.indexOf(":")
      if (colon <= 0) continue
      const value = line.slice(colon + 1).replace(/^ /, "")
      const field = line.slice(0, colon)
      if (field === "event") name = value
      else if (field === "data") data += (data && "\n") + value
      else if (field === "id") id = value
    }
    if (!data && !id) return
    try {
      this.receiver.event(name, data ? JSON.parse(data) : null, id)
    } catch {
      // one unreadable event must not end the conversation; the next snapshot repairs it
    }
  }

  #watch(abort: AbortController): void {
    clearTimeout(this.#watchdog)
    this.#watchdog = window.setTimeout(() => abort.abort(), silenceBeforeDoubt)
  }

  #again(abort: AbortController, retryAfter: number | null): void {
    if (this.#abort !== abort) return // stopped on purpose
    clearTimeout(this.#watchdog)
    this.#abort = undefined
    this.receiver.connected(false)
    const pause = Math.min(longestPause, 1000 * 2 ** this.#attempt++)
    const wait = retryAfter ? retryAfter * 1000 : pause * (0.5 + Math.random() / 2)
    this.#timer = window.setTimeout(() => {
      this.#timer = undefined
      void this.#read()
    }, wait)
  }
}

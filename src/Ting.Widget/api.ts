import type { Accepted, Config, FileOfMessage, Rating, Snapshot, Start } from "./contract"
import type { Language } from "./language"

/** A refusal with a sentence for the customer, or no answer at all (status 0). */
export class Problem extends Error {
  constructor(readonly status: number, detail: string, readonly retryAfter: number | null = null, readonly code = "") {
    super(detail)
  }

  /** The conversation, not some part of it. */
  get isGone(): boolean {
    return this.code === "chat.not_found"
  }

  /** The same request can succeed later. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 425 || this.status === 429 || this.status >= 500
  }
}

export interface Outgoings {
  clientId: string
  text: string
  files: string[]
  start?: Start
  identity?: string
}

interface Upload {
  done: Promise<FileOfMessage>
  cancel(): void
}

export class Api {
  /** The key to this visitor's conversation; before the first message at most the one an upload was given. */
  session: string | undefined

  constructor(readonly base: string, readonly inbox: string, readonly language: () => Language) {}

  url(path: string): string {
    return `${this.base}widget/${encodeURIComponent(this.inbox)}/${path}`
  }

  headers(): Record<string, string> {
    const headers: Record<string, string> = { "Accept-Language": this.language() }
    if (this.session) headers["Authorization"] = `Bearer ${this.session}`
    return headers
  }

  config = (): Promise<Config> => this.#call("GET", "config")
  snapshot = (): Promise<Snapshot> => this.#call("GET", "session")
  send = (message: Outgoings): Promise<Accepted> => this.#call("POST", "messages", message)
  typing = (on: boolean): Promise<void> => this.#call("POST", "typing", { on })
  read = (upTo: string): Promise<void> => this.#call("POST", "read", { upTo })
  email = (email: string): Promise<void> => this.#call("POST", "email", { email })
  mood = (on: boolean): Promise<void> => this.#call("POST", "mood", { on })
  rate = (rating: Rating): Promise<void> => this.#call("POST", "rating", rating)
  end = (): Promise<void> => this.#call("POST", "end")
  forget = (): Promise<void> => this.#call("DELETE", "me")

  /** XMLHttpRequest, because fetch cannot tell how far an upload is. */
  upload(file: File, progress: (share: number) => void): Upload {
    const request = new XMLHttpRequest()
    const done = new Promise<FileOfMessage>((resolve, reject) => {
      request.open("POST", this.url("files"))
      for (const [name, value] of Object.entries(this.headers())) request.setRequestHeader(name, value)
      request.responseType = "json"
      request.upload.onprogress = event => progress(event.lengthComputable ? event.loaded / event.total : 0)
      request.onload = () => {
        if (request.status >= 300) {
          const answer = request.response as { title?: string; detail?: string } | null
          reject(new Problem(request.status, answer?.detail ?? "", seconds(request.getResponseHeader("Retry-After")), answer?.title))
          return
        }
        const answer = request.response as { session?: string; file: FileOfMessage }
        this.session ??= answer.session
        resolve(answer.file)
      }
      request.onerror = request.ontimeout = () => reject(new Problem(0, ""))
      request.onabort = () => reject(new DOMException("", "AbortError"))
      const body = new FormData()
      body.append("file", file, file.name)
      request.send(body)
    })
    return { done, cancel: () => request.abort() }
  }

  async #call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = this.headers()
    if (body !== undefined) headers["Content-Type"] = "application/json"
    let response: Response
    try {
      response = await fetch(this.url(path), {
        method, headers, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(20_000),
        body: body === undefined ? null : JSON.stringify(body),
      })
    } catch {
      throw new Problem(0, "")
    }
    if (!response.ok) throw await problemOf(response)
    if (response.status === 204) return undefined as Answer
    try {
      return await response.json() as Answer
    } catch {
      throw new Problem(0, "")
    }
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const answer = await response.json().catch(() => null) as { title?: string; detail?: string } | null
  return new Problem(response.status, answer?.detail ?? "", seconds(response.headers.get("Retry-After")), answer?.title)
}

/** `Retry-After` is a number of seconds or a date. */
function seconds(header: string | null): number | null {
  if (!header) return null
  const number = Number(header)
  return Number.isFinite(number) ? Math.max(1, number) : Math.max(1, Math.ceil((Date.parse(header) - Date.now()) / 1000)) || null
}

import type { Language } from "./language"

/** What the site owner wrote on the script tag. */
export interface Options {
  readonly language: Language | null
  readonly pageLanguage: Language
  readonly colour: string | undefined
  identity: string | undefined
}

/** What the launcher lends to the window. */
export interface Host {
  readonly root: ShadowRoot
  readonly element: HTMLElement
  readonly launcher: HTMLButtonElement
  readonly base: string
  readonly inbox: string
  readonly options: Options
  showUnread(count: number): void
}

/** What the window offers to the launcher. */
export interface ChatWindow {
  readonly isOpen: boolean
  open(): void
  close(): void
  /** Listens for answers without opening. */
  listen(): void
  /** The visitor signed in (a token) or out (nothing). */
  identify(token: string | undefined): void
}

/** Where the state of this visitor is kept; one place for everybody who is signed in, one for those who are not. */
export function storageKey(inbox: string, token: string | undefined): string {
  const subject = token && subjectOf(token)
  return subject ? `ting:${inbox}:${subject}` : `ting:${inbox}`
}

function subjectOf(token: string): string {
  try {
    const payload = token.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/")
    const bytes = Uint8Array.from(atob(payload), letter => letter.charCodeAt(0))
    return String(JSON.parse(new TextDecoder().decode(bytes)).sub ?? "")
  } catch {
    return ""
  }
}

import type { Chat } from "./chat"
import type { Config } from "./contract"
import type { Language } from "./language"
import type { Say } from "./texts"

export type ViewName = "form" | "talk" | "rating" | "settings"

/** What every view of the window works with. */
export interface Context {
  readonly chat: Chat
  readonly config: Config
  readonly base: string
  readonly language: Language
  readonly say: Say
  show(view: ViewName): void
  /** Read out by a screen reader, shown to nobody. */
  announce(text: string): void
  /** The sentence for a failed request. */
  explain(reason: unknown): string
}

export interface View {
  readonly element: HTMLElement
  /** The chat changed. */
  update(): void
  focus(): void
  readonly isComposing?: boolean
  addFiles?(files: Iterable<File>): void
  stop?(): void
}

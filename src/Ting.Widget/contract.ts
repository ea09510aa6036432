/** What the public chat API says and takes. */

import type { Language } from "./language"

export interface Config {
  name: string
  brand: string
  color?: string
  languages?: Language[]
  online: boolean
  agents: { name: string; initial: string }[]
  expectedWaitSeconds?: number | null
  /** When the opening hours begin again; null while they last. */
  backAt?: string | null
  topics: { key: string; label: { zh: string; ja: string; en: string } }[]
  askName?: boolean
  askEmail?: boolean
  askOrder?: boolean
  askAccess?: boolean
  emotionNotice?: boolean
  maxFileBytes: number
  privacyUrl?: string | null
}

export interface FileOfMessage {
  id: string
  name: string
  type: string
  size: number
  url?: string
  width?: number | null
  height?: number | null
}

export interface Message {
  id: string
  clientId?: string | null
  from: "customer" | "agent" | "system"
  text: string
  at: string
  author?: string | null
  files: FileOfMessage[]
  /** Read by the other side. */
  read: boolean
}

export interface Queue {
  position: number
  expectedWaitSeconds: number | null
}

export interface Agent {
  name: string
  initial: string
}

export interface Start {
  /** The key this browser chose for its conversation, so that a first message sent twice finds the same one. */
  key?: string
  topic?: string
  name?: string
  email?: string
  order?: string
  /** Asks to be served first, because waiting or writing is harder for them. */
  access?: boolean
  language: Language
  page: string
  title: string
  mood: boolean
}

export interface Snapshot {
  conversation: { id: string; number: number; status: "open" | "resolved"; agent: Agent | null; queue: Queue | null; askRating?: boolean; mood?: boolean; email?: string | null }
  messages: Message[]
  lastEventId: string
  rating?: { score: number } | null
}

export interface Accepted {
  session: string
  conversationId: string
  number: number
  message: Message
  lastEventId: string
  queue: Queue | null
}

export interface Rating {
  score: number
  reasons: string[]
  comment: string
}

import { brandProperties } from "./colour"
import { storageKey, type ChatWindow, type Host } from "./host"
import { pickLanguage, type Language } from "./language"
import style from "./launcher.css"

/* The launcher: all a page pays for until a visitor wants to talk. */

declare const BUILD: string

const words: Record<Language, { open: string; unread: string; failed: string }> = {
  "zh-Hans": { open: "联系客服", unread: "联系客服，{n} 条新消息", failed: "聊天窗暂时打不开，请点一下重试" },
  ja: { open: "チャットで問い合わせる", unread: "チャットで問い合わせる（新着 {n} 件）", failed: "チャットを開けませんでした。もう一度押してください" },
  en: { open: "Chat with us", unread: "Chat with us, new messages: {n}", failed: "The chat did not open. Press again to retry" },
}

const paths = {
  talk: "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z",
  down: "m6.5 9.5 5.5 5.5 5.5-5.5",
}

function icon(name: keyof typeof paths): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  svg.setAttribute("class", name)
  svg.appendChild(document.createElementNS(space, "path")).setAttribute("d", paths[name])
  return svg
}

function start(script: HTMLScriptElement, inbox: string): void {
  const base = new URL(".", script.src).href
  const { lang, token, color, position, launcherText, theme } = script.dataset
  const pageLanguage = pickLanguage(document.documentElement.lang, ...navigator.languages)
  const options = { language: lang ? pickLanguage(lang) : null, pageLanguage, colour: color, identity: token || undefined }
  const text = words[options.language ?? pageLanguage]

  const element = document.createElement("ting-chat")
  const root = element.attachShadow({ mode: "open" })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  root.adoptedStyleSheets = [sheet]
  if (position === "left") element.dataset["position"] = "left"
  if (theme === "light" || theme === "dark") element.dataset["theme"] = theme
  for (const [name, value] of Object.entries(brandProperties(color))) element.style.setProperty(name, value)

  const launcher = document.createElement("button")
  launcher.type = "button"
  launcher.className = "launch"
  launcher.lang = options.language ?? pageLanguage
  launcher.setAttribute("aria-label", text.open)
  launcher.setAttribute("aria-haspopup", "dialog")
  launcher.setAttribute("aria-expanded", "false")
  launcher.append(icon("talk"), icon("down"))
  if (launcherText) {
    const label = document.createElement("span")
    label.className = "label"
    label.textContent = launcherText
    launcher.append(label)
    launcher.setAttribute("aria-label", launcherText)
  }
  const badge = document.createElement("span")
  badge.className = "badge"
  badge.hidden = true
  badge.setAttribute("aria-hidden", "true")
  launcher.append(badge)

  const region = document.createElement("aside")
  region.setAttribute("aria-label", text.open)
  region.append(launcher)
  root.append(region)
  document.documentElement.append(element)

  const host: Host = {
    root, element, launcher, base, inbox, options,
    showUnread(count) {
      badge.hidden = count === 0
      badge.textContent = count > 99 ? "99+" : String(count)
      launcher.setAttribute("aria-label", count ? text.unread.replace("{n}", String(count)) : launcherText || text.open)
    },
  }

  let loading: Promise<ChatWindow> | undefined
  const load = (): Promise<ChatWindow> => loading ??= import(`${base}build/widget-window.js?v=${BUILD}`)
    .then((module: { createWindow(host: Host): ChatWindow }) => module.createWindow(host))
    .catch((reason: unknown) => {
      loading = undefined
      throw reason
    })

  const open = async (): Promise<void> => {
    launcher.setAttribute("aria-busy", "true")
    try {
      (await load()).open()
    } catch {
      launcher.setAttribute("aria-label", text.failed)
      launcher.title = text.failed
    } finally {
      launcher.removeAttribute("aria-busy")
    }
  }
  const close = (): void => void loading?.then(it => it.close())
  const foresee = (): void => void load().catch(() => undefined)

  for (const intent of ["pointerenter", "focus", "touchstart"]) launcher.addEventListener(intent, foresee, { once: true, passive: true })
  launcher.addEventListener("click", () => launcher.getAttribute("aria-expanded") === "true" ? close() : void open())

  // An open conversation is listened to once the page has settled, so that an answer shows on the launcher.
  if (hasConversation(storageKey(inbox, options.identity))) {
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 2000))
    idle(() => void load().then(it => it.listen()).catch(() => undefined))
  }

  Object.assign(window, {
    TingChat: {
      open, close,
      identify(identity?: string) {
        options.identity = identity || undefined
        void loading?.then(it => it.identify(options.identity))
      },
    },
  })
}

function hasConversation(key: string): boolean {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as { ended?: boolean } | null
    return kept !== null && !kept.ended
  } catch {
    return false // storage is closed to us, or holds something else
  }
}

const script = document.currentScript as HTMLScriptElement | null
const inbox = script?.dataset["inbox"]
if (script && inbox && !document.querySelector("ting-chat")) {
  if (document.body) start(script, inbox)
  else document.addEventListener("DOMContentLoaded", () => start(script, inbox), { once: true })
}

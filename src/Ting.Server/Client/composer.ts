import { Controller } from "@hotwired/stimulus"
import { send } from "./http"
import { MentionList } from "./mentions"
import { composing, later, typeInto } from "./typing"

/**
 * The reply box. Ctrl Enter sends, Enter never does. Drafts go to the server 600 ms after the last key, never while an input method is composing.
 * Values: draft-url (PUT { text, kind }), typing-url (POST), people ([{ id, name }] for @ in notes). Targets: input, kind (hidden), mode (buttons with data-mode), send, resolve, saved.
 */
export class Composer extends Controller<HTMLFormElement> {
  static override targets = ["input", "kind", "mode", "send", "resolve", "saved"]
  static override values = { draftUrl: String, typingUrl: String, people: { type: Array, default: [] } }
  declare readonly inputTarget: HTMLTextAreaElement
  declare readonly hasInputTarget: boolean
  declare readonly kindTarget: HTMLInputElement
  declare readonly hasKindTarget: boolean
  declare readonly modeTargets: HTMLButtonElement[]
  declare readonly sendTargets: HTMLButtonElement[]
  declare readonly resolveTargets: HTMLButtonElement[]
  declare readonly savedTarget: HTMLElement
  declare readonly hasSavedTarget: boolean
  declare readonly draftUrlValue: string
  declare readonly typingUrlValue: string
  declare readonly peopleValue: { id: string; name: string }[]
  private writing = false
  private sent = ""
  private typingAt = 0
  private mentions?: MentionList
  private readonly save = later(600, () => void this.saveDraft())

  override connect(): void {
    this.sent = this.inputTarget.value
    this.mentions = new MentionList(this.element, this.inputTarget, () => (this.kind === "note" ? this.peopleValue : []))
    this.inputTarget.addEventListener("compositionstart", this.composeStart)
    this.inputTarget.addEventListener("compositionend", this.composeEnd)
    this.inputTarget.addEventListener("input", this.typed)
    this.element.addEventListener("keydown", this.keys)
    this.element.addEventListener("turbo:submit-end", this.done)
    window.addEventListener("composer:insert", this.insertAsked)
    window.addEventListener("pagehide", this.leave)
    this.show()
  }

  override disconnect(): void {
    this.mentions?.close()
    this.inputTarget.removeEventListener("compositionstart", this.composeStart)
    this.inputTarget.removeEventListener("compositionend", this.composeEnd)
    this.inputTarget.removeEventListener("input", this.typed)
    this.element.removeEventListener("keydown", this.keys)
    this.element.removeEventListener("turbo:submit-end", this.done)
    window.removeEventListener("composer:insert", this.insertAsked)
    window.removeEventListener("pagehide", this.leave)
    this.leave()
  }

  /** data-action="composer#mode" data-mode="note" */
  mode(event: Event): void {
    const button = event.currentTarget as HTMLElement
    if (this.hasKindTarget) this.kindTarget.value = button.dataset.mode ?? "reply"
    this.show()
    this.inputTarget.focus()
    this.inputTarget.dispatchEvent(new Event("composer:mode", { bubbles: true }))
    this.save()
  }

  /** data-action="composer#insert" data-composer-text-param="…" */
  insert(event: Event & { params?: { text?: string } }): void {
    event.preventDefault()
    this.put(event.params?.text ?? "")
  }

  private get kind(): string {
    return this.hasKindTarget ? this.kindTarget.value : "reply"
  }

  private show(): void {
    this.element.dataset.mode = this.kind
    for (const button of this.modeTargets) {
      const on = button.dataset.mode === this.kind
      button.setAttribute("aria-pressed", String(on))
      if (on) this.inputTarget.setAttribute("aria-label", button.dataset.label ?? button.textContent?.trim() ?? "")
      if (on && button.dataset.placeholder !== undefined) this.inputTarget.placeholder = button.dataset.placeholder
    }
  }

  private put(text: string, replace = false, resolve = false): void {
    const field = this.inputTarget
    if (resolve) this.resolves(true)
    if (replace) typeInto(field, text, 0, field.value.length)
    else typeInto(field, text)
  }

  // A macro that ends the matter makes "send and resolve" the way to send, until the box is empty again.
  private resolves(yes: boolean): void {
    if (!this.resolveTargets.length) return
    for (const button of this.resolveTargets) {
      button.classList.toggle("btn-p", yes)
      button.classList.toggle("btn-q", !yes)
      button.classList.toggle("hide-s", !yes)
    }
    for (const button of this.sendTargets) button.classList.toggle("btn-p", !yes)
    this.element.dataset.resolves = yes ? "1" : ""
  }

  private readonly insertAsked = (event: Event): void => {
    const { text, replace, resolve } = (event as CustomEvent<{ text: string; replace?: boolean; resolve?: boolean }>).detail
    this.put(text, replace, resolve)
  }

  private readonly composeStart = (): void => {
    this.writing = true
    this.save.cancel()
  }

  private readonly composeEnd = (): void => {
    this.writing = false
    this.typed()
  }

  private readonly typed = (): void => {
    if (this.writing) return
    if (this.element.dataset.resolves && !this.inputTarget.value.trim()) this.resolves(false)
    this.save()
    if (this.typingUrlValue && this.inputTarget.value && Date.now() - this.typingAt > 3000) {
      this.typingAt = Date.now()
      send(this.typingUrlValue, "POST", { kind: this.kind }).catch(() => {})
    }
  }

  private readonly keys = (event: KeyboardEvent): void => {
    if (composing(event) || event.defaultPrevented) return
    const control = event.ctrlKey || event.metaKey
    if (control && event.key === "Enter") {
      event.preventDefault()
      const ways = this.element.dataset.resolves && this.kind === "reply" ? this.resolveTargets : this.sendTargets
      const button = ways.find((it) => !it.disabled)
      this.element.requestSubmit(button ?? null)
    } else if (control && !event.shiftKey && event.key.toLowerCase() === "i") {
      this.click("[data-composer-next]", event)
    } else if (control && !event.shiftKey && event.key.toLowerCase() === "m") {
      this.click("[data-composer-macros]", event)
    } else if (event.key === "Escape") {
      this.inputTarget.blur()
    }
  }

  private click(selector: string, event: Event): void {
    const button = document.querySelector<HTMLElement>(selector)
    if (!button) return
    event.preventDefault()
    button.click()
  }

  private async saveDraft(): Promise<void> {
    const text = this.inputTarget.value
    const state = `${this.kind}\n${text}`
    if (!this.draftUrlValue || this.writing || state === this.sent) return
    try {
      const response = await send(this.draftUrlValue, "PUT", { text, kind: this.kind })
      if (!response.ok) throw new Error(String(response.status))
      this.sent = state
      this.say("saved")
    } catch {
      this.say("unsaved")
      window.setTimeout(() => this.save(), 5000)
    }
  }

  private say(state: "saved" | "unsaved"): void {
    if (this.hasSavedTarget) this.savedTarget.textContent = this.savedTarget.dataset[state] ?? ""
  }

  private readonly leave = (): void => {
    this.save.cancel()
    void this.saveDraft()
  }

  private readonly done = (event: Event): void => {
    const { success, formSubmission } = (event as CustomEvent<{ success: boolean; formSubmission: { formElement: HTMLFormElement } }>).detail
    if (!success || formSubmission.formElement !== this.element) return
    this.save.cancel()
    this.inputTarget.value = ""
    this.sent = `${this.kind}\n`
    this.say("saved")
    for (const field of this.element.querySelectorAll(".files > .file, input[name=mentions]")) field.remove()
    this.inputTarget.dispatchEvent(new InputEvent("input", { bubbles: true }))
    this.inputTarget.focus()
  }
}

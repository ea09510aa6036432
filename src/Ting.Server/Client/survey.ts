import { Controller } from "@hotwired/stimulus"
import { later } from "./typing"

/** Keeps each answer as it is given; without script the buttons do. */
export class Survey extends Controller<HTMLElement> {
  static override targets = ["form", "saved"]
  declare readonly formTarget: HTMLFormElement
  declare readonly hasFormTarget: boolean
  declare readonly savedTarget: HTMLElement

  private readonly send = later(400, () => void this.post())
  private sending = false

  // On a slow line the first answers may be given before this script is here.
  override connect(): void {
    if (this.hasFormTarget && Array.from(this.formTarget.elements).some(isChanged)) this.save()
  }

  override disconnect(): void {
    this.send.cancel()
  }

  save(): void {
    this.send()
  }

  /** What is being saved is waited for, so that nobody begins twice. */
  leave(event: SubmitEvent): void {
    this.send.cancel()
    if (!this.sending) return

    event.preventDefault()
    window.setTimeout(() => this.formTarget.requestSubmit(event.submitter), 100)
  }

  private async post(): Promise<void> {
    if (this.sending) return this.send()

    this.sending = true
    try {
      const body = new URLSearchParams()
      for (const [name, value] of new FormData(this.formTarget)) if (typeof value === "string") body.append(name, value)
      body.set("go", "auto")
      const answer = await fetch(this.formTarget.action, { method: "POST", body, redirect: "error" })
      if (!answer.ok) return

      const address = answer.headers.get("X-Survey-Address")
      if (address) this.goOnAt(address)
      const now = new Date()
      this.savedTarget.textContent = (this.savedTarget.dataset.words ?? "{0}").replace("{0}", `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`)
    } catch {
      // offline: what stands on the page is sent with the next answer, or with the button
    } finally {
      this.sending = false
    }
  }

  // An open link that was begun goes on at an address of its own.
  private goOnAt(path: string): void {
    if (path === location.pathname) return

    history.replaceState(history.state, "", path + location.search)
    for (const form of this.element.querySelectorAll<HTMLFormElement>("form")) form.action = path + new URL(form.action).search
  }
}

function isChanged(element: Element): boolean {
  if (element instanceof HTMLInputElement) return element.checked !== element.defaultChecked || element.value !== element.defaultValue
  return element instanceof HTMLTextAreaElement && element.value !== element.defaultValue
}

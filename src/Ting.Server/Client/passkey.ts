import { Controller } from "@hotwired/stimulus"
import { csrf } from "./http"

/** Asks the device for a passkey, or to make one, and submits its answer with the form; see the sign-in and account pages. */
export class Passkey extends Controller<HTMLFormElement> {
  static override targets = ["credential", "problem"]
  static override values = { options: String, kind: String, failed: String, missing: String }
  declare readonly credentialTarget: HTMLInputElement
  declare readonly problemTarget: HTMLElement
  declare readonly optionsValue: string
  declare readonly kindValue: string
  declare readonly failedValue: string
  declare readonly missingValue: string

  async ask(): Promise<void> {
    this.problemTarget.textContent = ""
    if (!("PublicKeyCredential" in window) || !("parseRequestOptionsFromJSON" in PublicKeyCredential)) {
      this.problemTarget.textContent = this.missingValue
      return
    }

    try {
      const answer = await fetch(this.optionsValue, { method: "POST", headers: { Accept: "application/json", RequestVerificationToken: csrf() } })
      if (!answer.ok) throw new Error(String(answer.status))
      const options = await answer.json()
      const credential =
        this.kindValue === "create"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      if (!credential) throw new Error("none")
      this.credentialTarget.value = JSON.stringify(credential)
      this.element.requestSubmit()
    } catch {
      this.problemTarget.textContent = this.failedValue // cancelled, timed out, or unknown here: the reader decides what next
    }
  }
}

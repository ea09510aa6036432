import { Controller } from "@hotwired/stimulus"
import { toast } from "./http"
import { isWithinReach } from "./reach"
import { composing, writable } from "./typing"

const Off = "ting-keys-off"

/**
 * Keys outside text fields. An element with data-shortcut="e" is clicked (a field is focused) when e is typed; "g i" means one after the other.
 * j and k walk over [data-row]; ? opens the list of keys.
 */
export class Shortcuts extends Controller<HTMLElement> {
  static override values = { help: String, on: String, off: String }
  declare readonly helpValue: string
  declare readonly onValue: string
  declare readonly offValue: string
  private first = ""
  private timer = 0

  override connect(): void {
    document.addEventListener("keydown", this.typed)
    document.addEventListener("change", this.switched)
    for (const box of this.switches) box.checked = !localStorage.getItem(Off)
  }

  override disconnect(): void {
    document.removeEventListener("keydown", this.typed)
    document.removeEventListener("change", this.switched)
  }

  help(): void {
    const dialog = document.getElementById(this.helpValue)
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
  }

  private get switches(): NodeListOf<HTMLInputElement> {
    return document.querySelectorAll<HTMLInputElement>("[data-shortcuts-switch]")
  }

  private readonly switched = (event: Event): void => {
    const box = event.target as HTMLInputElement
    if (!box.matches?.("[data-shortcuts-switch]")) return
    if (box.checked) localStorage.removeItem(Off)
    else localStorage.setItem(Off, "1")
    toast(box.checked ? this.onValue : this.offValue)
  }

  private readonly typed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || composing(event) || event.ctrlKey || event.metaKey || event.altKey) return
    if (writable(event.target) || document.querySelector("dialog[open]") || localStorage.getItem(Off)) return

    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const keys = this.first ? `${this.first} ${key}` : key
    this.first = ""
    window.clearTimeout(this.timer)
    if (this.act(keys)) {
      event.preventDefault()
    } else if (document.querySelector(`[data-shortcut^="${CSS.escape(key)} "]`)) {
      this.first = key
      this.timer = window.setTimeout(() => (this.first = ""), 1200)
    }
  }

  private act(keys: string): boolean {
    if (keys === "?") return this.help(), true
    if (keys === "j" || keys === "k") return this.walk(keys === "j" ? 1 : -1)
    const found = [...document.querySelectorAll<HTMLElement>("[data-shortcut]")].find((it) => it.dataset.shortcut?.toLowerCase() === keys && isWithinReach(it))
    if (!found) return false
    if (writable(found)) found.focus()
    else found.click()
    return true
  }

  private walk(step: number): boolean {
    const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.checkVisibility())
    if (!rows.length) return false
    const focused = rows.indexOf(document.activeElement as HTMLElement)
    const at = focused >= 0 ? focused : rows.findIndex((row) => row.matches("[aria-current]"))
    const row = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
    row?.focus()
    row?.scrollIntoView({ block: "nearest" })
    return true
  }
}

import { Controller } from "@hotwired/stimulus"

/** Changes light and dark at once and tells the server afterwards; without script the form does the same with a reload. */
export class Theme extends Controller<HTMLFormElement> {
  override connect(): void {
    this.element.addEventListener("submit", this.choose)
  }

  override disconnect(): void {
    this.element.removeEventListener("submit", this.choose)
  }

  private readonly choose = (event: SubmitEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    const root = document.documentElement
    const asked = (event.submitter as HTMLButtonElement | null)?.value ?? "toggle"
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches
    const theme = asked === "toggle" ? (dark ? "light" : "dark") : asked
    if (theme === "system") delete root.dataset.theme
    else root.dataset.theme = theme
    const body = new FormData(this.element)
    body.set("theme", theme)
    void fetch(this.element.action, { method: "POST", body, redirect: "manual", credentials: "same-origin" })
  }
}

import { Controller } from "@hotwired/stimulus"
import { csrf } from "./http"

/**
 * Sends chosen, pasted or dropped files at once, with progress. The server answers { id, name }; the id goes into a hidden field of the form
 * (data-upload-name-value, "attachments"). Targets: input (file), list. Texts: data-upload-remove-value, -failed-value, -large-value.
 */
export class Upload extends Controller<HTMLElement> {
  static override targets = ["input", "list"]
  static override values = { url: String, name: { type: String, default: "attachments" }, max: { type: Number, default: 25_000_000 }, remove: String, failed: String, large: String }
  declare readonly inputTarget: HTMLInputElement
  declare readonly hasInputTarget: boolean
  declare readonly listTarget: HTMLElement
  declare readonly urlValue: string
  declare readonly nameValue: string
  declare readonly maxValue: number
  declare readonly removeValue: string
  declare readonly failedValue: string
  declare readonly largeValue: string

  override connect(): void {
    this.element.addEventListener("paste", this.pasted)
    this.element.addEventListener("dragover", this.over)
    this.element.addEventListener("dragleave", this.left)
    this.element.addEventListener("drop", this.dropped)
  }

  override disconnect(): void {
    this.element.removeEventListener("paste", this.pasted)
    this.element.removeEventListener("dragover", this.over)
    this.element.removeEventListener("dragleave", this.left)
    this.element.removeEventListener("drop", this.dropped)
  }

  choose(): void {
    this.inputTarget.click()
  }

  chosen(): void {
    this.take(this.inputTarget.files)
    this.inputTarget.value = ""
  }

  clear(): void {
    this.listTarget.replaceChildren()
  }

  private readonly pasted = (event: ClipboardEvent): void => {
    if (event.clipboardData?.files.length) {
      event.preventDefault()
      this.take(event.clipboardData.files)
    }
  }

  private readonly over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    this.element.classList.add("over")
  }

  private readonly left = (): void => this.element.classList.remove("over")

  private readonly dropped = (event: DragEvent): void => {
    this.left()
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    this.take(event.dataTransfer.files)
  }

  private take(files: FileList | null): void {
    for (const file of files ?? []) this.sendOne(file)
  }

  private sendOne(file: File): void {
    const chip = document.createElement("div")
    chip.className = "file"
    chip.innerHTML =
      '<i class="i i-file i-sm" aria-hidden="true"></i><span class="cut"></span><button type="button" class="tag-x"><i class="i i-x i-xs" aria-hidden="true"></i></button><span class="bar" role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow="0"><span style="inline-size:0%"></span></span>'
    if (file.type.startsWith("image/")) chip.querySelector(".i-file")!.classList.replace("i-file", "i-image")
    const [name, remove, bar] = [chip.querySelector(".cut")!, chip.querySelector("button")!, chip.querySelector<HTMLElement>(".bar")!]
    name.textContent = file.name
    bar.setAttribute("aria-label", file.name)
    remove.setAttribute("aria-label", `${this.removeValue} ${file.name}`)
    this.listTarget.append(chip)

    const fail = (why: string) => {
      bar.remove()
      chip.classList.add("file-bad")
      const note = document.createElement("small")
      note.setAttribute("role", "alert")
      note.textContent = why
      chip.append(note)
    }
    if (file.size > this.maxValue) {
      remove.onclick = () => chip.remove()
      return fail(this.largeValue)
    }

    const request = new XMLHttpRequest() // fetch cannot report upload progress
    remove.onclick = () => {
      request.abort()
      chip.remove()
      this.dispatch("changed")
    }
    request.open("POST", this.urlValue)
    request.setRequestHeader("RequestVerificationToken", csrf())
    request.setRequestHeader("Accept", "application/json")
    request.upload.onprogress = (event) => {
      const percent = Math.round((event.loaded / event.total) * 100)
      bar.setAttribute("aria-valuenow", String(percent))
      bar.firstElementChild!.setAttribute("style", `inline-size:${percent}%`)
    }
    request.onerror = () => fail(this.failedValue)
    request.onload = () => {
      if (request.status < 200 || request.status > 299) {
        let why = ""
        try {
          why = (JSON.parse(request.responseText) as { detail?: string }).detail ?? ""
        } catch {
          // not our server's answer
        }
        return fail(request.status === 413 ? this.largeValue : why || this.failedValue)
      }

      bar.remove()
      const field = document.createElement("input")
      field.type = "hidden"
      field.name = this.nameValue
      field.value = String((JSON.parse(request.responseText) as { id: string }).id)
      chip.append(field)
      this.dispatch("changed")
    }
    const body = new FormData()
    body.append("file", file)
    request.send(body)
  }
}

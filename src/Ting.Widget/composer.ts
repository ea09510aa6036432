import { Problem } from "./api"
import type { FileOfMessage } from "./contract"
import { h, icon } from "./dom"
import { size } from "./log"
import type { Context } from "./view"

const longest = 10_000
const mostFiles = 10
const accepted = "image/*,.pdf,.txt,.csv,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.zip,.mp4,.mov"
const acceptedNames = /\.(jpe?g|png|gif|webp|heic|heif|avif|bmp|pdf|txt|csv|docx?|xlsx?|pptx?|odt|ods|zip|mp4|mov)$/i

interface Attachment {
  readonly file: File
  readonly row: HTMLElement
  cancel(): void
  done: FileOfMessage | undefined
  failed: boolean
}

/** Where the customer writes. What is typed survives views, language and reload. */
export class Composer {
  readonly element: HTMLElement
  isComposing = false
  readonly #text: HTMLTextAreaElement
  readonly #tray = h("ul", { class: "tray", hidden: true })
  readonly #problem = h("p", { class: "wrong", role: "alert" })
  readonly #note = h("p", { class: "small", role: "status" })
  readonly #attachments: Attachment[] = []
  readonly #isTouch = matchMedia("(pointer: coarse)").matches
  #sendsWhenUploaded = false
  #pause: number | undefined

  constructor(readonly context: Context, readonly sent: () => void) {
    const { say, chat } = context
    const picker = h("input", { type: "file", multiple: true, accept: accepted, hidden: true, tabindex: -1, "aria-hidden": "true", onchange: () => {
      this.addFiles(picker.files ?? [])
      picker.value = ""
    } })
    this.#text = h("textarea", {
      rows: 1, "aria-label": say("message"), placeholder: say("type"), enterkeyhint: this.#isTouch ? "enter" : "send", dir: "auto", value: chat.store.kept.draft ?? "",
      oninput: () => this.#typed(),
      onblur: () => chat.type(false),
      oncompositionstart: () => this.isComposing = true,
      oncompositionend: () => this.isComposing = false,
      onkeydown: (event: KeyboardEvent) => this.#key(event),
      onpaste: (event: ClipboardEvent) => {
        const files = event.clipboardData?.files
        if (!files?.length) return
        event.preventDefault()
        this.addFiles(files)
      },
    })
    this.element = h("div", { class: "w-foot" }, this.#problem, this.#note, this.#tray,
      h("form", { class: "w-in", onsubmit: (event: Event) => {
        event.preventDefault()
        this.send()
      } },
      picker,
      h("button", { type: "button", class: "w-ic", "aria-label": say("attach"), title: say("attach"), onclick: () => picker.click() }, icon("clip")),
      this.#text,
      h("button", { type: "submit", class: "w-ic w-send", "aria-label": say("send"), title: say("send") }, icon("send"))))
    requestAnimationFrame(() => this.#grow())
  }

  focus(): void {
    this.#text.focus()
  }

  slowDown(text: string, seconds: number): void {
    this.#note.textContent = text
    clearTimeout(this.#pause)
    this.#pause = window.setTimeout(() => this.#note.textContent = "", seconds * 1000)
  }

  send(): void {
    const text = this.#text.value.trim()
    if (text.length > longest) {
      this.#problem.textContent = this.context.say("tooLong", { count: text.length, most: longest })
      return
    }
    const uploads = this.#attachments.filter(it => !it.failed)
    if (!text && uploads.length === 0) return
    if (uploads.some(it => !it.done)) {
      this.#sendsWhenUploaded = true
      this.#note.textContent = this.context.say("sendsWhenUploaded")
      return
    }

    this.#sendsWhenUploaded = false
    this.#problem.textContent = this.#note.textContent = ""
    this.context.chat.say(text, uploads.map(it => it.done!))
    for (const upload of uploads) this.#remove(upload)
    this.#text.value = ""
    this.#grow()
    this.sent()
    this.#text.focus()
  }

  addFiles(files: Iterable<File>): void {
    const { say, config } = this.context
    const problems: string[] = []
    for (const file of files) {
      if (this.#attachments.length >= mostFiles) {
        problems.push(say("tooManyFiles", { most: mostFiles }))
        break
      }
      if (file.size === 0) problems.push(say("fileEmpty", { name: file.name }))
      else if (file.size > config.maxFileBytes) problems.push(say("fileTooBig", { name: file.name, size: size(file.size), most: size(config.maxFileBytes) }))
      else if (!acceptedNames.test(file.name)) problems.push(say("fileType", { name: file.name }))
      else this.#upload(file)
    }
    this.#problem.textContent = problems.join(" ")
  }

  #upload(file: File): void {
    const { say, chat, announce, explain } = this.context
    const bar = h("progress", { max: 100, value: 0, "aria-label": say("uploading", { name: file.name, percent: 0 }) })
    const state = h("small", null, size(file.size))
    const tools = h("span", { class: "tools" })
    const preview = h("span", { class: "thumb" }, icon("file"))
    if (file.type.startsWith("image/")) {
      const address = URL.createObjectURL(file)
      const image = h("img", { src: address, alt: "", onload: () => preview.replaceChildren(image) })
      image.addEventListener("load", () => URL.revokeObjectURL(address), { once: true })
      image.addEventListener("error", () => URL.revokeObjectURL(address), { once: true })
    }
    const row = h("li", null, preview, h("span", { class: "grow" }, h("b", { dir: "auto" }, file.name), state, bar), tools)
    const attachment: Attachment = { file, row, done: undefined, failed: false, cancel: () => undefined }
    const remove = h("button", { type: "button", class: "w-ic", "aria-label": say("remove", { name: file.name }), onclick: () => this.#remove(attachment) }, icon("x"))

    const begin = () => {
      attachment.failed = false
      bar.hidden = false
      row.classList.remove("bad")
      tools.replaceChildren(remove)
      const upload = chat.api.upload(file, share => {
        bar.value = Math.round(share * 100)
        bar.setAttribute("aria-label", say("uploading", { name: file.name, percent: bar.value }))
      })
      attachment.cancel = upload.cancel
      upload.done.then(done => {
        attachment.done = done
        bar.hidden = true
        state.textContent = `${size(file.size)} · ${say("uploaded")}`
        announce(`${file.name}: ${say("uploaded")}`)
        if (this.#sendsWhenUploaded && this.#attachments.every(it => it.done ?? it.failed)) this.send()
      }, (reason: unknown) => {
        if (reason instanceof DOMException) return // taken out by the customer
        attachment.failed = true
        this.#sendsWhenUploaded = false
        this.#note.textContent = ""
        bar.hidden = true
        row.classList.add("bad")
        const why = say("uploadFailed", { name: file.name }) + " " + explain(reason)
        state.textContent = why
        announce(why)
        if (!(reason instanceof Problem) || reason.mayPass)
          tools.replaceChildren(h("button", { type: "button", class: "w-ic", "aria-label": say("retry"), title: say("retry"), onclick: begin }, icon("undo")), remove)
      })
    }
    begin()
    this.#attachments.push(attachment)
    this.#tray.append(row)
    this.#tray.hidden = false
  }

  #remove(attachment: Attachment): void {
    if (!attachment.done) attachment.cancel()
    this.#attachments.splice(this.#attachments.indexOf(attachment), 1)
    attachment.row.remove()
    this.#tray.hidden = this.#attachments.length === 0
    this.#text.focus()
  }

  #typed(): void {
    const { chat } = this.context
    this.#problem.textContent = ""
    this.#grow()
    chat.store.keep({ draft: this.#text.value })
    chat.type(this.#text.value.trim() !== "")
  }

  /** Enter ends a candidate of the input method first; on a keyboard it sends, on a touch screen it starts a new line. */
  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || this.isComposing || event.keyCode === 229) return
    if (event.shiftKey || event.altKey || this.#isTouch && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    this.send()
  }

  #grow(): void {
    this.#text.style.blockSize = "auto"
    this.#text.style.blockSize = `${Math.min(this.#text.scrollHeight, 148)}px`
  }
}

import { Controller } from "@hotwired/stimulus"
import { follow, paint, type Finding, type Mark } from "./coach-marks"
import { send } from "./http"
import { composing, later, typeInto } from "./typing"

type Coaching = { findings: Finding[]; apology: boolean; empathy: string | null; paraphrase: boolean; specific: boolean; reasonGiven: boolean; score: number; rewrite: string | null }
type Outcome = "shown" | "accepted" | "skipped" | "disputed" | "overridden"

/**
 * Reads the draft 600 ms after typing ends and offers advice below it. The field itself is never touched while it is being typed in; the lines are
 * drawn on a mirror behind it. A block finding asks for a reason before sending. Outcomes are kept in the log target as JSON.
 */
export class Coach extends Controller<HTMLFormElement> {
  static override targets = ["input", "mirror", "dock", "category", "before", "after", "arrow", "why", "count", "accept", "skip", "reason", "reasonField", "log", "ear", "eye", "heart", "because", "rewrite", "paused"]
  static override values = { url: String, categories: { type: Object, default: {} } }
  declare readonly inputTarget: HTMLTextAreaElement
  declare readonly mirrorTarget: HTMLElement
  declare readonly dockTarget: HTMLElement
  declare readonly hasDockTarget: boolean
  declare readonly categoryTarget: HTMLElement
  declare readonly beforeTarget: HTMLElement
  declare readonly afterTarget: HTMLElement
  declare readonly arrowTarget: HTMLElement
  declare readonly whyTarget: HTMLElement
  declare readonly countTarget: HTMLElement
  declare readonly acceptTarget: HTMLButtonElement
  declare readonly skipTarget: HTMLButtonElement
  declare readonly reasonTarget: HTMLElement
  declare readonly reasonFieldTarget: HTMLInputElement
  declare readonly logTarget: HTMLInputElement
  declare readonly hasLogTarget: boolean
  declare readonly earTargets: HTMLElement[]
  declare readonly eyeTargets: HTMLElement[]
  declare readonly heartTargets: HTMLElement[]
  declare readonly becauseTargets: HTMLElement[]
  declare readonly rewriteTargets: HTMLButtonElement[]
  declare readonly pausedTargets: HTMLElement[]
  declare readonly urlValue: string
  declare readonly categoriesValue: Record<string, string>

  private marks: Mark[] = []
  private text = ""
  private read: string | null = null
  private current = 0
  private rewriting: string | null = null
  private log = new Map<string, Finding & { outcome: Outcome }>()
  private asked?: AbortController
  private writing = false
  private cleared = false
  private readonly soon = later(600, () => void this.review())

  override connect(): void {
    this.text = this.inputTarget.value
    this.inputTarget.addEventListener("input", this.typed)
    this.inputTarget.addEventListener("compositionstart", this.composeStart)
    this.inputTarget.addEventListener("compositionend", this.composeEnd)
    this.inputTarget.addEventListener("scroll", this.scrolled)
    this.inputTarget.addEventListener("click", this.pointed)
    this.element.addEventListener("composer:mode", this.typed)
    this.element.addEventListener("keydown", this.keys)
    this.element.addEventListener("submit", this.guard, { capture: true })
    this.element.addEventListener("turbo:submit-end", this.done)
    this.show()
    if (this.text) void this.review()
  }

  override disconnect(): void {
    this.soon.cancel()
    this.asked?.abort()
    this.inputTarget.removeEventListener("input", this.typed)
    this.inputTarget.removeEventListener("compositionstart", this.composeStart)
    this.inputTarget.removeEventListener("compositionend", this.composeEnd)
    this.inputTarget.removeEventListener("scroll", this.scrolled)
    this.inputTarget.removeEventListener("click", this.pointed)
    this.element.removeEventListener("composer:mode", this.typed)
    this.element.removeEventListener("keydown", this.keys)
    this.element.removeEventListener("submit", this.guard, { capture: true })
    this.element.removeEventListener("turbo:submit-end", this.done)
  }

  accept(): void {
    const mark = this.marks[this.current]
    if (!mark || mark.suggestion === null) return
    this.note(mark, "accepted")
    this.marks.splice(this.current, 1)
    typeInto(this.inputTarget, mark.suggestion, mark.start, mark.start + mark.length)
  }

  next(): void {
    this.go(1)
  }

  previous(): void {
    this.go(-1)
  }

  skip(): void {
    this.drop("skipped")
  }

  dispute(): void {
    this.drop("disputed")
  }

  rewrite(): void {
    if (!this.rewriting || this.rewriting === this.inputTarget.value) return
    for (const mark of this.marks) if (mark.suggestion !== null) this.note(mark, "accepted")
    this.marks = []
    typeInto(this.inputTarget, this.rewriting, 0, this.inputTarget.value.length)
  }

  private get replying(): boolean {
    return this.element.dataset.mode !== "note"
  }

  private go(step: number): void {
    if (!this.marks.length) return
    this.current = (this.current + step + this.marks.length) % this.marks.length
    this.show()
  }

  private drop(outcome: Outcome): void {
    const mark = this.marks[this.current]
    if (!mark || (mark.severity === "block" && outcome === "skipped")) return
    this.note(mark, outcome)
    if (mark.severity === "block") return this.go(1)
    this.marks.splice(this.current, 1)
    this.current = Math.min(this.current, Math.max(0, this.marks.length - 1))
    this.show()
    this.inputTarget.focus()
  }

  private note(mark: Mark, outcome: Outcome): void {
    const { rule, category, severity, start, length, text, why, suggestion } = mark
    const key = `${rule}\n${text}`
    const before = this.log.get(key)
    if (outcome === "shown" && before) return
    this.log.set(key, { rule, category, severity, start, length, text, why, suggestion, outcome })
    if (this.hasLogTarget) this.logTarget.value = JSON.stringify([...this.log.values()].map((it) => ({ rule: it.rule, category: it.category, severity: it.severity, text: it.text, suggestion: it.suggestion, outcome: it.outcome })))
  }

  private readonly typed = (): void => {
    const text = this.inputTarget.value
    this.marks = follow(this.marks, this.text, text)
    this.text = text
    this.current = Math.min(this.current, Math.max(0, this.marks.length - 1))
    this.cleared = false
    this.show()
    if (!this.writing) this.soon()
  }

  private readonly composeStart = (): void => {
    this.writing = true
    this.soon.cancel()
  }

  private readonly composeEnd = (): void => {
    this.writing = false
    this.typed()
  }

  private readonly scrolled = (): void => {
    this.mirrorTarget.scrollTop = this.inputTarget.scrollTop
  }

  private readonly pointed = (): void => {
    const at = this.inputTarget.selectionStart
    const index = this.marks.findIndex((mark) => at >= mark.start && at <= mark.start + mark.length)
    if (index >= 0 && index !== this.current) {
      this.current = index
      this.show()
    }
  }

  private readonly keys = (event: KeyboardEvent): void => {
    if (composing(event)) return
    if (event.altKey && event.key === "Enter") this.accept()
    else if (event.altKey && event.key === "ArrowDown") this.next()
    else if (event.altKey && event.key === "ArrowUp") this.previous()
    else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "j") this.rewrite()
    else return
    event.preventDefault()
  }

  private async review(): Promise<void> {
    const text = this.inputTarget.value
    this.asked?.abort()
    if (!this.replying || !text.trim()) {
      this.read = text
      this.marks = []
      this.rewriting = null
      this.meter(null)
      return this.show()
    }

    const asked = (this.asked = new AbortController())
    try {
      const response = await send(this.urlValue, "POST", { text }, asked.signal)
      if (!response.ok) throw new Error(String(response.status))
      const coaching = (await response.json()) as Coaching
      if (this.inputTarget.value !== text) return // typed on meanwhile: the next reading is under way
      const gone = (finding: Finding) => ["skipped", "disputed"].includes(this.log.get(`${finding.rule}\n${finding.text}`)?.outcome ?? "") && finding.severity !== "block"
      this.read = text
      this.marks = coaching.findings.filter((finding) => !gone(finding)).map((finding) => ({ ...finding }))
      this.marks.forEach((mark) => this.note(mark, "shown"))
      this.rewriting = coaching.rewrite
      this.meter(coaching)
      this.pause(false)
      this.show()
    } catch (error) {
      if ((error as Error).name !== "AbortError") this.pause(true)
    }
  }

  // The desk works as before without the engine; one quiet line says so.
  private pause(paused: boolean): void {
    for (const line of this.pausedTargets) line.hidden = !paused
    if (paused) this.read = this.inputTarget.value
  }

  private meter(coaching: Coaching | null): void {
    const set = (parts: HTMLElement[], there: boolean) => {
      for (const part of parts) {
        part.classList.toggle("ok", there)
        part.setAttribute("aria-label", (there ? part.dataset.there : part.dataset.missing) ?? "")
      }
    }
    set(this.earTargets, coaching?.paraphrase ?? false)
    set(this.eyeTargets, coaching?.specific ?? false)
    set(this.heartTargets, !!coaching && (coaching.empathy !== null || coaching.apology))
    set(this.becauseTargets, coaching?.reasonGiven ?? false)
    for (const button of this.rewriteTargets) button.disabled = !coaching?.rewrite || coaching.rewrite === this.inputTarget.value
  }

  private show(): void {
    paint(this.mirrorTarget, this.inputTarget.value, this.replying ? this.marks : [], this.current)
    this.scrolled()
    if (!this.hasDockTarget) return
    const mark = this.replying ? this.marks[this.current] : undefined
    this.dockTarget.hidden = !mark
    if (!mark) return

    const blocks = mark.severity === "block"
    this.dockTarget.classList.toggle("coach-block", blocks)
    this.categoryTarget.className = `tag ${blocks ? "tag-d" : mark.severity === "warn" ? "tag-w" : "tag-b"}`
    this.categoryTarget.textContent = this.categoriesValue[mark.category] ?? mark.category
    this.beforeTarget.textContent = mark.text
    this.afterTarget.textContent = mark.suggestion ?? ""
    this.arrowTarget.hidden = this.acceptTarget.hidden = mark.suggestion === null
    this.whyTarget.textContent = mark.why
    this.skipTarget.hidden = blocks
    this.countTarget.textContent = this.marks.length > 1 ? `${this.current + 1} / ${this.marks.length}` : ""
    if (!blocks) this.reasonTarget.hidden = true
  }

  // Runs before Turbo sees the form: first the latest text is read, then a block asks for its reason.
  private readonly guard = (event: SubmitEvent): void => {
    if (!this.replying || this.cleared) return
    const text = this.inputTarget.value
    if (this.read !== text && text.trim()) {
      event.preventDefault()
      event.stopImmediatePropagation()
      this.soon.cancel()
      const enough = new Promise((resolve) => window.setTimeout(resolve, 1500))
      void Promise.race([this.review(), enough]).then(() => {
        this.read = this.inputTarget.value // a slow engine must not keep an answer back
        this.element.requestSubmit(event.submitter)
      })
      return
    }

    const blocks = this.marks.filter((mark) => mark.severity === "block")
    if (!blocks.length || !this.hasDockTarget) return
    const reason = this.reasonFieldTarget.value.trim()
    if (reason.length >= 2) {
      blocks.forEach((mark) => this.note(mark, "overridden"))
      this.cleared = true
      return
    }

    event.preventDefault()
    event.stopImmediatePropagation()
    this.current = this.marks.findIndex((mark) => mark.severity === "block")
    this.show()
    this.reasonTarget.hidden = false
    this.reasonFieldTarget.focus()
  }

  private readonly done = (event: Event): void => {
    if (!(event as CustomEvent<{ success: boolean }>).detail.success) return
    this.log.clear()
    this.marks = []
    this.read = null
    this.cleared = false
    this.reasonFieldTarget.value = ""
    this.reasonTarget.hidden = true
    if (this.hasLogTarget) this.logTarget.value = ""
    this.meter(null)
    this.show()
  }
}

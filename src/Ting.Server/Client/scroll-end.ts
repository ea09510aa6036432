import { Controller } from "@hotwired/stimulus"

/** Keeps a conversation at its newest message, unless the reader has scrolled up; then a button says that something came. */
export class ScrollEnd extends Controller<HTMLElement> {
  static override targets = ["news"]
  declare readonly newsTarget: HTMLElement
  declare readonly hasNewsTarget: boolean
  private atEnd = true
  private content = ""
  private resized?: ResizeObserver
  private changed?: MutationObserver

  override connect(): void {
    this.element.addEventListener("scroll", this.scrolled, { passive: true })
    this.resized = new ResizeObserver(() => this.follow())
    this.resized.observe(this.element)
    this.changed = new MutationObserver(() => this.follow())
    this.changed.observe(this.element, { childList: true, subtree: true })
    this.content = this.last
    this.end()
  }

  override disconnect(): void {
    this.element.removeEventListener("scroll", this.scrolled)
    this.resized?.disconnect()
    this.changed?.disconnect()
  }

  end(): void {
    this.element.scrollTop = this.element.scrollHeight
    this.atEnd = true
    if (this.hasNewsTarget) this.newsTarget.hidden = true
  }

  private get last(): string {
    return [...this.element.querySelectorAll("[id^=message-]")].at(-1)?.id ?? ""
  }

  private follow(): void {
    const came = this.last !== this.content
    this.content = this.last
    if (this.atEnd) this.end()
    else if (came && this.hasNewsTarget) this.newsTarget.hidden = false
  }

  private readonly scrolled = (): void => {
    this.atEnd = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < 60
    if (this.atEnd && this.hasNewsTarget) this.newsTarget.hidden = true
  }
}

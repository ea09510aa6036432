import { Controller } from "@hotwired/stimulus"

type Drawn = { setOption(option: object, replace: boolean): void; resize(): void; dispose(): void }

/** Draws the ECharts option in its <script type="application/json">. The library is fetched only on pages that have a chart. */
export class Chart extends Controller<HTMLElement> {
  static override targets = ["canvas", "option"]
  declare readonly canvasTarget: HTMLElement
  declare readonly optionTarget: HTMLScriptElement
  private drawn?: Drawn | undefined
  private resized?: ResizeObserver
  private themed?: MutationObserver
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)")

  override connect(): void {
    this.resized = new ResizeObserver(() => this.drawn?.resize())
    this.resized.observe(this.canvasTarget)
    this.themed = new MutationObserver(this.draw)
    this.themed.observe(document.documentElement, { attributeFilter: ["data-theme"] })
    this.themed.observe(this.optionTarget, { childList: true, characterData: true, subtree: true })
    this.scheme.addEventListener("change", this.draw)
    void this.draw()
  }

  override disconnect(): void {
    this.resized?.disconnect()
    this.themed?.disconnect()
    this.scheme.removeEventListener("change", this.draw)
    this.drawn?.dispose()
    this.drawn = undefined
  }

  private readonly draw = async (): Promise<void> => {
    const { start, dressed } = await import("./chart-drawing")
    if (!this.element.isConnected) return
    this.drawn ??= start(this.canvasTarget)
    this.drawn.setOption(dressed(JSON.parse(this.optionTarget.textContent ?? "{}") as object, this.canvasTarget), true)
  }
}

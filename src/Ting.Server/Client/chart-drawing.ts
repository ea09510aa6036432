import { BarChart, LineChart, ScatterChart } from "echarts/charts"
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components"
import * as echarts from "echarts/core"
import { SVGRenderer } from "echarts/renderers"

echarts.use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

export function start(element: HTMLElement) {
  return echarts.init(element, undefined, { renderer: "svg" })
}

/** The option with our type, lines and colours; a colour written as a token ("--t-brand") becomes the theme's own. */
export function dressed(option: object, element: HTMLElement): object {
  const colour = reader(element)
  const style = getComputedStyle(element)
  const text = { color: colour("--t-text-3"), fontFamily: style.fontFamily, fontSize: 12 }
  const axis = {
    axisLine: { lineStyle: { color: colour("--t-border-strong") } },
    axisTick: { show: false },
    axisLabel: text,
    nameTextStyle: text,
    splitLine: { lineStyle: { color: colour("--t-border") } },
  }
  const given = coloured(option, colour) as Record<string, unknown>
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 360,
    color: ["--t-brand", "--t-eye", "--t-heart", "--t-emo-m1", "--t-emo-p1", "--t-emo-0"].map(colour),
    textStyle: text,
    ...given,
    grid: merged({ left: 4, right: 12, top: 16, bottom: 4, containLabel: true }, given.grid),
    tooltip: merged(
      {
        trigger: "axis",
        backgroundColor: colour("--t-surface"),
        borderColor: colour("--t-border-strong"),
        textStyle: { color: colour("--t-text"), fontFamily: style.fontFamily, fontSize: 13 },
        axisPointer: { lineStyle: { color: colour("--t-border-strong") }, shadowStyle: { color: colour("--t-hover"), opacity: 0.6 } },
        confine: true,
      },
      given.tooltip,
    ),
    ...(given.legend ? { legend: merged({ textStyle: { ...text, color: colour("--t-text-2") }, itemWidth: 14, itemHeight: 10, top: 0, left: 0 }, given.legend) } : {}),
    xAxis: each(given.xAxis ?? {}, (it) => merged({ ...axis, splitLine: { show: false } }, it)),
    yAxis: each(given.yAxis ?? {}, (it) => merged({ ...axis, axisLine: { show: false } }, it)),
  }
}

// light-dark() is resolved by asking what colour an element really has.
function reader(element: HTMLElement): (token: string) => string {
  const probe = document.createElement("span")
  probe.hidden = true
  element.append(probe)
  const known = new Map<string, string>()
  queueMicrotask(() => probe.remove())
  return (token) => {
    let found = known.get(token)
    if (found === undefined) {
      probe.style.color = `var(${token})`
      found = getComputedStyle(probe).color
      known.set(token, found)
    }
    return found
  }
}

function coloured(value: unknown, colour: (token: string) => string): unknown {
  if (typeof value === "string") return value.startsWith("--t-") ? colour(value) : value
  if (Array.isArray(value)) return value.map((it) => coloured(it, colour))
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, coloured(it, colour)]))
  return value
}

function each(value: unknown, work: (it: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(work) : work(value)
}

function merged(ours: Record<string, unknown>, given: unknown): Record<string, unknown> {
  const result = { ...ours }
  for (const [key, value] of Object.entries((given ?? {}) as Record<string, unknown>)) {
    const old = result[key]
    const both = value && old && typeof value === "object" && typeof old === "object" && !Array.isArray(value)
    result[key] = both ? merged(old as Record<string, unknown>, value) : value
  }
  return result
}

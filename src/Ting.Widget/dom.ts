type Child = Node | string | number | false | null | undefined | Child[]
type Properties = Record<string, unknown>

/** Makes an element. Text only ever becomes a text node; `on…` takes a listener; false and null leave an attribute out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties?: Properties | null, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === false || value === null || value === undefined) continue
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener)
    else if (name === "value" || name === "checked" || name === "hidden") Object.assign(element, { [name]: value })
    else element.setAttribute(name, value === true ? "" : String(value))
  }
  append(element, children)
  return element
}

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child === false || child === null || child === undefined) continue
    if (Array.isArray(child)) append(element, child)
    else element.append(child instanceof Node ? child : String(child))
  }
}

const space = "http://www.w3.org/2000/svg"

export function svg(tag: string, attributes: Record<string, string | number>, ...children: Element[]): SVGElement {
  const element = document.createElementNS(space, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  element.append(...children)
  return element
}

const lines = {
  box: "M12 3.5 4 7.5v9l8 4 8-4v-9zM4 7.5l8 4 8-4M12 11.5v9",
  alert: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.3",
  gift: "M4 10.5h16V18.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5zM3.5 7.5h17v3h-17zM12 7.5V20M12 7.5c-3.5 0-5-1-5-2.5S9.5 3 12 7.5c2.5-4.5 5-3.5 5-2.5s-1.5 2.5-5 2.5z",
  chat: "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z",
  calendar: "M5.5 5.5h13A1.5 1.5 0 0 1 20 7v11.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5V7a1.5 1.5 0 0 1 1.5-1.5zM4 10h16M8.5 3.5v4M15.5 3.5v4",
  down: "m6.5 9.5 5.5 5.5 5.5-5.5",
  left: "M14.5 6 8.5 12l6 6",
  right: "m9.5 6 6 6-6 6",
  clip: "m19.5 11-7.7 7.7a4.7 4.7 0 0 1-6.7-6.7l8-8a3.2 3.2 0 0 1 4.5 4.5l-7.9 7.9a1.6 1.6 0 0 1-2.3-2.3l7-7",
  send: "M20.5 3.5 10 14M20.5 3.5 14 20.5l-4-6.5-6.5-4z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  x: "M6 6l12 12M18 6 6 18",
  mail: "M6 5h12a2.5 2.5 0 0 1 2.5 2.5v9A2.5 2.5 0 0 1 18 19H6a2.5 2.5 0 0 1-2.5-2.5v-9A2.5 2.5 0 0 1 6 5zM4.5 7.5l7.5 5.5 7.5-5.5",
  info: "M3.5 12a8.5 8.5 0 1 1 17 0 8.5 8.5 0 0 1-17 0zM12 11v5M12 8v.2",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  file: "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5",
  undo: "M8.5 5 4.5 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-3",
  edit: "M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4",
  lock: "M6.5 10.5h11A1.5 1.5 0 0 1 19 12v6.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5V12a1.5 1.5 0 0 1 1.5-1.5zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5",
} as const

export type IconName = keyof typeof lines

/** Drawn as elements, not as a data address: the page's own image policy cannot forbid it. */
export const icon = (name: IconName): SVGElement =>
  svg("svg", { viewBox: "0 0 24 24", class: `i i-${name}`, "aria-hidden": "true" }, svg("path", { d: lines[name] }))

export const mark = (): SVGElement => svg("svg", { viewBox: "0 0 32 32", class: "mark", "aria-hidden": "true" },
  svg("path", { d: "M13.6 4.6C7.7 4.6 4 9.2 4 15c0 5 1.5 8.2 3.4 10.6 1.3 1.7 3.5 2.4 5.1 1.1M12.4 11.4c3.6-5.6 12-5.6 15.6 0-3.6 5.6-12 5.6-15.6 0zM14.6 20.8c.2 4.3 2 6.8 5.8 6.8 2.6 0 4.2-1.2 4.9-3.3M20 20.3l1.3 2.1M26.2 19.3l1.9 2" }),
  svg("circle", { cx: 20.2, cy: 11.4, r: 1.7, class: "mark-dot" }))

const faces = [
  ["m2", "M12 .8 23.2 12 12 23.2.8 12z", "M6.8 13.8l2.6-3 2.6 3 2.6-3 2.6 3"],
  ["m1", "M3 3.5Q12 1 21 3.5V12c0 5.3-3.8 8.8-9 10.8C6.8 20.8 3 17.3 3 12z", "M7.8 14.2c1-2.2 2.4-3.2 4.2-3.2s3.2 1 4.2 3.2"],
  ["0", "M1.5 12a10.5 10.5 0 1 1 21 0 10.5 10.5 0 0 1-21 0z", "M7.5 12.5h9"],
  ["p1", "M12 1.2c5 5.2 9 9 9 13.1a9 9 0 0 1-18 0c0-4.1 4-7.9 9-13.1z", "M8 13.6c1 2.2 2.3 3.2 4 3.2s3-1 4-3.2"],
  ["p2", "M12 22.5S1 16 1 8.8A6.1 6.1 0 0 1 12 5.2a6.1 6.1 0 0 1 11 3.6C23 16 12 22.5 12 22.5z", "M7.5 10.5c1.2 2.6 2.7 3.9 4.5 3.9s3.3-1.3 4.5-3.9"],
] as const

/** One of the five shapes of the emotion scale; `score` is 1 to 5. */
export function face(score: number): SVGElement {
  const [name, shape, mouth] = faces[score - 1]!
  return svg("svg", { viewBox: "0 0 24 24", class: `e e-${name}`, "aria-hidden": "true" }, svg("path", { d: shape, class: "e-shape" }), svg("path", { d: mouth, class: "e-mouth" }))
}

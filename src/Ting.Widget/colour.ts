/** The brand colour of an inbox, made readable on both themes. */

type Rgb = readonly [number, number, number]

const white: Rgb = [255, 255, 255]
const ink: Rgb = [6, 35, 29]

function parse(colour: string): Rgb | undefined {
  const match = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour.trim())
  if (!match) return undefined
  const digits = match[1]!.length === 3 ? [...match[1]!].map(digit => digit + digit).join("") : match[1]!
  return [0, 2, 4].map(at => parseInt(digits.slice(at, at + 2), 16)) as unknown as Rgb
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map(part => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((left, right) => right - left) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb => from.map((part, at) => Math.round(part + (to[at]! - part) * share)) as unknown as Rgb

const css = (colour: Rgb) => `rgb(${colour.join(" ")})`

/** The colour moved towards `to` until it stands out from `background` as text must. */
function readable(colour: Rgb, background: Rgb, to: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const moved = mix(colour, to, share)
    if (contrast(moved, background) >= 4.6) return moved
  }
  return to
}

/** Custom properties for `:host`, or nothing when the colour is not a hexadecimal one: then the house colour stays. */
export function brandProperties(colour: string | null | undefined): Record<string, string> {
  const brand = colour ? parse(colour) : undefined
  if (!brand) return {}

  const onLight = contrast(brand, white) >= 4.5 ? white : ink
  const solid = contrast(brand, onLight) >= 4.5 ? brand : readable(brand, white, ink)
  const dark: Rgb = [25, 30, 28]
  const text = { light: readable(brand, mix(white, brand, 0.12), ink), dark: readable(brand, mix(dark, brand, 0.18), white) }
  const themed = (light: Rgb, night: Rgb) => `light-dark(${css(light)},${css(night)})`
  return {
    "--t-brand": themed(solid, text.dark),
    "--t-brand-hover": themed(mix(solid, ink, 0.15), mix(text.dark, white, 0.2)),
    "--t-brand-soft": themed(mix(white, brand, 0.12), mix(dark, brand, 0.18)),
    "--t-brand-line": themed(mix(white, brand, 0.38), mix(dark, brand, 0.45)),
    "--t-brand-text": themed(text.light, text.dark),
    "--t-focus": themed(text.light, text.dark),
    "--t-on-brand": themed(contrast(solid, white) >= 4.5 ? white : ink, ink),
    "--w-head": themed(solid, mix(solid, dark, 0.45)),
    "--w-on-head": contrast(solid, white) >= 4.5 ? "#fff" : themed(ink, white),
  }
}

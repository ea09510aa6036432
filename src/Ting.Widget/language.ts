export const languages = ["zh-Hans", "ja", "en"] as const

export type Language = (typeof languages)[number]

/** The first wish we speak; English when we speak none of them. */
export function pickLanguage(...wishes: (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const primary = wish?.trim().toLowerCase().split(/[-_]/)[0]
    if (primary === "zh") return "zh-Hans"
    if (primary === "ja" || primary === "en") return primary
  }
  return "en"
}

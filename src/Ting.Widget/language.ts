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

/** "14:00" today, with the day when it is another one, by the reader's own clock. */
export function moment(language: Language, at: string): string {
  const time = new Date(at)
  const days = (time.getTime() - Date.now()) / 86_400_000
  const day: Intl.DateTimeFormatOptions = time.toDateString() === new Date().toDateString() ? {} : days < 6 ? { weekday: "long" } : { month: "long", day: "numeric" }
  return new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(time)
}

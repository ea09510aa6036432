export type Finding = { rule: string; category: string; severity: "hint" | "warn" | "block"; start: number; length: number; text: string; why: string; suggestion: string | null }
export type Mark = Finding

/** Moves marks along when the text before them changes, and drops those whose own words changed. */
export function follow(marks: Mark[], before: string, after: string): Mark[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const shift = after.length - before.length
  return marks
    .map((mark) => (mark.start >= before.length - tail ? { ...mark, start: mark.start + shift } : mark))
    .filter((mark) => after.slice(mark.start, mark.start + mark.length) === mark.text)
}

/** Draws the text again, unseen, with a line under every mark; the textarea in front of it has the same metrics. */
export function paint(mirror: HTMLElement, text: string, marks: Mark[], current: number): void {
  const parts: (Node | string)[] = []
  let at = 0
  for (const [index, mark] of [...marks.entries()].sort(([, a], [, b]) => a.start - b.start)) {
    if (mark.start < at || mark.start + mark.length > text.length) continue
    parts.push(text.slice(at, mark.start))
    const line = document.createElement("u")
    line.className = `ck ck-${mark.severity}${index === current ? " on" : ""}`
    line.textContent = text.slice(mark.start, mark.start + mark.length)
    parts.push(line)
    if (marks.length > 1) {
      const number = document.createElement("span")
      number.className = "ck-n"
      number.textContent = String(index + 1)
      parts.push(number)
    }
    at = mark.start + mark.length
  }
  parts.push(text.slice(at), "\u200b") // a last line break needs something after it to take up room
  mirror.replaceChildren(...parts)
}

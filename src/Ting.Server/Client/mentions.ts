import { composing, typeInto } from "./typing"

type Person = { id: string; name: string }

/** The list that opens after @ in a note. It is docked to the top of the box, away from the input method's window. */
export class MentionList {
  private list: HTMLElement | undefined
  private current = 0

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: HTMLTextAreaElement,
    private readonly people: () => Person[],
  ) {
    field.addEventListener("input", (event) => !composing(event) && this.look())
    field.addEventListener("compositionend", () => this.look())
    field.addEventListener("keydown", (event) => this.keys(event), { capture: true })
    field.addEventListener("blur", () => window.setTimeout(() => this.close(), 150))
  }

  close(): void {
    this.list?.remove()
    this.list = undefined
    this.field.removeAttribute("aria-activedescendant")
    this.field.removeAttribute("aria-controls")
  }

  // Chinese and Japanese do not put a space before @, so any place will do except inside a Latin word (an address).
  private get begun(): { start: number; words: string } | null {
    const before = this.field.value.slice(0, this.field.selectionStart)
    const found = /(?:^|[^A-Za-z0-9.])[@＠]([^\s@＠]{0,20})$/u.exec(before)
    return found ? { start: before.length - found[1]!.length - 1, words: found[1]!.toLocaleLowerCase() } : null
  }

  private look(): void {
    const begun = this.begun
    const fit = begun ? this.people().filter((person) => person.name.toLocaleLowerCase().includes(begun.words)).slice(0, 8) : []
    this.close()
    if (!begun || !fit.length) return

    const list = document.createElement("div")
    list.className = "lb"
    list.id = "mention-list"
    list.setAttribute("role", "listbox")
    list.style.cssText = "inset-block-end:calc(100% + 4px);inset-inline-start:8px"
    list.append(
      ...fit.map((person, index) => {
        const row = document.createElement("div")
        row.className = "menu-i"
        row.id = `mention-${index}`
        row.setAttribute("role", "option")
        row.textContent = person.name
        row.onmousedown = (event) => {
          event.preventDefault()
          this.take(person)
        }
        return row
      }),
    )
    this.list = list
    this.form.append(list)
    this.field.setAttribute("aria-controls", list.id)
    this.mark(0)
  }

  private mark(index: number): void {
    const rows = [...(this.list?.children ?? [])]
    this.current = (index + rows.length) % rows.length
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === this.current)))
    this.field.setAttribute("aria-activedescendant", `mention-${this.current}`)
  }

  private keys(event: KeyboardEvent): void {
    if (!this.list || composing(event) || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.mark(this.current + step)
    else if (event.key === "Enter" || event.key === "Tab") {
      const name = this.list.children[this.current]?.textContent
      const person = this.people().find((it) => it.name === name)
      if (person) this.take(person)
    } else if (event.key === "Escape") this.close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  private take(person: Person): void {
    const begun = this.begun
    this.close()
    if (!begun) return
    typeInto(this.field, `@${person.name} `, begun.start, this.field.selectionStart)
    if (![...this.form.querySelectorAll<HTMLInputElement>("input[name=mentions]")].some((field) => field.value === person.id)) {
      const field = document.createElement("input")
      field.type = "hidden"
      field.name = "mentions"
      field.value = person.id
      this.form.append(field)
    }
  }
}

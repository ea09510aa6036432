import { face, h, icon } from "./dom"
import type { Key } from "./texts"
import type { Context, View } from "./view"

/** The five factors of satisfaction, in the customer's words. */
const reasons = ["understanding", "reliability", "speed", "courtesy", "care"] as const

/** The question at the end, and the thanks. */
export function ratingView({ chat, say, show, explain }: Context): View {
  const chosen = new Set<string>()
  let score = 0

  const because = h("p", { class: "lb", id: "w-why" })
  const picks = h("div", { class: "picks", role: "group", "aria-labelledby": "w-why" })
  const comment = h("textarea", { class: "in", id: "w-comment", rows: 3, maxlength: 2000, dir: "auto" })
  const problem = h("p", { class: "wrong", role: "alert" })
  const submit = h("button", { class: "btn btn-p w-go", type: "submit" }, say("submit"))
  const detail = h("div", { class: "w-detail", hidden: true }, because, picks, h("label", { class: "lb", for: comment.id }, say("comment")), comment)

  const drawReasons = () => {
    const tone = score >= 4 ? "good" : "bad"
    because.replaceChildren(say(score >= 4 ? "goodAt" : "badAt"), " ", h("span", { class: "muted" }, say("several")))
    picks.replaceChildren(...reasons.map(reason => {
      const pick = h("button", {
        type: "button",
        onclick: () => {
          if (!chosen.delete(reason)) chosen.add(reason)
          draw()
        },
      })
      const draw = () => {
        const isOn = chosen.has(reason)
        pick.classList.toggle("on", isOn)
        pick.setAttribute("aria-pressed", String(isOn))
        pick.replaceChildren(...isOn ? [icon("check")] : [], say(`${tone}_${reason}` as Key))
      }
      draw()
      return pick
    }))
  }

  const faces = [1, 2, 3, 4, 5].map(value => h("label", null,
    h("input", {
      type: "radio", name: "w-score", value: String(value),
      onchange: () => {
        if (score >= 4 !== value >= 4) chosen.clear()
        score = value
        problem.textContent = ""
        detail.hidden = false
        drawReasons()
      },
    }),
    h("span", { class: "face" }, face(value)), h("em", null, say(`score${value}` as Key))))

  const form = h("form", {
    class: "w-b w-c", novalidate: true,
    onsubmit: async (event: Event) => {
      event.preventDefault()
      if (score === 0) {
        problem.textContent = say("chooseScore")
        faces[0]!.querySelector("input")!.focus()
        return
      }
      submit.disabled = true
      try {
        await chat.rate({ score, reasons: [...chosen], comment: comment.value.trim() })
        element.replaceChildren(thanks())
        element.querySelector<HTMLElement>("h2")!.focus()
      } catch (reason) {
        problem.textContent = explain(reason)
      } finally {
        submit.disabled = false
      }
    },
  },
  h("div", { class: "done" }, icon("check")),
  h("h2", { id: "w-question" }, say("resolvedTitle")),
  h("div", { class: "faces", role: "radiogroup", "aria-labelledby": "w-question" }, faces),
  problem, detail, submit,
  h("p", { class: "small" }, say("ratingNote")),
  h("div", { class: "w-links" },
    h("button", { type: "button", class: "link", onclick: () => show("talk") }, say("transcript")),
    h("button", { type: "button", class: "link", onclick: later }, say("later"))))

  function later(): void {
    chat.askRating = false
    show("talk")
  }

  function thanks(): HTMLElement {
    return h("div", { class: "w-b w-c" },
      h("div", { class: "done" }, icon("check")),
      h("h2", { tabindex: -1 }, say("thanks")),
      h("p", { class: "lead" }, say(score >= 3 ? "thanksNote" : "thanksSorry")),
      h("div", { class: "w-opt" },
        option("chat", say("transcript"), () => show("talk")),
        option("edit", say("again"), () => {
          chat.startAnew(undefined)
          show("form")
        })))
  }

  const element = h("div", { class: "w-view" }, form)
  return {
    element,
    update: () => undefined,
    focus: () => element.querySelector<HTMLElement>("input")?.focus(),
  }
}

export function option(name: Parameters<typeof icon>[0], title: string, act: () => void, note?: string): HTMLButtonElement {
  return h("button", { type: "button", onclick: act }, icon(name), h("span", null, h("b", null, title), note && h("small", null, note)), icon("right"))
}

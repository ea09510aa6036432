import { Composer } from "./composer"
import { h, icon, svg } from "./dom"
import { looksLikeEmail } from "./form"
import { Log } from "./log"
import { option } from "./rating"
import { duration } from "./texts"
import type { Context, View } from "./view"

export interface TalkView extends View {
  slowDown(text: string, seconds: number): void
  markRead(): void
}

/** Waiting, talking, and reading it again after the end. */
export function talkView(context: Context): TalkView {
  const { chat, config, say, show, explain } = context
  let isWriting = false // the customer adds something while nobody has come yet
  let isLeavingEmail = false

  const composer = new Composer(context, () => {
    update()
    log.toEnd()
  })

  const strip = h("p", { class: "strip", role: "status", hidden: true })
  const ring = svg("circle", { cx: 60, cy: 60, r: 52, class: "ring", "stroke-dasharray": "0 400", transform: "rotate(-90 60 60)" })
  const place = h("b")
  const time = h("span")
  const options = h("div", { class: "w-opt" },
    option("edit", say("waitMore"), () => {
      isWriting = true
      update()
      composer.focus()
    }, say("waitMoreNote")),
    option("mail", say("waitMail"), () => {
      isLeavingEmail = true
      update()
      mail.querySelector("input")!.focus()
    }, say("waitMailNote")))
  const mail = emailForm()
  const waiting = h("div", { class: "w-wait", hidden: true },
    h("div", { class: "q-pos", role: "status" }, svg("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" }, svg("circle", { cx: 60, cy: 60, r: 52, class: "ring-0" }), ring), h("span", null, place, time)),
    h("p", { class: "lead" }, say("waitThanks")), options)
  const log = new Log(context, chat.status === "none" ? say(config.online ? "greeting" : "greetingAway", { brand: config.brand || config.name }) : null, waiting)
  const closed = h("div", { class: "w-foot w-closed", hidden: true })
  const element = h("div", { class: "w-view" }, strip, log.element, mail, closed, composer.element)
  const clock = window.setInterval(() => drawQueue(), 5000)

  function emailForm(): HTMLElement {
    const input = h("input", { class: "in", type: "email", id: "w-mail", autocomplete: "email", inputmode: "email", maxlength: 254, "aria-describedby": "w-mail-wrong" })
    const wrong = h("p", { class: "wrong", id: "w-mail-wrong", role: "alert" })
    const form = h("form", {
      class: "mail", hidden: true, novalidate: true,
      onsubmit: async (event: Event) => {
        event.preventDefault()
        const address = input.value.trim()
        if (!looksLikeEmail(address)) {
          wrong.textContent = say("emailWrong")
          input.focus()
          return
        }
        try {
          await chat.leaveEmail(address)
          isLeavingEmail = false
          context.announce(say("mailSaved", { email: address }))
          update()
        } catch (reason) {
          wrong.textContent = explain(reason)
        }
      },
    }, h("label", { class: "lb", for: input.id }, say("mailLead")), h("div", { class: "w-two" }, input, h("button", { class: "btn btn-p", type: "submit" }, say("mailSave"))), wrong)
    return form
  }

  function drawQueue(): void {
    const { queue } = chat
    if (!queue) return
    const expected = queue.expectedWaitSeconds
    const elapsed = Math.max(1, (Date.now() - chat.queueSince) / 1000)
    const share = Math.min(0.97, Math.max(0.04, elapsed / (elapsed + (expected ?? queue.position * 60))))
    ring.setAttribute("stroke-dasharray", `${(326.7 * share).toFixed(0)} 400`)
    const where = queue.position === 1 ? say("next") : say("place", { n: queue.position })
    const when = expected === null ? "" : expected < 20 ? say("soon") : say("about", { time: duration(say, expected) })
    if (place.textContent !== where) place.textContent = where
    if (time.textContent !== when) time.textContent = when
    strip.replaceChildren(h("i", { class: "pulse", "aria-hidden": "true" }), when ? say("waitStrip", { place: where, time: when }) : where)
  }

  function drawClosed(): void {
    const acts: HTMLElement[] = []
    if (chat.askRating) acts.push(h("button", { type: "button", class: "btn btn-p", onclick: () => show("rating") }, say("rate")))
    acts.push(h("button", { type: "button", class: "btn", onclick: () => {
      chat.keepWriting()
      composer.focus()
    } }, say("goOn")))
    acts.push(h("button", { type: "button", class: "btn", onclick: () => {
      chat.startAnew(undefined)
      show("form")
    } }, say("again")))
    closed.replaceChildren(h("p", { class: "small" }, say("ended")), h("div", { class: "w-acts" }, acts))
  }

  function update(): void {
    const isClosed = chat.status === "resolved"
    const waits = chat.queue !== null && chat.agent === null && !isClosed
    const showsRing = waits && !isWriting && chat.lines.filter(line => line.from !== "system").length === 1
    const comesUp = showsRing && waiting.hidden
    const awaysMail = !config.online && chat.status === "open" && !chat.email && !waits
    waiting.hidden = !showsRing
    strip.hidden = !waits || showsRing
    options.hidden = isLeavingEmail
    ;(options.lastElementChild as HTMLElement).hidden = chat.email !== null
    mail.hidden = isClosed || chat.email !== null || !(isLeavingEmail || awaysMail)
    closed.hidden = !isClosed
    composer.element.hidden = isClosed
    if (isClosed) drawClosed()
    drawQueue()
    log.update()
    if (comesUp) requestAnimationFrame(() => log.toEnd())
  }

  update()
  return {
    element, update,
    focus: () => composer.element.hidden ? closed.querySelector("button")?.focus() : composer.focus(),
    get isComposing() {
      return composer.isComposing
    },
    addFiles: files => composer.addFiles(files),
    slowDown: (text, seconds) => composer.slowDown(text, seconds),
    markRead: () => {
      if (log.isAtEnd) chat.markRead()
    },
    stop: () => clearInterval(clock),
  }
}

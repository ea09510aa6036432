import { h, icon } from "./dom"
import { languages, type Language } from "./language"
import { option } from "./rating"
import type { Context, View } from "./view"

const names: Record<Language, string> = { "zh-Hans": "简体中文", ja: "日本語", en: "English" }

interface Acts {
  back(): void
  choose(language: Language): void
  forgotten(): void
}

/** Language, the mood switch, what is kept, ending, and being forgotten. */
export function settingsView({ chat, config, language, say, explain, show }: Context, acts: Acts): View {
  const problem = h("p", { class: "wrong", role: "alert" })
  const attempt = async (act: () => Promise<void>): Promise<boolean> => {
    try {
      problem.textContent = ""
      await act()
      return true
    } catch (reason) {
      problem.textContent = explain(reason)
      return false
    }
  }

  const offered = config.languages?.length ? languages.filter(it => config.languages!.includes(it)) : languages
  const choices = offered.map(it => h("label", { class: "choice", lang: it },
    h("input", { type: "radio", name: "w-language", value: it, checked: it === language, onchange: () => acts.choose(it) }), h("span", null, names[it])))

  const mood = h("input", {
    type: "checkbox", role: "switch", checked: chat.start?.mood ?? chat.mood,
    onchange: async () => {
      if (!await attempt(() => chat.letMood(mood.checked))) mood.checked = !mood.checked
    },
  })

  const confirm = h("div", { class: "w-ask", hidden: true, role: "group", "aria-label": say("forgetAsk") },
    h("p", null, h("b", null, say("forgetAsk"))),
    h("div", { class: "w-two" },
      h("button", { type: "button", class: "btn", onclick: () => ask(false) }, say("cancel")),
      h("button", {
        type: "button", class: "btn btn-d",
        onclick: async () => {
          if (await attempt(() => chat.forget())) acts.forgotten()
        },
      }, say("forgetYes"))))
  const forget = h("button", { type: "button", class: "btn", "aria-expanded": "false", onclick: () => ask(true) }, icon("x"), say("forget"))

  function ask(on: boolean): void {
    confirm.hidden = !on
    forget.hidden = on
    forget.setAttribute("aria-expanded", String(on))
    ;(on ? confirm.querySelector("button")! : forget).focus()
    if (on) confirm.scrollIntoView({ block: "nearest" })
  }

  const back = h("button", { type: "button", class: "btn btn-q", onclick: acts.back }, icon("left"), say("back"))
  const element = h("div", { class: "w-b w-set" },
    back,
    h("fieldset", null, h("legend", { class: "lb" }, say("language")), h("div", { class: "choices" }, choices)),
    config.emotionNotice !== false && h("label", { class: "sw" }, mood, h("span", { class: "sw-t" }), h("span", null, h("b", null, say("moodTitle")), h("small", null, say("moodNote")))),
    chat.status === "open" && chat.store.kept.session && h("div", { class: "w-opt" }, option("check", say("end"), async () => {
      if (await attempt(() => chat.end())) show(chat.askRating ? "rating" : "talk")
    }, say("endNote"))),
    problem,
    h("h2", { class: "lb" }, say("privacy")),
    h("p", { class: "note" }, say("keepNote")),
    config.privacyUrl && h("p", { class: "note" }, privacyLink(config.privacyUrl, say("privacyPage"), say("opensNew"))),
    chat.exists && [h("p", { class: "note" }, say("forgetNote")), forget, confirm])

  return { element, update: () => undefined, focus: () => back.focus() }
}

export function privacyLink(address: string, text: string, hint: string): HTMLElement {
  return h("a", { href: /^https?:\/\//i.test(address) ? address : null, target: "_blank", rel: "noopener noreferrer", "aria-label": `${text} (${hint})` }, text)
}

import type { Start } from "./contract"
import { h, icon, type IconName } from "./dom"
import { moment } from "./language"
import type { Context, View } from "./view"

const topicIcons: Record<string, IconName> = {
  order: "box", delivery: "box", product: "alert", repair: "alert", gift: "gift", advice: "gift", change: "calendar", room: "calendar", access: "calendar",
  refund: "undo", returns: "undo", lost: "info", meal: "info",
}

export const looksLikeEmail = (text: string): boolean => /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$/.test(text) && text.length <= 254

/** What we ask before the first message. Only the topic's tile and a name, and nothing is required. */
export function formView({ chat, config, language, say, show }: Context, kept: Partial<Start>): View {
  const labels = { "zh-Hans": "zh", ja: "ja", en: "en" } as const
  const keep = (change: Partial<Start>) => Object.assign(kept, change)

  const tiles = config.topics.map(topic => {
    const tile = h("button", {
      type: "button", class: kept.topic === topic.key ? "on" : null, "aria-pressed": String(kept.topic === topic.key),
      onclick: () => {
        keep({ topic: kept.topic === topic.key ? "" : topic.key })
        tiles.forEach((it, at) => {
          const isOn = config.topics[at]!.key === kept.topic
          it.classList.toggle("on", isOn)
          it.setAttribute("aria-pressed", String(isOn))
        })
      },
    }, icon(topicIcons[topic.key] ?? "chat"), topic.label[labels[language]] || topic.label.en)
    return tile
  })

  const field = (name: "name" | "email" | "order", properties: Record<string, string>) => {
    const input = h("input", {
      class: "in", id: `w-${name}`, value: kept[name] ?? "", maxlength: 200, ...properties,
      oninput: () => keep({ [name]: input.value.trim() }),
    })
    return [h("label", { class: "lb", for: input.id }, say(name), " ", h("span", { class: "muted" }, say("optional"))), input] as const
  }
  const [nameLabel, name] = field("name", { autocomplete: "name" })
  const [emailLabel, email] = field("email", { type: "email", autocomplete: "email", inputmode: "email", "aria-describedby": "w-email-wrong" })
  const [orderLabel, order] = field("order", { autocomplete: "off", autocapitalize: "characters" })
  const wrong = h("p", { class: "wrong", id: "w-email-wrong", role: "alert" })

  const mood = h("input", { type: "checkbox", role: "switch", checked: kept.mood ?? true, onchange: () => keep({ mood: mood.checked }) })

  const access = h("input", { type: "checkbox", role: "switch", checked: kept.access ?? false, onchange: () => keep({ access: access.checked }) })

  const asksEmail = config.askEmail === true || !config.online
  const element = h("form", {
    class: "w-b", novalidate: true,
    onsubmit: (event: Event) => {
      event.preventDefault()
      const address = email.value.trim()
      const isWrong = asksEmail && address !== "" && !looksLikeEmail(address)
      wrong.textContent = isWrong ? say("emailWrong") : ""
      email.setAttribute("aria-invalid", String(isWrong))
      if (isWrong) {
        email.focus()
        return
      }
      chat.start = startOf(kept, language)
      show("talk")
    },
  },
  h("h2", null, say(config.online ? "hello" : "awayTitle")),
  h("p", { class: "lead" }, config.online ? say("helloNote") : config.backAt ? say("backNote", { time: moment(language, config.backAt) }) : say("awayNote")),
  tiles.length > 0 && h("div", { class: "quick", role: "group", "aria-label": say("topic") }, tiles),
  config.askAccess === true && h("label", { class: "sw" }, access, h("span", { class: "sw-t" }), h("span", null, h("b", null, say("accessTitle")), h("small", null, say("accessNote")))),
  config.askName !== false && [nameLabel, name],
  asksEmail && [emailLabel, email, wrong],
  config.askOrder === true && [orderLabel, order],
  config.emotionNotice !== false && h("label", { class: "sw" }, mood, h("span", { class: "sw-t" }), h("span", null, h("b", null, say("moodTitle")), h("small", null, say("moodNote")))),
  h("button", { class: "btn btn-p w-go", type: "submit" }, say(config.online ? "start" : "leave")))

  return {
    element,
    update: () => undefined,
    focus: () => (tiles[0] ?? name).focus(),
  }
}

export function startOf(kept: Partial<Start>, language: Start["language"]): Start {
  const { topic, name, email, order } = kept
  return {
    ...(topic && { topic }), ...(name && { name }), ...(email && { email }), ...(order && { order }), ...(kept.access && { access: true }),
    mood: kept.mood ?? true, language, page: location.href.slice(0, 2000), title: document.title.slice(0, 300),
  }
}

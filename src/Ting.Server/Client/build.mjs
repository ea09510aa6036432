import { build, transform } from "esbuild"
import { createHash } from "node:crypto"
import { readFileSync, rmSync } from "node:fs"

const out = "../wwwroot/build"
rmSync(out, { recursive: true, force: true })

const shared = { bundle: true, minify: true, target: "es2022", legalComments: "none", logLevel: "warning", outdir: out, nodePaths: ["node_modules"] }

// The widget carries its styles as text for its shadow root.
const styleAsText = {
  name: "style-as-text",
  setup: ({ onLoad }) => onLoad({ filter: /\.css$/ }, async ({ path }) => {
    const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, charset: "utf8" })
    return { contents: code.trim(), loader: "text" }
  }),
}

const widget = async () => {
  // A module is always read as UTF-8; the launcher is a plain script in a page of any encoding and stays ASCII.
  await build({ ...shared, entryPoints: { "widget-window": "../../Ting.Widget/window.ts" }, format: "esm", charset: "utf8", plugins: [styleAsText] })
  const stamp = createHash("sha256").update(readFileSync(`${out}/widget-window.js`)).digest("hex").slice(0, 12)
  await build({ ...shared, entryPoints: { widget: "../../Ting.Widget/widget.ts" }, format: "iife", define: { BUILD: JSON.stringify(stamp) }, plugins: [styleAsText] })
}

await Promise.all([
  build({ ...shared, entryPoints: ["app.ts"], format: "esm", splitting: true, chunkNames: "chunk-[hash]" }),
  build({ ...shared, entryPoints: ["recorder-worklet.ts"], format: "esm" }), // a browser loads it beside the page, by its own address
  build({ ...shared, entryPoints: ["desk.css", "shop.css"] }),
  widget(),
])

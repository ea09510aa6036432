import { build } from "esbuild"
import { rmSync } from "node:fs"

const out = "../wwwroot/build"
rmSync(out, { recursive: true, force: true })

const shared = { bundle: true, minify: true, target: "es2022", legalComments: "none", logLevel: "warning", outdir: out, nodePaths: ["node_modules"] }

await Promise.all([
  build({ ...shared, entryPoints: ["app.ts"], format: "esm", splitting: true, chunkNames: "chunk-[hash]" }),
  build({ ...shared, entryPoints: ["desk.css"] }),
  build({ ...shared, entryPoints: { widget: "../../Ting.Widget/widget.ts" }, format: "iife" }),
  build({ ...shared, entryPoints: { "widget-window": "../../Ting.Widget/window.ts" }, format: "esm", loader: { ".css": "text" } }),
])

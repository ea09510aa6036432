// Sums the test reports of eng/test. Arguments: the folder with the reports, the list of requirements or nothing, the names of the runs.
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

const [folder, requirements, ...runs] = process.argv.slice(2)
let passed = 0
let failed = 0
const proven = new Set()
const failures = []
const plain = text => text.replace(/<!\[CDATA\[|\]\]>/g, "").replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name])

for (const run of runs) {
  const file = join(folder, `${run}.xml`)
  const broken = existsSync(join(folder, `${run}.exit`))
  if (!existsSync(file)) {
    // no report is fine only where there was nothing to run
    if (broken || !existsSync(join(folder, `${run}.log`))) failed++
    console.log(`  ${run.padEnd(18)} ${broken ? "broke off without a report" : "no tests"}`)
    continue
  }

  let good = 0
  let bad = 0
  let skipped = 0
  const xml = readFileSync(file, "utf8")
  for (const [, attributes, body] of xml.matchAll(/<test\s([^>]*?)(?:\/>|>([\s\S]*?)<\/test>)/g)) {
    const result = /\bresult="(\w+)"/.exec(attributes)?.[1]
    if (result === "Pass") good++
    else if (result === "Fail") bad++
    else skipped++
    if (result !== "Pass") {
      const name = /\bname="([^"]*)"/.exec(attributes)?.[1] ?? ""
      const said = /<message>([\s\S]*?)<\/message>/.exec(body ?? "")?.[1] ?? result
      const where = /<stack-trace>([\s\S]*?)<\/stack-trace>/.exec(body ?? "")?.[1].split("\n").find(line => line.includes("/tests/")) ?? ""
      failures.push(`  ${run}: ${plain(name)}\n${plain(`${said.slice(0, 1_500)}\n${where.trim()}`).trim().replace(/^/gm, "      ")}`)
      continue
    }

    for (const [, id] of (body ?? "").matchAll(/<trait name="req" value="([^"]+)"/g)) proven.add(id)
  }

  if (broken && bad + skipped === 0) bad++ // it said that something was wrong, though no test did
  passed += good
  failed += bad + skipped
  const seconds = Math.round([...xml.matchAll(/<assembly\s[^>]*?\btime="([\d.]+)"/g)].reduce((sum, [, time]) => sum + Number(time), 0))
  console.log(`  ${run.padEnd(18)} ${good} passed, ${bad} failed${skipped > 0 ? `, ${skipped} skipped (counted as failed)` : ""} in ${seconds} s`)
}

if (requirements) {
  const all = readFileSync(requirements, "utf8").split("\n").filter(Boolean)
  const without = all.filter(id => !proven.has(id))
  console.log(`\n  ${all.length - without.length} of ${all.length} requirements are named by a passing test. Without one:`)
  for (const group of new Set(without.map(id => id.split("-")[0]))) {
    const ids = without.filter(id => id.startsWith(`${group}-`)).map(id => id.split("-")[1])
    console.log(`    ${group.padEnd(6)} ${ids.join(" ")}`)
  }
}

// last, so that the end of a long output still says what is wrong
if (failures.length > 0) console.log(`\nFailed:\n${failures.slice(0, 30).join("\n")}`)

console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

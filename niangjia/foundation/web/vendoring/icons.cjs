// Makes static/web/vendor/icons.svg, one sprite of the icons named in icons.txt, out of the files of @tabler/icons. Run once per
// new icon, in a folder of its own:
//   npm install @tabler/icons@3.51.0
//   node icons.cjs node_modules/@tabler/icons icons.txt > icons.svg
const fs = require("fs")
const path = require("path")

const [folder, list] = process.argv.slice(2)
const names = fs.readFileSync(list, "utf8").split("\n").filter(Boolean)
const symbol = (name) => {
  const file = fs.readFileSync(path.join(folder, "icons", "outline", `${name}.svg`), "utf8")
  const shapes = file.match(/<(path|circle|rect|line|polyline)\b[^>]*\/>/g).filter((shape) => !shape.includes('stroke="none"'))
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.map((shape) => shape.replace(/\s*\/>/, "/>")).join("")}</symbol>`
}
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg">\n${names.map(symbol).join("\n")}\n</svg>\n`)

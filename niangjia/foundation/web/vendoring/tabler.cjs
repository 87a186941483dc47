// Makes static/web/vendor/tabler.css out of the published stylesheet of @tabler/core. Run once per new version, in a
// folder of its own; the product needs neither node nor this file to run:
//   npm install @tabler/core@1.1.1 postcss@8 lightningcss@1
//   node tabler.cjs node_modules/@tabler/core/dist/css/tabler.css > tabler.css
const fs = require("fs")
const path = require("path")
const { createRequire } = require("module")

const need = createRequire(path.join(process.cwd(), "here.js"))
const postcss = need("postcss")
const { transform } = need("lightningcss")

// Components that need Tabler's own scripts, which we don't serve, and looks that the house doesn't have.
const UNUSED = [
  "accordion", "apexcharts", "bs-popover", "bs-tooltip", "btn-close-white", "calendar", "carousel", "chart", "chip",
  "collapse", "collapsing", "countup", "dropzone", "float", "flag", "fs-lightbox", "hr-text", "icon-pulse",
  "icon-rotate", "icon-tada", "jvm", "link-offset", "link-opacity", "link-underline", "mention", "modal", "object",
  "offcanvas", "offset", "payment", "placeholder", "placeholder-glow", "placeholder-wave", "popover", "ratio",
  "ribbon", "signature", "social", "star-rating", "toast", "tooltip", "translate", "valid-feedback", "valid-tooltip",
  "was-validated", "theme-dark", "layout-boxed", "nav-segmented", "switch-icon", "tracking", "typed", "image-check",
]
const HUES = "blue|azure|indigo|purple|pink|red|orange|yellow|lime|green|teal|cyan"
const BRANDS =
  "x|facebook|twitter|linkedin|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler"
const GONE = [
  new RegExp(`\\.(${UNUSED.join("|")})(?![a-z])`),
  // Colours come from tokens by meaning (primary, success, danger), never by hue or by another firm's brand.
  new RegExp(`\\.(btn|btn-outline|btn-ghost|bg|text|text-bg|link|border|status|alert|badge|list-group-item|card|steps|table|form-colorinput)-(${HUES}|${BRANDS})(-lt|-fg|-lt-fg)?(?![a-z-])`),
  new RegExp(`\\.(navbar-expand|list-group-horizontal|navbar-side)-(sm|md|xl|xxl)(?![a-z])`),
  /\.(bg|text|border)-gray-/,
  /\[(data-bs-theme|dir)=/, // dark is a second set of tokens; right-to-left is not offered
  /:has\(/, // newer than Chromium 86; Tabler uses it for two decorations
]
const keeps = (selector) => /:root|^\[data-bs-theme=light\]$/.test(selector) || !GONE.some((gone) => gone.test(selector))

const source = fs.readFileSync(process.argv[2], "utf8")
const banner = source.match(/\/\*![^]*?\*\//)[0]
const root = postcss.parse(source)
root.walkRules((rule) => {
  if (rule.parent.type === "atrule" && rule.parent.name.endsWith("keyframes")) return
  const kept = rule.selectors.filter(keeps)
  if (kept.length) rule.selectors = kept
  else rule.remove()
})
// color-mix() is newer than Chromium 86; what it mixes here is always a token with transparency.
root.walkDecls((declaration) => {
  declaration.value = declaration.value.replace(
    /color-mix\(in srgb, var\(--tblr-([a-z]+)\) (\d+)%, transparent\)/g,
    (_, name, percent) => `rgba(var(--tblr-${name}-rgb), ${percent / 100})`,
  )
})
root.walkComments((comment) => comment.remove())

const chromium86 = 86 << 16
const { code } = transform({
  filename: "tabler.css",
  code: Buffer.from(root.toString()),
  minify: true,
  targets: { chrome: chromium86, firefox: 78 << 16, safari: 14 << 16 },
})
process.stdout.write(banner + "\n" + code.toString() + "\n")

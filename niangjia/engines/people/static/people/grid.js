// [data-grid] is a table of inputs in place of the textarea "text" of its form, which stays what is sent. A block copied from
// a spreadsheet is pasted over many cells; Enter and the arrows go up and down; a row is added below the last by itself.
(function () {
  const box = document.querySelector("[data-grid]")
  if (!box) return
  const MOST_COLUMNS = 40
  const area = box.closest("form").elements.namedItem("text")
  const said = document.querySelector("[data-grid-said]")
  const head = box.querySelector("thead tr")
  const body = box.querySelector("tbody")
  const most = Number(box.dataset.most)
  const known = new Set([...document.querySelectorAll("#grid-titles option")].map(function (one) { return one.value }))

  function inputs (row) { return [...row.querySelectorAll("input")] }

  function label () {
    const titles = inputs(head)
    titles.forEach(function (input, at) { input.setAttribute("aria-label", box.dataset.title + " " + (at + 1)) })
    ;[...body.rows].forEach(function (row, number) {
      const first = row.cells[0]
      if (!first.textContent.trim()) first.textContent = number + 2
      inputs(row).forEach(function (input, at) {
        input.setAttribute("aria-label", box.dataset.row + " " + (number + 2) + " " + titles[at].value)
      })
    })
  }

  function cell (text) {
    const plain = text.replace(/\s+/g, " ").trim()
    return plain.includes('"') ? '"' + plain.replace(/"/g, '""') + '"' : plain
  }

  function write () {
    const lines = [head, ...body.rows].map(function (row) {
      return inputs(row).map(function (input) { return cell(input.value) }).join("\t").replace(/\t+$/, "")
    })
    while (lines.length > 1 && !lines[lines.length - 1]) lines.pop()
    area.value = lines.join("\n") + "\n"
  }

  function blank (tag) {
    const place = document.createElement(tag)
    const input = document.createElement("input")
    input.autocomplete = "off"
    if (tag === "th") input.setAttribute("list", "grid-titles")
    place.append(input)
    return place
  }

  function addRow () {
    if (body.rows.length >= most) return null
    const row = body.insertRow()
    const first = document.createElement("th")
    first.className = "grid-number"
    first.scope = "row"
    row.append(first)
    for (let at = 0; at < inputs(head).length; at++) row.append(blank("td"))
    return row
  }

  function widen (count) {
    while (inputs(head).length < Math.min(count, MOST_COLUMNS)) {
      head.append(blank("th"))
      for (const row of body.rows) row.append(blank("td"))
    }
  }

  // Cells of a copied block: tabs between them, quotation marks around what has line breaks.
  function block (text) {
    const rows = [[]]
    for (const found of text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g)) {
      rows[rows.length - 1].push(found[1] === undefined ? found[2] : found[1].replace(/""/g, '"'))
      if (found[3] === "\n") rows.push([])
      if (!found[3]) break
    }
    return rows
  }

  function put (row, left, texts) {
    const places = inputs(row)
    texts.forEach(function (text, at) {
      if (!places[left + at]) return
      places[left + at].value = text.replace(/\s+/g, " ").trim()
      mended(places[left + at])
    })
  }

  function mended (input) {
    const place = input.parentElement
    place.classList.remove("is-wrong", "is-odd")
    input.removeAttribute("aria-invalid")
    input.removeAttribute("aria-describedby")
    place.querySelectorAll(".grid-error, .grid-warning").forEach(function (text) { text.remove() })
  }

  function fill (row, left, rows) {
    const titled = rows[0].filter(function (text) { return known.has(text.trim()) }).length > (rows[0].length > 1 ? 1 : 0)
    widen(left + Math.max(...rows.map(function (cells) { return cells.length })))
    if (titled && !left && !inputs(body).some(function (input) { return input.value })) {
      inputs(head).forEach(function (input) { input.value = "" }) // the table's own headings take their place
    }
    if (titled || row === head) put(head, left, rows.shift())
    let at = row === head ? 0 : row.sectionRowIndex
    said.textContent = ""
    for (const cells of rows) {
      const target = body.rows[at] || addRow()
      if (!target) { said.textContent = box.dataset.full; break }
      put(target, left, cells)
      at++
    }
    if (at >= body.rows.length) addRow()
  }

  box.addEventListener("paste", function (event) {
    const text = event.clipboardData.getData("text/plain")
    const row = event.target.closest("tr")
    if (!row || !/[\t\n]/.test(text.replace(/\s+$/, ""))) return
    event.preventDefault()
    fill(row, inputs(row).indexOf(event.target), block(text))
    label()
    write()
    area.dispatchEvent(new Event("input", { bubbles: true }))
  })

  box.addEventListener("input", function (event) {
    const row = event.target.closest("tr")
    mended(event.target)
    if (row === body.rows[body.rows.length - 1]) { addRow(); label() }
    if (row === head) label()
    write()
  })

  box.addEventListener("keydown", function (event) {
    const steps = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }
    const row = event.target.closest("tr")
    if (!(event.key in steps) || event.ctrlKey || event.metaKey || event.isComposing || !row) return
    if (event.key !== "Enter" && event.target.hasAttribute("list")) return // the arrows choose a title there
    event.preventDefault()
    const every = [head, ...body.rows]
    const next = every[every.indexOf(row) + steps[event.key]]
    if (next) inputs(next)[inputs(row).indexOf(event.target)].focus()
  })

  area.hidden = true
  box.hidden = false
  label()
})()

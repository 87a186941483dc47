// Draws figure[data-chart] from the table inside it, with ECharts, in the house's colours; anew when these change.
(function () {
  const LINES = ["solid", "dashed", "dotted", [8, 3, 2, 3]]
  const COLOURS = ["--accent", "--wait", "--good", "--ink-soft"]
  const drawn = new Map() // figure -> its picture
  const resized = new ResizeObserver(function (entries) {
    for (const entry of entries) draw(entry.target.closest("figure"))
  })

  function figuresOf(figure) {
    const rows = [...figure.querySelectorAll("tbody tr")].map(function (row) {
      const cells = [...row.querySelectorAll("td[data-value]")]
      const note = row.querySelector("td[data-note]")
      return {
        label: row.querySelector("th").textContent.trim(),
        values: cells.map(function (cell) { return cell.dataset.value === "" ? null : Number(cell.dataset.value) }),
        note: note ? note.textContent.trim() : "",
      }
    })
    const titles = [...figure.querySelectorAll("thead th")].slice(1).map(function (head) { return head.textContent })
    return { rows: rows, titles: titles }
  }

  function looks() {
    const style = getComputedStyle(document.documentElement)
    const body = getComputedStyle(document.body)
    return {
      colour: function (name) { return style.getPropertyValue(name).trim() },
      font: body.fontFamily,
      size: parseFloat(style.fontSize) * 0.8125,
    }
  }

  function grouped(number) {
    return number === null || number === undefined ? "—" : Number(number).toLocaleString("en")
  }

  function common(look) {
    const words = { color: look.colour("--ink-soft"), fontFamily: look.font, fontSize: look.size }
    return {
      words: words,
      option: {
        animation: false,
        textStyle: { fontFamily: look.font },
        tooltip: {
          renderMode: "richText", // the other mode writes styles into the page, which the security policy forbids
          confine: true,
          backgroundColor: look.colour("--card"),
          borderColor: look.colour("--line"),
          textStyle: { color: look.colour("--ink"), fontFamily: look.font, fontSize: look.size },
        },
      },
    }
  }

  function lines(figures, look) {
    const { words, option } = common(look)
    const rule = { lineStyle: { color: look.colour("--line") } }
    return Object.assign(option, {
      grid: { left: 4, right: look.size * 4, top: look.size, bottom: 4, containLabel: true },
      tooltip: Object.assign(option.tooltip, {
        trigger: "axis",
        formatter: function (points) {
          const said = points.map(function (point) { return point.seriesName + "  " + grouped(point.value) })
          return [points[0].axisValueLabel, ...said].join("\n")
        },
      }),
      xAxis: {
        type: "category",
        boundaryGap: false,
        data: figures.rows.map(function (row) { return row.label }),
        axisLabel: Object.assign({ hideOverlap: true }, words),
        axisLine: rule,
        axisTick: { show: false },
      },
      yAxis: { type: "value", scale: true, minInterval: 1, splitNumber: 4, axisLabel: Object.assign({ formatter: grouped }, words), splitLine: rule },
      series: figures.rows[0].values.map(function (_, number) { return line(figures, number, look) }),
    })
  }

  function line(figures, number, look) {
    const colour = look.colour(COLOURS[number])
    return {
      type: "line",
      name: figures.titles[number],
      color: colour,
      lineStyle: { width: 2.5, type: LINES[number] },
      symbol: "circle",
      symbolSize: 7,
      showSymbol: figures.rows.length < 2,
      endLabel: {
        show: true,
        color: colour,
        fontFamily: look.font,
        fontSize: look.size,
        fontWeight: 600,
        formatter: function (point) { return grouped(point.value) },
      },
      data: figures.rows.map(function (row) { return row.values[number] }),
    }
  }

  function bars(figures, look) {
    const { words, option } = common(look)
    const rows = figures.rows.slice().reverse() // the first label stands on top
    return Object.assign(option, {
      grid: { left: 4, right: look.size * 8, top: 4, bottom: 4, containLabel: true },
      tooltip: { show: false }, // everything stands beside the bar
      xAxis: { type: "value", show: false, min: 0, axisLabel: { show: false } },
      yAxis: {
        type: "category",
        data: rows.map(function (row) { return row.label }),
        axisLabel: Object.assign({}, words, { color: look.colour("--ink") }),
        axisLine: { show: false },
        axisTick: { show: false },
      },
      series: [{
        type: "bar",
        name: figures.titles[0],
        color: look.colour("--accent"),
        barMaxWidth: look.size * 1.25,
        itemStyle: { borderRadius: 3 },
        label: Object.assign({ show: true, position: "right" }, words, {
          color: look.colour("--ink"),
          formatter: function (point) {
            const note = rows[point.dataIndex].note
            return grouped(point.value) + (note ? "  " + note : "")
          },
        }),
        data: rows.map(function (row) { return row.values[0] }),
      }],
    })
  }

  function draw(figure) {
    const picture = figure.querySelector(".chart-picture")
    const figures = figuresOf(figure)
    if (!window.echarts || !figures.rows.length) return
    const look = looks()
    const isBars = figure.dataset.chart === "bars"
    picture.hidden = false
    picture.style.height = (isBars ? figures.rows.length * look.size * 2.375 + 8 : look.size * 20) + "px"
    if (!drawn.has(figure)) {
      drawn.set(figure, echarts.init(picture, null, { renderer: "canvas" }))
      resized.observe(picture)
    }
    drawn.get(figure).resize()
    drawn.get(figure).setOption(isBars ? bars(figures, look) : lines(figures, look), true)
  }

  function drawAll() {
    for (const [figure, chart] of drawn) {
      if (figure.isConnected) continue
      chart.dispose()
      drawn.delete(figure)
    }
    document.querySelectorAll("figure[data-chart]").forEach(draw)
  }

  // Day and night, large text: the switch of the dark sheet and an attribute of the page tell of them.
  const changes = new MutationObserver(drawAll)
  changes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-text"] })
  const dark = document.getElementById("dark")
  if (dark) changes.observe(dark, { attributes: true, attributeFilter: ["media"] })
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll)
  document.addEventListener("htmx:afterSettle", drawAll)
  drawAll()
})()

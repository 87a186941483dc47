// Ticking "shared computer" keeps the browser from remembering what is typed into this form.
(function () {
  const tick = document.querySelector("[data-shared]")
  if (!tick) return
  const inputs = Array.from(tick.form.elements).filter(function (input) { return input.name && input.type !== "hidden" })
  const usual = inputs.map(function (input) { return input.getAttribute("autocomplete") || "on" })

  function settle () {
    tick.form.setAttribute("autocomplete", tick.checked ? "off" : "on")
    inputs.forEach(function (input, at) { input.setAttribute("autocomplete", tick.checked ? "off" : usual[at]) })
  }

  tick.addEventListener("change", settle)
  settle()
})()

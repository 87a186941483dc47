// The button [data-choose-all] ticks every box of its form on the page, or none if all are ticked.
(function () {
  function show() {
    for (const button of document.querySelectorAll("[data-choose-all][hidden]")) button.hidden = false
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-choose-all]")
    if (!button) return
    const boxes = [...button.form.elements].filter(function (one) { return one.type === "checkbox" })
    const all = boxes.every(function (box) { return box.checked })
    for (const box of boxes) box.checked = !all
  })
  document.addEventListener("htmx:afterSettle", show)
  show()
})()

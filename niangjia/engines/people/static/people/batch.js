// The line below a list: one button ticks every box of the page, or none if all are ticked; how many are chosen is said;
// the line stays in sight while somebody is chosen.
(function () {
  function boxesOf(form) {
    return [...form.elements].filter(function (one) { return one.type === "checkbox" && one.name === "person" })
  }

  function show() {
    const form = document.getElementById("batch")
    if (!form) return
    const boxes = boxesOf(form)
    const all = form.elements.namedItem("all")
    const chosen = boxes.filter(function (box) { return box.checked }).length
    const count = form.querySelector("[data-count]")
    form.querySelector("[data-choose-all]").hidden = false
    for (const box of boxes) box.disabled = Boolean(all && all.checked)
    count.textContent = chosen && !(all && all.checked) ? count.dataset.count + " " + chosen : ""
    for (const button of form.querySelectorAll("[data-chosen-only]")) button.disabled = Boolean(all && all.checked)
    form.classList.toggle("is-chosen", chosen > 0 || Boolean(all && all.checked))
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-choose-all]")
    if (!button) return
    const boxes = boxesOf(button.form)
    const all = boxes.every(function (box) { return box.checked })
    for (const box of boxes) box.checked = !all
    show()
  })
  document.addEventListener("change", function (event) {
    if (event.target.form && event.target.form.id === "batch") show()
  })
  document.addEventListener("htmx:afterSettle", show)
  show()
})()

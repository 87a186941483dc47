// form[data-unsaved] warns before it is left with changes that were not sent.
(function () {
  let changed = null

  document.addEventListener("input", function (event) {
    changed = event.target.closest("form[data-unsaved]") || changed
  })
  document.addEventListener("submit", function (event) {
    if (event.target === changed) changed = null
  })
  window.addEventListener("beforeunload", function (event) {
    if (!changed || !changed.isConnected) return
    event.preventDefault()
    event.returnValue = "" // browsers say it in their own words
  })
})()

// The key "/" leads to the search field, unless one is writing.
(function () {
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest("input, textarea, select, [contenteditable]")) return
    const field = document.querySelector("[data-search]")
    if (!field) return
    event.preventDefault()
    field.focus()
  })
})()

// The filters of the list: their panel stays open and where it was while the list changes behind it; what is empty is
// not sent; an answer to what has been typed over meanwhile is dropped, for the next is on its way.
(function () {
  let open = []
  let sent = null

  function isFilters(event) {
    return event.target.id === "filters" || event.target.id === "register"
  }

  document.addEventListener("htmx:configRequest", function (event) {
    if (event.target.id !== "filters") return
    const given = event.detail.formData
    for (const name of [...given.keys()]) if (given.get(name) === "") given.delete(name)
  })
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.target.id !== "filters") return
    const field = document.activeElement
    sent = field && field.form === event.target ? { field: field, value: field.value } : null
  })
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!isFilters(event)) return
    if (sent && sent.field === document.activeElement && sent.field.value !== sent.value) event.detail.shouldSwap = false
    open = [...document.querySelectorAll(".register-menu[open]")].map(function (menu) {
      return { id: menu.id, down: menu.querySelector(".menu-panel").scrollTop }
    })
  })
  document.addEventListener("htmx:afterSwap", function () {
    for (const one of open.splice(0)) {
      const menu = document.getElementById(one.id)
      if (!menu) continue
      menu.open = true
      menu.querySelector(".menu-panel").scrollTop = one.down
    }
  })
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-close-menu]")
    if (button) button.closest("details").open = false
  })
})()

// Menus are <details class="menu">: this closes them by Escape and by a click elsewhere. It also marks that scripts run.
(function () {
  document.documentElement.classList.add("js")

  function closeAll(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false
    })
  }

  document.addEventListener("click", function (event) {
    closeAll(event.target.closest("details.menu"))
  })
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return
    const open = document.querySelector("details.menu[open]")
    if (!open) return
    open.open = false
    open.querySelector("summary").focus()
  })
})()

// Elements with data-poll ask the server again and again. They rest while nobody looks, and ask at once when somebody does.
(function () {
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (document.hidden && event.target.hasAttribute("data-poll")) event.preventDefault()
  })
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) return
    document.querySelectorAll("[data-poll]").forEach(function (element) { htmx.trigger(element, "shown") })
  })
})()

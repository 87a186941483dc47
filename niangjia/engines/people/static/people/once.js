// form[data-once] is sent once, however often its button is pressed.
(function () {
  document.addEventListener("submit", function (event) {
    const form = event.target.closest("form[data-once]")
    if (!form || event.defaultPrevented) return
    if (form.dataset.sent) return event.preventDefault()
    form.dataset.sent = "1"
    form.classList.add("is-sent")
  })
  window.addEventListener("pageshow", function () {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent
      form.classList.remove("is-sent")
    }
  })
})()

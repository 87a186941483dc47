// Says when a part of the page could not be fetched, and takes it back when something can be fetched again.
// A form is not sent into a network that is not there: the browser's own page would take the place of what was typed.
(function () {
  function say(kind) {
    const box = document.getElementById("failure")
    box.textContent = box.dataset[kind]
    box.hidden = false
  }

  document.addEventListener("submit", function (event) {
    if (navigator.onLine || event.defaultPrevented) return // what a page's own script does needs no network
    event.preventDefault()
    event.stopImmediatePropagation()
    say("offline")
  })
  window.addEventListener("online", function () { document.getElementById("failure").hidden = true })
  document.addEventListener("htmx:sendError", function () { say("offline") })
  document.addEventListener("htmx:timeout", function () { say("offline") })
  document.addEventListener("htmx:responseError", function (event) {
    say([401, 403].includes(event.detail.xhr.status) ? "refused" : "failed")
  })
  document.addEventListener("htmx:afterOnLoad", function (event) {
    if (event.detail.xhr.status < 400) document.getElementById("failure").hidden = true
  })
})()

// Says when a part of the page could not be fetched, and takes it back when something can be fetched again.
(function () {
  function say(kind) {
    const box = document.getElementById("failure")
    box.textContent = box.dataset[kind]
    box.hidden = false
  }

  document.addEventListener("htmx:sendError", function () { say("offline") })
  document.addEventListener("htmx:timeout", function () { say("offline") })
  document.addEventListener("htmx:responseError", function (event) {
    say([401, 403].includes(event.detail.xhr.status) ? "refused" : "failed")
  })
  document.addEventListener("htmx:afterOnLoad", function (event) {
    if (event.detail.xhr.status < 400) document.getElementById("failure").hidden = true
  })
})()

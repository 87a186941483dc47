// On a shared computer: counts down to the lock, warns before it, and says when the page is opened, used and closed.
// The server decides when it locks; nothing is kept in the browser.
(function () {
  const dialog = document.getElementById("idle")
  if (!dialog) return
  const WARNED = 60
  const EVERY = 20000 // milliseconds between two words about use
  const SHOWN = 10000 // and between two that this page is still there: another tab may have been closed, by which the server thinks that none is
  const page = Array.from(crypto.getRandomValues(new Uint8Array(16)), function (part) { return part.toString(16).padStart(2, "0") }).join("")
  const token = dialog.querySelector("[name=csrfmiddlewaretoken]").value
  const shown = dialog.querySelector("[data-seconds]")
  let until = Date.now() + 600000
  let told = 0
  let showed = Date.now()
  let asking = false
  let going = false // another page is on its way: what this one asks meanwhile must not lead elsewhere

  function body (says) {
    const data = new FormData()
    data.set("says", says)
    data.set("page", page)
    data.set("csrfmiddlewaretoken", token)
    return data
  }

  function leave () {
    if (!going) location.replace(dialog.dataset.locked + "?next=" + encodeURIComponent(location.pathname + location.search))
  }

  function tell (says) {
    asking = true
    return fetch(dialog.dataset.presence, { method: "POST", body: body(says), credentials: "same-origin", redirect: "error" })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer) })
      .then(function (answer) { if (answer.left) until = Date.now() + answer.left * 1000; else leave() })
      .catch(function () { if (Date.now() >= until) leave() })
      .finally(function () { asking = false })
  }

  function use () {
    if (dialog.open || Date.now() - told < EVERY) return
    told = Date.now()
    tell("used")
  }

  function stay () {
    if (dialog.open) dialog.close()
    told = Date.now()
    tell("used")
  }

  function show () {
    if (going || asking || document.visibilityState !== "visible") return
    showed = Date.now()
    tell("opened")
  }

  function tick () {
    if (Date.now() - showed >= SHOWN) show()
    const left = Math.round((until - Date.now()) / 1000)
    if (left <= WARNED && !dialog.open && !asking) tell("").then(warn)
    if (dialog.open) shown.textContent = String(Math.max(0, left))
    if (left > WARNED && dialog.open) dialog.close() // used in another window
    if (left <= 0 && !asking) tell("")
  }

  function warn () {
    if (until - Date.now() > WARNED * 1000 || dialog.open) return
    dialog.showModal()
    dialog.querySelector("[data-stay]").focus()
  }

  document.querySelectorAll("form, input, textarea").forEach(function (element) { element.setAttribute("autocomplete", "off") })
  document.addEventListener("htmx:load", function (event) {
    event.target.querySelectorAll("form, input, textarea").forEach(function (element) { element.setAttribute("autocomplete", "off") })
  })
  dialog.querySelector("[data-stay]").addEventListener("click", stay)
  dialog.addEventListener("cancel", function (event) { event.preventDefault(); stay() })
  ;["keydown", "pointerdown", "wheel", "touchstart"].forEach(function (kind) { document.addEventListener(kind, use, { passive: true }) })
  window.addEventListener("beforeunload", function () {
    going = true
    setTimeout(function () { going = false }, 15000) // it did not come, or was a file
  })
  window.addEventListener("pagehide", function () { navigator.sendBeacon(dialog.dataset.presence, body("closed")) })
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); else tell("opened") })
  document.addEventListener("visibilitychange", show)
  setInterval(tick, 1000)
})()

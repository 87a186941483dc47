// A choice in form[data-preferences] holds at once: the page changes under the hand, the cookie is written behind it.
(function () {
  const media = { auto: "(prefers-color-scheme: dark)", light: "not all", dark: "all" }

  function show(name, value) {
    if (name === "theme") document.getElementById("dark").media = media[value]
    if (name === "text") document.documentElement.dataset.text = value
  }

  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-preferences]")
    if (!form) return
    // The language needs the page anew.
    if (event.target.name === "language") return form.requestSubmit()
    show(event.target.name, event.target.value)
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(function () { form.submit() })
  })
})()

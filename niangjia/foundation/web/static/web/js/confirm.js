// A link with data-confirm leads to a page that asks. This shows the question of that page as a dialog instead.
(function () {
  function open(question) {
    const dialog = document.createElement("dialog")
    dialog.className = "sheet"
    dialog.setAttribute("aria-labelledby", "confirm-title")
    dialog.append(question)
    dialog.addEventListener("close", function () { dialog.remove() })
    dialog.addEventListener("click", function (event) {
      const cancel = event.target.closest("[data-cancel]")
      if (cancel) event.preventDefault()
      if (cancel || event.target === dialog) dialog.close()
    })
    document.body.append(dialog)
    dialog.showModal()
    dialog.querySelector("[data-cancel]").focus() // so that a hasty Enter does no harm
  }

  document.addEventListener("click", async function (event) {
    const link = event.target.closest("a[data-confirm]")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return
    event.preventDefault()
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } })
      const page = new DOMParser().parseFromString(await answer.text(), "text/html")
      const question = page.querySelector(".confirm")
      if (!answer.ok || !question) throw new Error("no question there")
      open(document.importNode(question, true))
    } catch (_) {
      location.href = link.href
    }
  })
})()

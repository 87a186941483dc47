// A page that came back because something is wrong begins there. What was sent to the address of a form ([data-page]
// names the page itself) can then be asked for anew without sending it a second time.
(function () {
  const main = document.querySelector("main")
  const wrong = main && main.querySelector("form[method=post] .notice-bad, form[method=post] .field-error")
  if (!wrong) return
  const page = main.querySelector("[data-page]")
  if (page) history.replaceState(null, "", page.dataset.page)
  const closed = wrong.closest("details:not([open])")
  if (closed) closed.open = true
  wrong.tabIndex = -1
  wrong.focus({ preventScroll: true })
  wrong.scrollIntoView({ block: "center" })
})()

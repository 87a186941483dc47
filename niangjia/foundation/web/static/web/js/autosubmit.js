// form[data-autosubmit] is sent by itself: at once when something is picked, after a short rest while typing.
(function () {
  const REST = 400 // milliseconds
  let waiting

  function typed(target) {
    return target.matches("input[type=text], input[type=search], input:not([type])")
  }

  document.addEventListener("input", function (event) {
    const form = event.target.closest("form[data-autosubmit]")
    if (!form || event.isComposing) return
    clearTimeout(waiting)
    waiting = setTimeout(function () { form.requestSubmit() }, typed(event.target) ? REST : 0)
  })
  // A Chinese word is complete only when its composition ends.
  document.addEventListener("compositionend", function (event) {
    event.target.dispatchEvent(new Event("input", { bubbles: true }))
  })
})()

// form[data-draft] sends what is typed to the address it names, a moment after the last key; [data-draft-line] says so.
// Nothing is kept on the computer. Passwords and files are never sent.
(function () {
  const PAUSE = 1500
  const waiting = new Map()
  const asked = new Map()

  function typed (form) {
    const data = new FormData(form)
    form.querySelectorAll("input[type=password], input[type=file], [data-no-draft]").forEach(function (input) {
      if (input.name) data.delete(input.name)
    })
    return data
  }

  function keep (form) {
    waiting.delete(form)
    if (!form.isConnected) return
    const turn = (asked.get(form) || 0) + 1
    asked.set(form, turn)
    const line = form.querySelector("[data-draft-line]")
    const headers = { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value }
    fetch(form.dataset.draft, { method: "POST", body: typed(form), headers: headers, credentials: "same-origin", redirect: "error" })
      .then(function (answer) { return answer.ok || answer.status === 413 ? answer.text() : Promise.reject(answer) })
      .then(function (text) { if (line && asked.get(form) === turn) line.textContent = text.trim() })
      .catch(function () { if (line) line.textContent = line.dataset.draftFailed })
  }

  function later (event) {
    const form = event.target.closest("form[data-draft]")
    if (!form || event.target.type === "password" || event.target.type === "file") return
    clearTimeout(waiting.get(form))
    waiting.set(form, setTimeout(keep, PAUSE, form))
  }

  document.addEventListener("input", later)
  document.addEventListener("change", later)
  document.addEventListener("submit", function (event) {
    clearTimeout(waiting.get(event.target))
    waiting.delete(event.target)
  })
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) waiting.forEach(function (timer, form) { clearTimeout(timer); keep(form) })
  })
})()

// form[data-draft="key"] keeps what is typed on this phone until it is handed in: visits happen where there is no network.
// data-owner: the account; drafts of others, and those older than two weeks, are wiped. [data-draft-done="key"]: handed in.
(function () {
  const PREFIX = "visits.draft."
  const LONGEST = 14 * 24 * 3600 * 1000

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name))
    } catch (error) {
      return null
    }
  }

  function wipe(owner) {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue
      const kept = read(name)
      if (!kept || kept.owner !== owner || Date.now() - kept.at > LONGEST) localStorage.removeItem(name)
    }
  }

  function fields(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.name && (field.tagName === "TEXTAREA" || field.type === "text")
    })
  }

  function say(form, which) {
    for (const line of form.querySelectorAll("[data-draft-says]")) line.hidden = line.dataset.draftSays !== which
  }

  function keep(form) {
    const values = {}
    for (const field of fields(form)) values[field.name] = field.value
    const mark = form.elements.draft.value
    localStorage.setItem(
      PREFIX + form.dataset.draft,
      JSON.stringify({ owner: form.dataset.owner, at: Date.now(), mark: mark, values: values })
    )
    say(form, "kept")
  }

  function restore(form) {
    const kept = read(PREFIX + form.dataset.draft)
    if (!kept) return
    let filled = false
    for (const field of fields(form)) {
      if (field.value || !kept.values[field.name]) continue
      field.value = kept.values[field.name]
      filled = true
    }
    if (kept.mark) form.elements.draft.value = kept.mark
    if (filled) say(form, "back")
  }

  function begin(form) {
    wipe(form.dataset.owner)
    restore(form)
    form.addEventListener("input", function () {
      keep(form)
    })
    form.addEventListener("submit", function (event) {
      if (navigator.onLine) return
      event.preventDefault()
      keep(form)
      say(form, "offline")
    })
    form.querySelector("[data-draft-drop]").addEventListener("click", function () {
      localStorage.removeItem(PREFIX + form.dataset.draft)
      for (const field of fields(form)) field.value = ""
      say(form, "dropped")
    })
  }

  try {
    for (const done of document.querySelectorAll("[data-draft-done]")) {
      localStorage.removeItem(PREFIX + done.dataset.draftDone)
    }
    for (const form of document.querySelectorAll("form[data-draft]")) begin(form)
  } catch (error) {
    // Storage is closed off: the form works all the same, without a draft.
  }
})()

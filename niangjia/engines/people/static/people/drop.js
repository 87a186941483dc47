// [data-drop] around a file field takes a file that is dropped onto it.
(function () {
  for (const zone of document.querySelectorAll("[data-drop]")) {
    const field = zone.querySelector("input[type=file]")
    zone.querySelector("[data-drop-words]").hidden = false
    zone.classList.add("is-ready")

    zone.addEventListener("dragover", function (event) {
      event.preventDefault()
      zone.classList.add("is-over")
    })
    zone.addEventListener("dragleave", function () { zone.classList.remove("is-over") })
    zone.addEventListener("drop", function (event) {
      event.preventDefault()
      zone.classList.remove("is-over")
      if (event.dataTransfer.files.length) field.files = event.dataTransfer.files
    })
  }
})()

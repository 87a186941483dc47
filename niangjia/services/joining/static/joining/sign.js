// A signature drawn with finger, pen or mouse: what was drawn goes along as a picture, also when the page comes back
// because something else was wrong. Without this script the tick below is the signature.
// Whoever goes back after handing in comes to the page, not to the browser's question whether to send it once more.
(function () {
  for (const place of document.querySelectorAll("[data-sign]")) {
    const canvas = place.querySelector("canvas")
    const field = place.querySelector("input[name=drawn]")
    const pen = canvas.getContext("2d")
    let last = null

    place.hidden = false
    canvas.closest("form").addEventListener("submit", function () { history.replaceState(null, "", location.href) })
    pen.lineWidth = 4
    pen.lineCap = "round"
    pen.strokeStyle = "#000"
    if (field.value) {
      const before = new Image()
      before.onload = function () { pen.drawImage(before, 0, 0) }
      before.src = field.value
    }

    function at(event) {
      const box = canvas.getBoundingClientRect()
      return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height]
    }

    canvas.addEventListener("pointerdown", function (event) {
      event.preventDefault()
      canvas.setPointerCapture(event.pointerId)
      last = at(event)
    })
    canvas.addEventListener("pointermove", function (event) {
      if (!last) return
      const next = at(event)
      pen.beginPath()
      pen.moveTo(last[0], last[1])
      pen.lineTo(next[0], next[1])
      pen.stroke()
      last = next
      field.value = canvas.toDataURL("image/png")
    })
    for (const name of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(name, function () { last = null })
    }
    place.querySelector("[data-sign-clear]").addEventListener("click", function () {
      pen.clearRect(0, 0, canvas.width, canvas.height)
      field.value = ""
    })
  }
})()

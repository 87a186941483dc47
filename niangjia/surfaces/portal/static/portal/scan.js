// Checks a member's card where it is scanned: the signature by the house's public key, then the time. Nothing is sent.
(function () {
  const page = document.querySelector("[data-key]")
  const GRACE = 30 // seconds: clocks differ a little
  let camera

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"))
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0) })
  }

  async function read(text) {
    const code = text.trim().split("#").pop()
    const parts = code.split(".")
    if (parts.length !== 3 || parts[0] !== "N1") return { verdict: "none" }
    try {
      const key = await crypto.subtle.importKey("jwk", JSON.parse(page.dataset.key), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"])
      const signed = new TextEncoder().encode(parts[0] + "." + parts[1])
      const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes(parts[2]), signed)
      if (!good) return { verdict: "forged" }
      const card = JSON.parse(new TextDecoder().decode(bytes(parts[1])))
      return { verdict: timely(card) ? "valid" : "expired", card: card }
    } catch (error) {
      return { verdict: "forged" }
    }
  }

  function timely(card) {
    const moment = Date.now() / 1000
    return moment <= card[3] + GRACE && moment >= card[2] - 2 * GRACE
  }

  function show(found) {
    document.querySelectorAll("[data-verdict]").forEach(function (box) {
      box.hidden = box.dataset.verdict !== found.verdict
      if (box.hidden || !found.card) return
      box.querySelector("[data-name]").textContent = found.card[0]
      box.querySelector("[data-union]").textContent = found.card[1]
      box.querySelector("[data-time]").textContent = new Date(found.card[3] * 1000).toLocaleTimeString("zh-CN", { hour12: false })
    })
  }

  async function check(text) { show(await read(text)) }

  async function look(video) {
    if (!camera) return
    const found = await camera.detector.detect(video).catch(function () { return [] })
    if (found.length) { stop(video); check(found[0].rawValue) } else setTimeout(look, 200, video)
  }

  function stop(video) {
    camera.stream.getTracks().forEach(function (track) { track.stop() })
    camera = undefined
    video.hidden = true
  }

  async function start(video) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } })
      camera = { stream: stream, detector: new BarcodeDetector({ formats: ["qr_code"] }) }
      video.srcObject = stream
      video.hidden = false
      await video.play()
      look(video)
    } catch (error) {
      document.querySelector("[data-no-camera]").hidden = false
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    const form = document.querySelector("[data-check]")
    const button = document.querySelector("[data-camera]")
    form.addEventListener("submit", function (event) {
      event.preventDefault()
      check(form.elements.code.value)
    })
    if ("BarcodeDetector" in window && navigator.mediaDevices) {
      button.hidden = false
      button.addEventListener("click", function () { start(document.querySelector("video")) })
    }
    if (location.hash.length > 1) check(location.hash)
    window.addEventListener("hashchange", function () { check(location.hash) })
    if ("serviceWorker" in navigator) navigator.serviceWorker.register(page.dataset.worker).catch(function () {})
  })
})()

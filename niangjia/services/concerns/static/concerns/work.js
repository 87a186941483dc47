// form[data-work] does its work before it is sent: it looks for a number whose digest begins with so many zero bits.
// Own SHA-256, for browsers give theirs to pages under TLS only, and a kiosk in an office may have none.
(() => {
  const K = new Uint32Array(64), START = new Uint32Array(8)
  const root = (number, power) => {
    const found = Math.pow(number, power)
    return ((found - Math.floor(found)) * 4294967296) >>> 0
  }
  for (let number = 2, count = 0; count < 64; number += 1) {
    let prime = true
    for (let by = 2; by * by <= number; by += 1) if (number % by === 0) { prime = false; break }
    if (!prime) continue
    if (count < 8) START[count] = root(number, 1 / 2)
    K[count] = root(number, 1 / 3)
    count += 1
  }
  const turn = (word, by) => (word >>> by) | (word << (32 - by))

  // The first word of the digest of an ASCII text.
  function firstWord(text) {
    const length = text.length, blocks = (length + 72) >> 6
    const words = new Uint32Array(blocks * 16)
    for (let at = 0; at < length; at += 1) words[at >> 2] |= text.charCodeAt(at) << (24 - (at % 4) * 8)
    words[length >> 2] |= 0x80 << (24 - (length % 4) * 8)
    words[words.length - 1] = length * 8
    const state = new Uint32Array(START), w = new Uint32Array(64)
    for (let block = 0; block < blocks; block += 1) {
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) { w[i] = words[block * 16 + i]; continue }
        const a = w[i - 15], b = w[i - 2]
        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))
      }
      let [a, b, c, d, e, f, g, h] = state
      for (let i = 0; i < 64; i += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
        h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0
      }
      state[0] += a; state[1] += b; state[2] += c; state[3] += d
      state[4] += e; state[5] += f; state[6] += g; state[7] += h
    }
    return state[0]
  }

  function search(form, number) {
    const token = form.elements.token.value, bits = Number(form.dataset.work)
    for (let tries = 0; tries < 2000; tries += 1, number += 1) {
      if (firstWord(token + ":" + number) >>> (32 - bits) === 0) {
        form.elements.work.value = String(number)
        form.submit()
        return
      }
    }
    setTimeout(search, 0, form, number) // the page stays alive
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-work]")
    if (!form || form.elements.work.value) return
    event.preventDefault()
    const said = form.querySelector("[data-working]")
    if (said) said.hidden = false
    for (const button of form.querySelectorAll("button")) button.disabled = true
    search(form, 0)
  })
})()

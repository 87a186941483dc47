// A button with data-print opens the browser's printing.
(function () {
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print()
  })
})()

/* Counts the seconds in which a post can be taken back. Without this file the number stands
   still, and the server says so when the time is over. */
(function () {
  "use strict";
  document.querySelectorAll("[data-undo]").forEach(function (bar) {
    const left = bar.querySelector("[data-left]");
    const button = bar.querySelector("button");
    const end = Date.now() + Number(bar.dataset.undo) * 1000;
    try {
      /* Posted: the copy on this device has done its work. */
      if (bar.dataset.draftClear) localStorage.removeItem("carefolk:draft:" + bar.dataset.draftClear);
    } catch (error) {
      /* Storage is off. */
    }
    const clock = setInterval(function () {
      const seconds = Math.ceil((end - Date.now()) / 1000);
      if (seconds > 0) {
        left.textContent = String(seconds);
        return;
      }
      clearInterval(clock);
      const held = document.activeElement === button;
      button.remove();
      bar.querySelector("p").textContent = bar.dataset.over;
      if (held) document.getElementById("main").focus();
      const said = document.getElementById("said");
      if (said) said.textContent = bar.dataset.over;
    }, 1000);
  });
})();

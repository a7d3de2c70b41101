/* Says in words that a passkey could not be used: the library only tells the console. */
(() => {
  "use strict";
  const place = document.querySelector("[data-passkey-trouble]");
  document.addEventListener("allauth.error", () => {
    place.textContent = place.dataset.passkeyTrouble;
  });
})();

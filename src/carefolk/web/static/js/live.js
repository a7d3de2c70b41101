/* Says that there are new posts and moves nothing. Without this file, or without a stream, the
   page is as new as its last loading. */
(function () {
  "use strict";
  const news = document.querySelector("[data-stream-url]");
  if (!news || !window.EventSource) return;
  const said = document.getElementById("said");
  let number = 0;
  let waiting = 0;
  let pause = 2000;

  function arrived() {
    number += 1;
    const words = number === 1 ? news.dataset.one : news.dataset.many.replace("%n", String(number));
    news.textContent = words;
    news.hidden = false;
    /* At most once a minute: a busy evening must not talk over what someone listens to. */
    if (!waiting) waiting = setTimeout(speak, pause);
  }

  function speak() {
    waiting = 0;
    pause = 60000;
    said.textContent = news.textContent;
  }

  const stream = new EventSource(news.dataset.streamUrl, { withCredentials: true });
  stream.addEventListener("new", arrived);
  /* The stream lost count: there may be news, and loading the page tells. */
  stream.addEventListener("reset", arrived);
  window.addEventListener("pagehide", () => stream.close());
})();

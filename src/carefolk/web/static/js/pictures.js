/* Sends pictures as soon as they are chosen and shows them with room for a description. Without
   this file they are sent with the post, and described on the page that comes back. */
(function () {
  "use strict";
  const form = document.querySelector("[data-upload-url]");
  const input = form && form.querySelector("[data-pictures]");
  const list = form && form.querySelector("[data-uploads]");
  if (!input || !list) return;
  const MOST = 4;

  async function add(file) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    data.append("picture", file);
    const answer = await fetch(form.dataset.uploadUrl, {
      method: "POST",
      body: data,
      headers: { "X-Carefolk-Part": "1", Accept: "text/html, application/json" },
      credentials: "same-origin",
    });
    if (!answer.ok) {
      const kind = answer.headers.get("Content-Type") || "";
      throw new Error(kind.includes("json") ? (await answer.json()).error : form.dataset.failed);
    }
    const box = document.createElement("template");
    box.innerHTML = (await answer.text()).trim();
    list.append(box.content);
  }

  function complain(words) {
    const line = document.createElement("p");
    line.className = "error";
    line.setAttribute("role", "alert");
    line.textContent = words || form.dataset.failed;
    list.append(line);
  }

  input.addEventListener("change", async function () {
    const files = Array.from(input.files);
    input.value = "";
    list.querySelectorAll(".error").forEach((line) => line.remove());
    for (const file of files) {
      if (list.querySelectorAll("[data-upload]").length >= MOST) break;
      try {
        await add(file);
      } catch (error) {
        complain(error instanceof TypeError ? "" : error.message);
      }
    }
    const fresh = list.querySelector("[data-upload]:last-of-type textarea");
    if (fresh) fresh.focus();
  });

  list.addEventListener("click", function (event) {
    const button = event.target.closest("[data-take-out]");
    if (!button) return;
    event.preventDefault();
    button.closest("[data-upload]").remove();
    input.focus();
  });
})();

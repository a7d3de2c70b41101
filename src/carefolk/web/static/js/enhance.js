/* Small comforts on every page. Without this file buttons load the page anew, menus close by a
   second press, links that open a dialog go to a page that asks the same, and nothing is lost. */
(function () {
  "use strict";
  const said = document.getElementById("said");
  const store = window.localStorage;

  function say(words) {
    if (said) said.textContent = words;
  }

  /* Forms with data-enhance: the answer is a fragment that takes the place of the nearest data-part. */
  async function send(form, button) {
    const part = form.closest("[data-part]");
    const data = new FormData(form);
    if (button && button.name) data.append(button.name, button.value);
    const address = (button && button.getAttribute("formaction")) || form.getAttribute("action");
    const answer = await fetch(address, {
      method: "POST",
      body: data,
      headers: { "X-Carefolk-Part": "1" },
      credentials: "same-origin",
    });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const box = document.createElement("template");
    box.innerHTML = (await answer.text()).trim();
    const fresh = box.content.firstElementChild;
    if (!fresh || !fresh.hasAttribute("data-part")) throw new Error("not a part");
    const path = button && button.getAttribute("formaction");
    part.replaceWith(fresh);
    const same = Array.from(fresh.querySelectorAll("button")).find(
      (other) => !path || other.getAttribute("formaction") === path,
    );
    if (!same) return;
    const menu = same.closest("details");
    (menu ? menu.querySelector("summary") : same).focus();
    say(same.getAttribute("aria-label") || same.textContent);
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.matches("[data-signout]")) return forget();
    if (!form.matches("[data-enhance]") || !form.closest("[data-part]")) return;
    event.preventDefault();
    const button = event.submitter;
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    send(form, button).catch(function () {
      /* The ordinary way shows the ordinary page, with its own words about what went wrong. */
      const path = button && button.getAttribute("formaction");
      if (path) form.setAttribute("action", path);
      if (button && button.name) {
        const field = document.createElement("input");
        field.type = "hidden";
        field.name = button.name;
        field.value = button.value;
        form.append(field);
      }
      form.submit();
    });
  });

  /* Signing out leaves nothing on the device; the server says Clear-Site-Data as well. */
  function forget() {
    try {
      Object.keys(store)
        .filter((key) => key.startsWith("carefolk:"))
        .forEach((key) => store.removeItem(key));
    } catch (error) {
      /* Storage is switched off: then there is nothing to forget. */
    }
  }

  document.addEventListener("click", function (event) {
    document.querySelectorAll(".menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    const menu = event.target.closest && event.target.closest(".menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
})();

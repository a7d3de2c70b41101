/* Help while writing: what the guard sees after a pause, a copy on this device, characters left.
   Without this file the check happens when the button is pressed, and the page that comes back
   still holds every word. */
(function () {
  "use strict";
  const form = document.querySelector("[data-composer]");
  if (!form) return;
  const text = form.querySelector("[data-text]");
  const note = form.querySelector("[name=content_note]");
  const findings = form.querySelector("[data-findings]");
  const left = form.querySelector("[data-left]");
  const key = "carefolk:draft:" + form.dataset.draftKey;
  const folded = form.closest("[data-write-fold]");
  const said = document.getElementById("said");
  const usual = left.textContent;
  const PAUSE = 900;
  let waiting = 0;
  let asked = 0;
  let checked = text.value;

  /* The copy on this device. A page that comes from the server with words in it is newer. */
  function keep() {
    try {
      if (text.value.trim()) {
        localStorage.setItem(key, JSON.stringify({ text: text.value, note: note ? note.value : "" }));
      } else {
        localStorage.removeItem(key);
      }
    } catch (error) {
      /* Storage is full or off: the words are still in the page. */
    }
  }

  function restore() {
    document.querySelectorAll("[data-draft-clear]").forEach(function (done) {
      localStorage.removeItem("carefolk:draft:" + done.dataset.draftClear);
    });
    const kept = JSON.parse(localStorage.getItem(key) || "null");
    if (!kept || text.value.trim()) return;
    text.value = kept.text;
    if (note && kept.note) {
      note.value = kept.note;
      note.closest("details").open = true;
    }
    left.textContent = form.dataset.restored;
    if (folded) folded.open = true;
    later();
  }

  function count() {
    const room = Number(left.dataset.max) - text.value.length;
    if (room > 200) return;
    left.textContent = left.dataset.few.replace("%n", String(Math.max(room, 0)));
  }

  /* A pause in writing, not every key: nobody likes to be read while they think. */
  function later() {
    clearTimeout(waiting);
    if (form.dataset.checkUrl) waiting = setTimeout(check, PAUSE);
  }

  function answers() {
    return Array.from(findings.querySelectorAll("input")).map((field) => [
      field.id,
      field.checked,
      field.type === "text" ? field.value : "",
    ]);
  }

  async function check() {
    const words = text.value;
    const turn = ++asked;
    if (!words.trim()) {
      findings.textContent = "";
      checked = words;
      return;
    }
    const data = new FormData(form);
    data.delete("pictures");
    try {
      const answer = await fetch(form.dataset.checkUrl, {
        method: "POST",
        body: data,
        headers: { "X-Carefolk-Part": "1" },
        credentials: "same-origin",
      });
      if (!answer.ok || answer.redirected || turn !== asked) return;
      const fresh = (await answer.text()).trim();
      if (turn !== asked) return;
      show(fresh);
      checked = words;
    } catch (error) {
      /* No signal: the check happens when the button is pressed. */
    }
  }

  function show(fresh) {
    const box = document.createElement("template");
    box.innerHTML = fresh;
    if (box.content.textContent.trim() === findings.textContent.trim()) return;
    const before = answers();
    const active = findings.contains(document.activeElement) && document.activeElement.id;
    /* What an earlier page asked about no longer holds. */
    form.querySelectorAll("[name=asked], [name=confirm_token]").forEach((field) => field.remove());
    findings.textContent = "";
    findings.append(box.content);
    before.forEach(function (answer) {
      const field = document.getElementById(answer[0]);
      if (!field || !findings.contains(field)) return;
      if (field.type === "text") field.value = answer[2];
      else field.checked = answer[1];
    });
    /* One line near the words says that there is something: below the fold nobody sees it, and
       read out whole it would talk over the writer. */
    if (findings.textContent.trim()) {
      left.textContent = left.dataset.look;
      if (said) said.textContent = left.dataset.look;
    } else {
      left.textContent = usual;
      if (said) said.textContent = "";
    }
    const again = active && document.getElementById(active);
    if (again) again.focus();
  }

  /* The picker is a full list without this file; with it, one line and the word "Change". */
  function fold() {
    const box = form.querySelector("[data-audience]");
    const button = box && box.querySelector("[data-fold]");
    if (!button) return;
    const set = function (folded) {
      box.classList.toggle("is-folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
    };
    button.hidden = false;
    box.classList.add("can-fold");
    set(true);
    button.addEventListener("click", function () {
      set(!box.classList.contains("is-folded"));
    });
    box.addEventListener("change", later);
  }

  text.addEventListener("input", function () {
    keep();
    count();
    if (text.value !== checked) later();
  });
  if (note) note.addEventListener("input", keep);
  if (folded) {
    folded.addEventListener("toggle", function () {
      if (folded.open) text.focus();
    });
  }
  text.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=do][value=post]"));
  });
  form.addEventListener("submit", function (event) {
    /* Twice pressed is once sent: without signal people press again. */
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    keep();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);

  fold();
  try {
    restore();
  } catch (error) {
    /* Storage is off: the composer starts as the server sent it. */
  }
  count();
})();

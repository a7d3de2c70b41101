/* Draws the blurred colours of a picture until it has come (blurha.sh, base 83). Without this
   file a plain surface stands there, of the same size. */
(function () {
  "use strict";
  const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
  const WIDE = 24;
  const HIGH = 18;

  function number(hash, from, to) {
    let value = 0;
    for (const sign of hash.slice(from, to)) value = value * 83 + SIGNS.indexOf(sign);
    return value;
  }

  const linear = (v) => (v > 10 ? Math.pow((v / 255 + 0.055) / 1.055, 2.4) : v / 255 / 12.92);
  const shown = (v) => {
    const w = Math.max(0, Math.min(1, v));
    return Math.round(255 * (w > 0.0031308 ? 1.055 * Math.pow(w, 1 / 2.4) - 0.055 : w * 12.92));
  };

  function colours(hash) {
    const size = number(hash, 0, 1);
    const columns = (size % 9) + 1;
    const rows = Math.floor(size / 9) + 1;
    const most = (number(hash, 1, 2) + 1) / 166;
    const mean = number(hash, 2, 6);
    const list = [[mean >> 16, (mean >> 8) & 255, mean & 255].map(linear)];
    for (let i = 1; i < columns * rows; i++) {
      const value = number(hash, 4 + i * 2, 6 + i * 2);
      const parts = [Math.floor(value / 361), Math.floor(value / 19) % 19, value % 19];
      list.push(parts.map((q) => Math.sign(q - 9) * Math.pow((q - 9) / 9, 2) * most));
    }
    return { columns, list };
  }

  function draw(figure) {
    const image = figure.querySelector("img");
    if (image.complete && image.naturalWidth) return;
    const { columns, list } = colours(figure.dataset.blurhash);
    const canvas = document.createElement("canvas");
    canvas.width = WIDE;
    canvas.height = HIGH;
    const pen = canvas.getContext("2d");
    const pixels = pen.createImageData(WIDE, HIGH);
    for (let y = 0; y < HIGH; y++) {
      for (let x = 0; x < WIDE; x++) {
        const sum = [0, 0, 0];
        list.forEach(function (part, i) {
          const wave =
            Math.cos((Math.PI * x * (i % columns)) / WIDE) *
            Math.cos((Math.PI * y * Math.floor(i / columns)) / HIGH);
          part.forEach((value, c) => (sum[c] += value * wave));
        });
        const at = 4 * (y * WIDE + x);
        pixels.data.set([...sum.map(shown), 255], at);
      }
    }
    pen.putImageData(pixels, 0, 0);
    canvas.setAttribute("aria-hidden", "true");
    image.parentNode.insertBefore(canvas, image);
    image.addEventListener("load", () => canvas.remove());
  }

  document.querySelectorAll("[data-blurhash]").forEach(function (figure) {
    try {
      draw(figure);
    } catch (error) {
      figure.removeAttribute("data-blurhash");
    }
  });
})();

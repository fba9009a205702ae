// What can be measured on a page: each function returns what is wrong, in words, or an empty list.
() => {
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && one.checkVisibility({ opacityProperty: false });
  };
  const words = (one) => `${one.tagName.toLowerCase()}.${one.className.baseVal ?? one.className} “${one.textContent.trim().slice(0, 16)}”`;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);

  // whatever way a colour is written in, a pixel of it has three numbers
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const light = (fill) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((n) => n / 255)
      .map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const clear = (fill) => fill === "transparent" || /[,/] 0\)$/.test(fill);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const fill = getComputedStyle(one).backgroundColor;
      if (!clear(fill)) return fill;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const low = (one, ratio, needed) => (ratio + 0.005 < needed ? [`${words(one)} ${ratio.toFixed(2)}`] : []);

  return {
    // Q01: the page never scrolls sideways; what does is a labelled region that the keyboard reaches
    sideways() {
      const by = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const wide = all("body *").filter((one) => {
        const style = getComputedStyle(one);
        return /auto|scroll/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && !one.matches("input, textarea, select");
      });
      const named = (one) => one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") || one.querySelector("caption");
      const reached = (one) => one.tabIndex >= 0 || one.querySelector("a[href], button, input, summary, [tabindex='0']");
      // nor is anything to press cut off at the edge; rows that stand as cards have nothing to scroll to
      const cards = (one) => getComputedStyle(one.querySelector(":scope > .cards > tbody > tr") || document.createElement("tr")).display;
      const rolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX) && ["", "table-row"].includes(cards(one));
      const moves = (one) => one && (rolls(one) || moves(one.parentElement));
      const cut = all("main .btn, main button, main input, main select, main textarea")
        .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !moves(one.parentElement));
      return [...(by ? [`${by} px`] : []), ...wide.filter((one) => !named(one) || !reached(one)).map(words), ...cut.map(words)];
    },
    // Q03: chips keep 7
    chips() {
      return all(".chip").flatMap((one) => low(one, contrast(getComputedStyle(one).color, ground(one)), 7));
    },
    // Q04: borders that show where a field or choice is, and marks, keep 3
    borders() {
      const edges = all(".form-control, .form-select, .form-check-input, .choices .option span, .add, canvas, .track").filter((one) => !one.closest(".shut") && !one.disabled && one !== document.activeElement);
      const outside = (one) => ground(one.matches("canvas") ? one : one.parentElement);
      const shows = (one) => {
        const { borderTopColor, backgroundColor } = getComputedStyle(one);
        return Math.max(...[borderTopColor, backgroundColor].filter((fill) => !clear(fill)).map((fill) => contrast(fill, outside(one))));
      };
      const faint = edges.flatMap((one) => low(one, shows(one), 3));
      const marks = all(".icon").filter((one) => !one.closest(".disabled, [aria-disabled=true], :disabled"));
      return [...faint, ...marks.flatMap((one) => low(one.parentElement, contrast(getComputedStyle(one).color, ground(one)), 3))];
    },
    // Q05: nothing to press is smaller than 24; a link in a sentence is as high as its line
    small() {
      const inText = (one) => {
        const holder = one.closest("p, li, dd, td, span, figcaption, .hint") || one.parentElement;
        const rest = holder.textContent.replace(one.textContent, "").trim();
        return one.matches("a") && getComputedStyle(one).display === "inline" && rest.length > 0;
      };
      const targets = all("a[href], button, input:not([type=hidden]), select, textarea, summary, canvas, label.option")
        .filter((one) => !one.closest(".skip-links") && !inText(one))
        .filter((one) => !(one.matches("input") && one.closest("label")));
      return targets.map((one) => [one, (one.querySelector("img") || one).getBoundingClientRect()])
        .filter(([, box]) => box.width < 23.5 || box.height < 23.5)
        .map(([one, box]) => `${words(one)} ${box.width.toFixed()}×${box.height.toFixed()}`);
    },
    // Q05 on a telephone: main actions are 44 high and 8 apart
    cramped() {
      const main = all(".action-bar .btn, .btn-primary, .bottom-bar a, .options .option, .tabs a, .queue-row, .page-links .btn, .who summary");
      const short = main.filter((one) => one.getBoundingClientRect().height < 43.5)
        .map((one) => `${words(one)} ${one.getBoundingClientRect().height.toFixed()} px`);
      const close = [];
      for (const holder of all(".action-bar, .options, .buttons, .tools, .next-step .card-body")) {
        const inside = [...holder.children].filter((one) => seen(one) && one.matches(".btn, .option, form"));
        inside.slice(1).forEach((one, n) => {
          const [a, b] = [inside[n].getBoundingClientRect(), one.getBoundingClientRect()];
          const apart = Math.max(b.left - a.right, b.top - a.bottom, a.left - b.right);
          if (apart < 7.5) close.push(`${words(one)} ${apart.toFixed()} px`);
        });
      }
      return [...short, ...close];
    },
  };
}

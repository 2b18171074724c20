// How a page lies on a screen and stands with the keyboard: each thing that is wrong as a short text. Read by page_layout.py.
"use strict";
window.layout ??= (() => {
  const CAN_BE_REACHED = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';
  const FINGER = 24;
  const named = (e) => `${e.outerHTML.slice(0, 100).replace(/\s+/g, " ")} «${e.textContent.trim().slice(0, 30)}»`;
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  // Only for who listens, or only when it has the focus; the heads of a table too where its rows are blocks.
  const aside = (e) => {
    const at = e.closest(".unseen, .nl-skip-link, thead");
    return at !== null && (at.localName !== "thead" || style(at).clipPath !== "none");
  };
  const everything = () => [...document.body.querySelectorAll("*")];
  const style = (e, part) => getComputedStyle(e, part);

  const reached = () => [...document.querySelectorAll(CAN_BE_REACHED)].filter((e) => !e.disabled && seen(e));

  // In the order of the document; of radio buttons that belong together the Tab key finds one.
  const stops = () => {
    const groups = new Set();
    return reached().filter((e) => {
      if (e.type !== "radio" || e.checked) return true;
      const first = !groups.has(e.name) && !document.querySelector(`[name="${e.name}"]:checked`);
      groups.add(e.name);
      return first;
    });
  };

  // What can be hit: of a tick its words too, of a link in a text its first line.
  const target = (e) => (e.matches('[type="checkbox"], [type="radio"]') && e.closest("label")) || e;
  const box = (e) => target(e).getClientRects()[0] ?? target(e).getBoundingClientRect();

  const inText = (e) => {
    if (e.localName !== "a" || style(e).display !== "inline") return false;
    let block = e.parentElement;
    while (style(block).display === "inline") block = block.parentElement;
    return block.textContent.trim().length > e.textContent.trim().length;
  };

  const small = () =>
    reached().filter((e) => {
      const { width, height } = box(e);
      return !aside(e) && !inText(e) && Math.min(width, height) < FINGER - 0.05;
    });

  const cut = () =>
    everything().filter((e) => {
      if (!(e instanceof HTMLElement) || e.matches("input, select") || aside(e) || !seen(e)) return false;
      const clips = (way) => ["hidden", "clip"].includes(style(e)[`overflow${way}`]);
      return (clips("X") && e.scrollWidth > e.clientWidth + 1) || (clips("Y") && e.scrollHeight > e.clientHeight + 1);
    });

  const scrolls = (e) => e !== document.body && (["auto", "scroll"].includes(style(e).overflowX) || scrolls(e.parentElement));
  const outside = () => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = everything().filter((e) => {
      const { left, right } = e.getBoundingClientRect();
      return (right > width + 1 || left < -1) && !aside(e) && seen(e) && !scrolls(e.parentElement);
    });
    return out.length ? out : [document.documentElement];
  };

  const lines = () => {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const e = text.parentElement;
      if (!text.data.trim() || e.closest("svg, select, script, noscript") || aside(e) || !seen(e)) continue;
      let block = e;
      while (style(block).display === "inline") block = block.parentElement;
      const frame = e.closest(".table-wrap")?.getBoundingClientRect(); // what is outside has to be scrolled to
      range.selectNodeContents(text);
      for (const at of range.getClientRects()) {
        if (at.width > 1 && !(frame && (at.right > frame.right || at.left < frame.left))) found.push({ e, block, at });
      }
    }
    return found.sort((one, other) => one.at.top - other.at.top);
  };

  // Text on other text. Lines of one block may touch: letters are higher than the lines they stand on.
  const overlapping = () => {
    const all = lines();
    const found = [];
    all.forEach((one, number) => {
      for (let next = number + 1; next < all.length && all[next].at.top < one.at.bottom; next += 1) {
        const other = all[next];
        if (other.block === one.block) continue;
        const wide = Math.min(one.at.right, other.at.right) - Math.max(one.at.left, other.at.left);
        const high = Math.min(one.at.bottom, other.at.bottom) - other.at.top;
        if (wide > 2 && high > 0.35 * Math.min(one.at.height, other.at.height)) found.push(one.e);
      }
    });
    return found;
  };

  // From one stop to the next the eye goes on along the line or down, or up to the next column.
  // The numbers for danger come first with the keyboard, whatever the room: what stands folded beside them does not.
  const disordered = () => {
    const back = document.dir === "rtl" ? -1 : 1;
    const all = stops().filter((e) => !aside(e) && !e.closest(".danger-more"));
    return all.filter((e, number) => {
      if (!number) return false;
      const [from, to] = [box(all[number - 1]), box(e)];
      const ahead = back > 0 ? to.left >= from.right - 1 : to.right <= from.left + 1;
      const behind = back > 0 ? to.right <= from.left + 1 : to.left >= from.right - 1;
      const apart = Math.abs(from.top + from.height / 2 - to.top - to.height / 2);
      const beside = apart < Math.min(from.height, to.height) / 2;
      return (to.bottom <= from.top + 1 && !ahead) || (beside && behind);
    });
  };

  const moving = () =>
    everything().filter((e) =>
      [null, "::before", "::after"].some((part) => {
        const { transitionDuration, animationName, scrollBehavior } = style(e, part);
        return /[1-9]/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
      }),
    );

  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map((number) => {
      const part = number / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      if (!/^rgba\(.*, 0\)$/.test(style(at).backgroundColor)) return style(at).backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };

  const ringed = (e) => {
    const { outlineStyle, outlineWidth, outlineColor } = style(e);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && contrast(outlineColor, ground(e.parentElement)) >= 3;
  };
  // Something else, such as a bar that sticks to an edge, lies on what has the focus; or it is off the screen.
  const covered = (e) => {
    const at = box(e);
    const [top, bottom] = [Math.max(at.top, 0), Math.min(at.bottom, innerHeight)];
    const [left, right] = [Math.max(at.left, 0), Math.min(at.right, innerWidth)];
    if (bottom - top < Math.min(at.height, FINGER) - 1 || right - left < 1) return true;
    const middle = (top + bottom) / 2;
    return [left + 3, (left + right) / 2, right - 3].some((x) => {
      const hit = document.elementFromPoint(x, middle);
      return hit === null || !(e.contains(hit) || hit.contains(e) || target(e).contains(hit));
    });
  };

  const walked = [];
  let there = [];
  const stop = () => {
    const e = document.activeElement;
    return { number: there.indexOf(e), wrong: [...(ringed(e) ? [] : ["no ring"]), ...(covered(e) ? ["covered"] : [])], what: named(e) };
  };
  // How each stop stood is looked at when the next one is asked for: by then the page has scrolled to it.
  const look = (event) => event.key === "Tab" && walked.push(stop());
  const walk = () => {
    addEventListener("keydown", look, true);
    there = stops();
    return there.length;
  };

  // What a screen reader says by itself: new text in a place that was there before.
  const heard = [];
  const listen = () => {
    for (const e of document.querySelectorAll('[aria-live], [role="status"], [role="alert"]')) {
      const said = () => e.textContent.trim().replace(/\s+/g, " ");
      let before = said();
      new MutationObserver(() => {
        if (said() !== before) heard.push((before = said()));
      }).observe(e, { childList: true, characterData: true, subtree: true });
    }
  };

  const looks = { small, cut, outside, overlapping, disordered, moving };
  return {
    wrong: (...names) => names.flatMap((name) => looks[name]().map((e) => `${name}: ${named(e)}`)),
    letters: (rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = rules ? [sheet] : [];
    },
    walk,
    walked: () => [...walked.splice(0).slice(1), stop()],
    listen,
    heard: () => heard.splice(0),
    contrast,
    ground,
    seen,
    named,
  };
})();

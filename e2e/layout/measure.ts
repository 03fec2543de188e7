/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
export interface LayoutRules {
  readonly hanziMm: number;
  readonly targetMm: number;
  readonly primaryMm: number;
  readonly gapMm: number;
  readonly low: boolean;
}

/**
 * Runs in the page: everything of the senior's screen that breaks a rule of layout, in words. Sizes in mm by the panel's
 * pitch, as a ruler on the glass would give them.
 */
export const layoutFaults = (rules: LayoutRules): string[] => {
  const faults: string[] = [];
  const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
  const shell = document.querySelector('.shell');
  if (shell === null) return ['no shell'];
  const view = shell.getBoundingClientRect();
  const nameOf = (element: Element) =>
    `${element.getAttribute('data-key') ?? element.className}: ${element.textContent?.trim().slice(0, 20)}`;
  const seen = (element: Element) => element.getClientRects().length > 0;
  const slack = 1;

  // Nothing larger than its box, nothing beyond the glass.
  for (const element of shell.querySelectorAll('*')) {
    if (element.closest('svg') !== null || !seen(element)) continue;
    const box = element.getBoundingClientRect();
    if (
      box.left < view.left - slack ||
      box.top < view.top - slack ||
      box.right > view.right + slack ||
      box.bottom > view.bottom + slack
    )
      faults.push(`beyond the screen: ${nameOf(element)}`);
    if (
      element.scrollWidth > element.clientWidth + slack + 1 &&
      element.clientWidth > 0 &&
      getComputedStyle(element).display !== 'inline'
    )
      faults.push(`too wide for its box: ${nameOf(element)} ${element.scrollWidth}>${element.clientWidth}`);
  }

  // The parts of the frame do not lie on each other.
  const parts = [
    '.header-name',
    '.trail',
    '.header-side',
    '.notice',
    '.stage-art',
    '.stage-work',
    '.caption',
    '.next',
    '.facts',
    '.aside',
    '.pin-entry',
    '.phone-field',
    '.captures',
    '.stage-actions',
    '.comfort-rows',
    '.bar',
  ].flatMap((selector) => [...shell.querySelectorAll(selector)].filter(seen));
  for (const [index, one] of parts.entries())
    for (const other of parts.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const a = one.getBoundingClientRect();
      const b = other.getBoundingClientRect();
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > slack && high > slack) faults.push(`${nameOf(one)} lies on ${nameOf(other)}`);
    }

  // Keys: large enough, far enough apart, low enough in low mode.
  const keys = [...shell.querySelectorAll('.key')].filter(seen);
  for (const [index, key] of keys.entries()) {
    const box = key.getBoundingClientRect();
    const least = key.classList.contains('key-primary') ? rules.primaryMm : rules.targetMm;
    if (box.width / mm < rules.targetMm - 0.01 || box.height / mm < least - 0.01)
      faults.push(
        `small key ${nameOf(key)}: ${(box.width / mm).toFixed(1)} by ${(box.height / mm).toFixed(1)} mm`,
      );
    if (rules.low && box.top < innerHeight * 0.4 - slack) faults.push(`too high in low mode: ${nameOf(key)}`);
    for (const other of keys.slice(index + 1)) {
      const next = other.getBoundingClientRect();
      const apart = Math.max(
        next.left - box.right,
        box.left - next.right,
        next.top - box.bottom,
        box.top - next.bottom,
      );
      if (apart / mm < rules.gapMm - 0.05)
        faults.push(`keys too close: ${nameOf(key)} and ${nameOf(other)}: ${(apart / mm).toFixed(1)} mm`);
    }
  }

  // Hanzi: never below the smallest size; the picture's own writing is part of the picture.
  const texts = document.createTreeWalker(shell, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || parent.closest('svg') !== null || !/\p{Script=Han}/u.test(node.textContent ?? ''))
      continue;
    const size = Number.parseFloat(getComputedStyle(parent).fontSize) / mm;
    if (size < rules.hanziMm - 0.01) faults.push(`small hanzi ${size.toFixed(1)} mm: ${nameOf(parent)}`);
  }

  // A screen whose work fills it shows no picture; one that shows it shows it large enough.
  const art = shell.querySelector('.stage-art');
  if (art !== null && seen(art) && art.getBoundingClientRect().height / mm < 25)
    faults.push(`no room for the picture: ${art.getBoundingClientRect().height / mm} mm`);
  return faults;
};

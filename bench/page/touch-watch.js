/** In the page: times from a touch until what it causes is painted. Times of events are those of the browser's input path. */
(() => {
  const touches = { pressed: [], changed: [], told: [] };
  window.benchTouches = touches;
  const step = () => document.querySelector('.stage')?.dataset.step;

  addEventListener(
    'pointerdown',
    (event) => {
      const key = event.target.closest?.('[data-key]');
      window.afterPaint((at) => {
        if (key?.hasAttribute('data-down')) touches.pressed.push(at - event.timeStamp);
      });
    },
    { capture: true },
  );

  addEventListener(
    'pointerup',
    (event) => {
      const from = step();
      const observer = new MutationObserver(() => {
        if (step() === from) return;
        observer.disconnect();
        window.afterPaint((at) => touches.changed.push(at - event.timeStamp));
      });
      observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-step'] });
    },
    { capture: true },
  );

  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (name === 'pointerdown') touches.told.push(duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
})();

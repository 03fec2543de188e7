/** In the page: calls `then` with the time right after the next frame was painted. A message sent in a frame's callback arrives after it. */
window.afterPaint = (then) =>
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  });

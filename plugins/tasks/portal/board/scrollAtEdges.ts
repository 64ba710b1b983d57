const EDGE_PX = 72;
const FASTEST_PX = 14;

/** Scrolls the page while a dragged thing is held near its upper or lower edge. */
export function scrollAtEdges(onScrolled: () => void) {
  let speed = 0;
  let frame = 0;
  const step = () => {
    const before = window.scrollY;
    window.scrollBy(0, speed);
    if (window.scrollY !== before) onScrolled();
    frame = speed === 0 ? 0 : requestAnimationFrame(step);
  };
  return {
    at(clientY: number) {
      const intoTop = Math.max(0, EDGE_PX - clientY);
      const intoBottom = Math.max(0, clientY - (window.innerHeight - EDGE_PX));
      speed = ((intoBottom - intoTop) / EDGE_PX) * FASTEST_PX;
      if (speed !== 0 && frame === 0) frame = requestAnimationFrame(step);
    },
    stop() {
      speed = 0;
      cancelAnimationFrame(frame);
    },
  };
}

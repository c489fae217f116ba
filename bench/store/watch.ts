/**
 * Runs in the desk's own page before anything of it, and only looks: when something that a person waits for has been painted, and when
 * that person last pressed something. Times are the page's own, in milliseconds since navigation.
 */
interface Answer {
  /** From the key, or the change of address, to the paint of its answer. */
  ms: number;
  rows: number;
}

const region = () => document.querySelector('main [aria-busy]');
const isBusy = () => region()?.getAttribute('aria-busy') === 'true';

/** The frame that shows what stands in the document now: a task behind the next animation frame runs when it has been painted. */
function nextPaint(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/** Asks again after every change of the document. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-busy'] });
    look();
  });
}

let pressedAt = 0;
for (const type of ['pointerdown', 'keydown', 'input']) {
  addEventListener(
    type,
    ({ isTrusted, timeStamp }) => {
      if (isTrusted) pressedAt = timeStamp;
    },
    { capture: true },
  );
}

let answer: Promise<Answer> | undefined;

async function answerFrom(askedAt: Promise<number>): Promise<Answer> {
  const from = await askedAt;
  await until(isBusy);
  await until(() => !isBusy());
  return { ms: (await nextPaint()) - from, rows: document.querySelectorAll('.hits > li').length };
}

const nextInput = () =>
  new Promise<number>((resolve) => addEventListener('input', (event) => resolve(event.timeStamp), { capture: true, once: true }));

export const watch = {
  /** The time of the paint that first shows this. */
  async painted(selector: string): Promise<number> {
    await until(() => document.querySelector(selector) !== null);
    return nextPaint();
  },
  /** The same, since the last press of a button or key before it. */
  async paintedSincePress(selector: string): Promise<number> {
    await until(() => document.querySelector(selector) !== null);
    const from = pressedAt;
    return (await nextPaint()) - from;
  },
  /** From now on: the next key's answer is the one that `answered` tells. */
  expectKey(): void {
    answer = answerFrom(nextInput());
  },
  /** Leads to an address of the page, as a link does; its answer is the one that `answered` tells. */
  goAsking(path: string): void {
    const now = performance.now();
    answer = answerFrom(Promise.resolve(now));
    location.hash = path;
  },
  answered(): Promise<Answer> {
    if (answer === undefined) throw new Error('nothing was asked');
    return answer;
  },
};

declare global {
  interface Window {
    watch: typeof watch;
  }
}

window.watch = watch;

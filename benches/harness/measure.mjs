// What is measured, the same code in Node and in the browser. Times are milliseconds.

/** The clock; a run on a busy machine sets another (see `thread-clock.mjs`). */
let now = () => performance.now();

export function useClock(clock) {
  now = clock;
}

/** The first call and the `warm` calls after it; only one of these where a call takes seconds. */
function passes(run, warm) {
  const times = [];
  for (let pass = 0; pass <= (times[0] > 2000 ? Math.min(warm, 1) : warm); pass++) {
    const from = now();
    run();
    times.push(now() - from);
  }
  return { cold: times[0], warm: times.slice(1) };
}

/**
 * The first and later passes of `mode` over a text. Without `other` the process has only made one short call before:
 * machine code, memory and caches are cold. With `other`, a text that shares nothing with this one, it has worked
 * before and only the text is new.
 * Decode gets its ids from the same process: its own code and caches are cold, the text is not.
 */
export function throughput(library, text, { mode, warm }, other) {
  const run = { count: library.count, encode: library.encode }[mode];
  library.count("Hello, world!");
  if (mode === "decode") {
    const ids = library.encode(text);
    // A text that is joined of parts is only put together when it is read: that belongs to it.
    return passes(() => library.decode(ids).charCodeAt(0), warm);
  }
  if (other !== undefined) for (let pass = 0; pass < 3; pass++) run(other);
  return passes(() => run(text), warm);
}

/**
 * Counting one short text after another, as an editor or a gateway does, after a warm-up over other texts.
 * `rounds` are lists of texts that nobody has seen; `repeated` is one text counted again and again.
 * Nanoseconds per call, one figure per round.
 */
export function shortTexts(library, { warmUp, rounds, repeated }) {
  let tokens = 0;
  const countAll = (list) => {
    for (const text of list) tokens += library.count(text);
  };
  const perCall = (list) => {
    const from = now();
    countAll(list);
    return ((now() - from) * 1e6) / list.length;
  };
  const enough = now() + 300;
  while (now() < enough) countAll(warmUp);
  const fresh = rounds.map(perCall);
  const again = Array(rounds[0].length).fill(repeated);
  const same = rounds.map(() => perCall(again));
  return { fresh, same, tokens };
}
